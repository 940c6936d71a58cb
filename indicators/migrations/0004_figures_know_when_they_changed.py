import django.db.models.deletion
from laa_portal.foundation import tables
from django.db import migrations, models
from django.db.models.functions import Now

import laa_portal.foundation.models

PERIOD_KINDS = [
    ("month", "month"),
    ("quarter", "quarter"),
    ("financial_year", "financial year"),
    ("calendar_year", "calendar year"),
]

GONE = """
CREATE FUNCTION indicators_figure_is_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_gonefigure
           (measure_id, area_id, period_kind, period_start, was_public, was_published)
    SELECT OLD.measure_id, OLD.area_id, OLD.period_kind, OLD.period_start,
           OLD.is_published AND OLD.status <> 'provisional' AND NOT i.is_restricted,
           OLD.is_published
      FROM indicators_measure m JOIN indicators_indicator i ON i.id = m.indicator_id
     WHERE m.id = OLD.measure_id;
    RETURN NULL;
END $$;
CREATE TRIGGER a_figure_is_gone AFTER DELETE ON indicators_figure
    FOR EACH ROW EXECUTE FUNCTION indicators_figure_is_gone();
CREATE TRIGGER a_figure_is_hidden AFTER UPDATE ON indicators_figure
    FOR EACH ROW WHEN (
        (OLD.is_published AND NOT NEW.is_published)
        OR (OLD.status <> 'provisional' AND NEW.status = 'provisional')
    ) EXECUTE FUNCTION indicators_figure_is_gone();
"""

UNDO_GONE = """
DROP TRIGGER a_figure_is_gone ON indicators_figure;
DROP TRIGGER a_figure_is_hidden ON indicators_figure;
DROP FUNCTION indicators_figure_is_gone();
"""

REFERENCE = (
    "partnerships_area",
    "partnerships_areapart",
    "partnerships_organisation",
    "partnerships_comparatorgroup",
    "indicators_indicator",
    "indicators_measure",
    "indicators_definition",
    "indicators_expectation",
)
"""What figures are told with: names, definitions, and when the next ones are expected."""

COUNT = """
CREATE FUNCTION indicators_count_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO indicators_edition (audience, number) VALUES ('reference', 1)
        ON CONFLICT (audience, measure_id)
        DO UPDATE SET number = indicators_edition.number + 1, recorded_at = statement_timestamp();
    RETURN NULL;
END $$;
"""

UNDO_COUNT = "DROP FUNCTION indicators_count_edition();"

COUNTED = """
CREATE TRIGGER counts_edition AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_count_edition();
"""

UNDO_COUNTED = "DROP TRIGGER counts_edition ON {table};"


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0003_staged_rows_point_by_statement"),
        ("partnerships", "0001_places_people_and_doors"),
    ]

    operations = [
        migrations.AddField(
            "figure",
            "xid",
            laa_portal.foundation.models.TransactionIdField(
                db_default=models.Func(function="pg_current_xact_id"), editable=False
            ),
        ),
        migrations.AddField(
            "figure",
            "revised_times",
            models.PositiveSmallIntegerField(
                db_default=0,
                editable=False,
                help_text="how often it changed since everybody could see it",
            ),
        ),
        migrations.AddIndex(
            "figure", models.Index(fields=["xid", "id"], name="figures_in_order")
        ),
        tables.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody"),
                            ("nation", "National roles"),
                            ("areas", "Those who work for an area"),
                            ("reference", "Everybody, of names and definitions"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=1)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=Now(), help_text="of the last change"),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="indicators.measure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audience", "measure"),
                        name="one_edition_of_a_measure_for_an_audience",
                        nulls_distinct=False,
                    )
                ]
            },
        ),
        tables.CreateModel(
            name="GoneFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("period_kind", models.CharField(choices=PERIOD_KINDS, max_length=15)),
                ("period_start", models.DateField()),
                ("was_public", models.BooleanField(help_text="everybody could see it")),
                ("was_published", models.BooleanField(help_text="national roles could")),
                (
                    "xid",
                    laa_portal.foundation.models.TransactionIdField(
                        db_default=models.Func(function="pg_current_xact_id"), editable=False
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=Now())),
                (
                    "area",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partnerships.area",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="indicators.measure",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["xid", "id"], name="gone_figures_in_order")]
            },
        ),
        migrations.RunSQL(GONE, UNDO_GONE),
        migrations.RunSQL(COUNT, UNDO_COUNT),
        *(
            migrations.RunSQL(COUNTED.format(table=table), UNDO_COUNTED.format(table=table))
            for table in REFERENCE
        ),
    ]
