"""Certificates know the hash of the file that people keep of them, those of before included."""

import hashlib

from django.db import migrations, models


def hash_the_files(apps, schema_editor):
    certificates = apps.get_model("targets", "Certificate").objects.defer("pdf")
    for found in certificates.iterator(chunk_size=50):
        # As `targets.certificate.bundle` writes it on the day of this migration.
        record = (
            f'{{"certificate":{found.content},"pdf_sha256":"{found.pdf_sha256}",'
            f'"sha256":"{found.sha256}"}}'
        )
        found.record_sha256 = hashlib.sha256(record.encode()).hexdigest()
        found.save(update_fields=["record_sha256"])


# Certificates never change, but for this.
LET_CHANGE = "ALTER TABLE targets_certificate DISABLE TRIGGER USER"
PROTECT = "ALTER TABLE targets_certificate ENABLE TRIGGER USER"


class Migration(migrations.Migration):
    dependencies = [("targets", "0003_signed_and_sealed")]

    operations = [
        migrations.AddField(
            "certificate",
            "record_sha256",
            models.CharField(
                max_length=64,
                default="",
                help_text="of the file that people keep of the certificate",
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(LET_CHANGE, PROTECT),
        migrations.RunPython(hash_the_files, migrations.RunPython.noop),
        migrations.RunSQL(PROTECT, LET_CHANGE),
        migrations.AlterField(
            "certificate",
            "record_sha256",
            models.CharField(
                max_length=64,
                unique=True,
                help_text="of the file that people keep of the certificate",
            ),
        ),
    ]
