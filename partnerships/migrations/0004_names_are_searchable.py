import django.contrib.postgres.indexes
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


def by_trigrams(model: str, name: str) -> migrations.AddIndex:
    index = django.contrib.postgres.indexes.GinIndex(
        fields=["name"], name=name, opclasses=["gin_trgm_ops"]
    )
    return migrations.AddIndex(model_name=model, index=index)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0003_bodies_can_be_corrected")]

    operations = [
        TrigramExtension(),
        by_trigrams("area", "areas_by_trigrams"),
        by_trigrams("organisation", "organisations_by_trigrams"),
        by_trigrams("partnership", "partnerships_by_trigrams"),
    ]
