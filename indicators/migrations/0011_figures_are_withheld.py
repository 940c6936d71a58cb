from django.db import migrations, models


class Migration(migrations.Migration):
    """Figures that a small count could be worked out of; `recompute` tells which they are."""

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
    ]
