import django.db.models.deletion
from django.db import migrations, models

from laa_portal.foundation.references import looked_at_anew

PLACES = {
    "measure_id": "indicators_measure",
    "definition_id": "indicators_definition",
    "area_id": "partnerships_area",
}
RETURN = {"data_return_id": "indicators_datareturn"}
WITHDRAWN = {"withdrawn_return_id": "indicators_datareturn"}
HELD = {"held_id": "indicators_observation"}


class Migration(migrations.Migration):
    """An index that rows are appended to, not two; and what rows point at is gone over once."""

    dependencies = [("indicators", "0007_messages_are_sent_under_a_lease")]

    operations = [
        migrations.RemoveConstraint(model_name="stagedrow", name="a_cell_is_staged_once"),
        migrations.AlterField(
            model_name="stagedrow",
            name="data_return",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="staged",
                to="indicators.datareturn",
            ),
        ),
        migrations.AddIndex(
            model_name="stagedrow",
            index=models.Index(
                condition=models.Q(outcome="unchanged"),
                fields=["measure", "area", "period_kind", "period_start"],
                name="said_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="stagedrow",
            constraint=models.UniqueConstraint(
                deferrable=models.Deferrable.IMMEDIATE,
                fields=["data_return", "measure", "area", "period_start", "period_kind"],
                name="a_cell_is_staged_once",
            ),
        ),
        looked_at_anew("indicators_observation", PLACES | RETURN | WITHDRAWN),
        looked_at_anew("indicators_figure", PLACES | RETURN),
        looked_at_anew("indicators_stagedrow", PLACES | RETURN | HELD),
        looked_at_anew("indicators_conflict", PLACES),
    ]
