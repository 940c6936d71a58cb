import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0001_places_people_and_doors'),
    ]

    operations = [
        migrations.AlterField(
            model_name='key',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('values:read', 'Read figures, those of your own areas included'), ('values:write', 'Send and confirm returns'), ('agreements:read', 'Read agreements'), ('assessments:write', 'Write assessments, plans, agreements of counties and what goes with them'), ('offers:write', 'Make and answer offers'), ('concerns:read', 'Read concerns'), ('concerns:write', 'Ask, answer and judge in concerns')], max_length=20), size=None),
        ),
    ]
