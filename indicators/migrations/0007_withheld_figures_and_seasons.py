from django.db import migrations, models


class Migration(migrations.Migration):
    """Figures that a small count would follow from, and the season of a series.

    `recompute` tells which figures they are, and keeps the season.
    """

    dependencies = [("indicators", "0006_figures_keep_all_counts")]

    operations = [
        migrations.AddField(
            model_name="figure",
            name="is_withheld",
            field=models.BooleanField(
                default=False,
                help_text="from everybody elsewhere: a small count, or one would follow",
            ),
        ),
        migrations.AddField(
            model_name="seriessummary",
            name="season_factors",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="of every month or quarter; none without a season",
            ),
        ),
    ]
