import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('foundation', '0001_jobs_and_audit'), ('foundation', '0002_audit_is_append_only'), ('foundation', '0003_what_is_on_record')]

    dependencies = [
        ('foundation', '0001_jobs_audit_and_seals'),
        ('partnerships', '__first__'),
    ]

    operations = [
        migrations.AddField(
            model_name='auditevent',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['made_by', '-id'], name='audit_by_person'),
        ),
    ]
