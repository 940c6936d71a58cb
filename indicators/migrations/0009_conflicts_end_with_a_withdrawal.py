from django.db import migrations, models

END = """
UPDATE indicators_conflict o
   SET outcome = 'withdrawn', settled_at = r.withdrawn_at, settled_by_id = r.withdrawn_by_id,
       version = o.version + 1
  FROM indicators_datareturn r
 WHERE o.outcome = 'open' AND r.id = o.data_return_id AND r.status = 'withdrawn'
"""


class Migration(migrations.Migration):
    """Nothing is left to settle where the second figure was withdrawn."""

    dependencies = [("indicators", "0008_rows_are_staged_at_less_cost")]

    operations = [
        migrations.AlterField(
            model_name="conflict",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("kept", "The figure held was kept"),
                    ("taken_over", "The second figure was taken over"),
                    ("agreed", "Both came to say the same"),
                    ("replaced", "A later return replaced the second figure"),
                    ("withdrawn", "The return of one of the two was withdrawn"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.RunSQL(END, migrations.RunSQL.noop),
    ]
