from django.db import migrations

from laa_portal.foundation.references import checked_by_statement

PLACES = {
    "measure_id": "indicators_measure",
    "definition_id": "indicators_definition",
    "area_id": "partnerships_area",
}
RETURN = {"data_return_id": "indicators_datareturn"}
WITHDRAWN = {"withdrawn_return_id": "indicators_datareturn"}


class Migration(migrations.Migration):
    """Where rows come by the hundred thousand, what they point at is looked up once for all."""

    replaces = [("indicators", "0012_rows_point_by_statement")]

    dependencies = [("indicators", "0001_measured_and_reported")]

    operations = [
        checked_by_statement("indicators_observation", PLACES | RETURN | WITHDRAWN),
        checked_by_statement("indicators_figure", PLACES | RETURN),
        checked_by_statement("indicators_stagedrow", PLACES),
        checked_by_statement("indicators_conflict", PLACES),
    ]
