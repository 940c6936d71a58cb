import django.db.models.deletion
from django.db import migrations, models

from laa_portal.foundation.references import checked_by_statement

PLACES = {
    "measure_id": "indicators_measure",
    "definition_id": "indicators_definition",
    "area_id": "partnerships_area",
}
SENT_AND_HELD = {"data_return_id": "indicators_datareturn", "held_id": "indicators_observation"}


def reversed_(operation: migrations.RunSQL) -> migrations.RunSQL:
    return migrations.RunSQL(operation.reverse_sql, operation.sql)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_many_rows_point_by_statement")]

    operations = [
        migrations.AlterField(
            model_name="stagedrow",
            name="data_return",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="staged",
                to="indicators.datareturn",
            ),
        ),
        migrations.AlterField(
            model_name="stagedrow",
            name="held",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                help_text="what the cell held when the outcome was foretold",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="indicators.observation",
            ),
        ),
        reversed_(checked_by_statement("indicators_stagedrow", PLACES)),
        checked_by_statement("indicators_stagedrow", PLACES | SENT_AND_HELD),
    ]
