from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0004_names_are_searchable")]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("read_at", None)), fields=["user"], name="unread_notices"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("delivery", "daily"), ("mail", None)),
                fields=["noticed_at"],
                name="notices_for_a_digest",
            ),
        ),
    ]
