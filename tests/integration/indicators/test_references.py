"""What observations and figures point at is there, and stays, as a foreign key would have it."""

import pandas as pd
import pytest
from django.db import IntegrityError, connection, transaction
from psycopg2.errors import ForeignKeyViolation

from indicators.models import Figure, Observation, ReturnFile
from laa_portal.foundation.bulk import write_frame
from tests.factories.indicators import (
    make_figure,
    make_indicator,
    make_measure,
    make_observation,
    make_return,
)
from tests.factories.partnerships import make_area, make_organisation

pytestmark = pytest.mark.django_db

NOBODY = 2_000_000_000
POINTS = ["measure_id", "definition_id", "area_id", "data_return_id"]
TABLES = {"measure_id": "indicators_measure", "definition_id": "indicators_definition"}
TABLES |= {"area_id": "partnerships_area", "data_return_id": "indicators_datareturn"}


@pytest.fixture(params=[make_observation, make_figure])
def row(request):
    """An observation, then a figure."""
    measure = make_measure(make_indicator())
    return request.param(measure, make_area(), make_return(make_organisation()))


def copies(row, **changes) -> pd.DataFrame:
    """The row for other periods, so that only what it points at can be wrong."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    values.pop("id")
    starts = ["2006-04-01", "2007-04-01"]
    return pd.DataFrame([values | {"period_start": start} for start in starts]).assign(**changes)


@pytest.mark.parametrize("column", POINTS)
def test_rows_that_point_at_nothing_are_not_written(row, column):
    with pytest.raises(ForeignKeyViolation, match=column), transaction.atomic():
        write_frame(copies(row, **{column: [getattr(row, column), NOBODY]}), row._meta.db_table)

    assert type(row).objects.count() == 1
    write_frame(copies(row), row._meta.db_table)
    assert type(row).objects.count() == 3


@pytest.mark.parametrize("column", POINTS)
def test_a_row_is_not_made_to_point_at_nothing(row, column):
    with pytest.raises(IntegrityError, match=column), transaction.atomic():
        type(row).objects.update(**{column: NOBODY})


@pytest.mark.parametrize("column", POINTS)
def test_what_is_pointed_at_is_not_deleted(row, column):
    """By SQL; what Django deletes it deletes in order, and protects by itself."""
    with (
        pytest.raises(IntegrityError, match="points at"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {TABLES[column]} WHERE id = %s", [getattr(row, column)])


def test_a_withdrawal_names_a_return_that_is_there_and_stays():
    sender = make_organisation()
    row = make_observation(make_measure(make_indicator()), make_area(), make_return(sender))
    with pytest.raises(IntegrityError, match="withdrawn_return_id"), transaction.atomic():
        Observation.objects.update(withdrawn_return_id=NOBODY)

    other = make_return(sender, file=ReturnFile.objects.create(sha256="f" * 64, content=b""))
    Observation.objects.filter(pk=row.pk).update(withdrawn_return=other)
    with (
        pytest.raises(IntegrityError, match="points at"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM indicators_datareturn WHERE id = %s", [other.pk])


def test_rows_that_wait_point_at_what_is_there():
    row = make_observation(
        make_measure(make_indicator()), make_area(), make_return(make_organisation())
    )
    columns = {column: getattr(row, column) for column in POINTS}
    cell = {"period_kind": "financial_year", "period_start": "2008-04-01"}
    staged = pd.DataFrame([columns | cell | {"row": 2, "status": "final", "note": ""}])

    for column in (*POINTS, "held_id"):
        with pytest.raises(ForeignKeyViolation, match=column), transaction.atomic():
            write_frame(staged.assign(**{column: NOBODY}), "indicators_stagedrow")
    write_frame(staged, "indicators_stagedrow")


def test_what_nothing_points_at_may_go():
    area = make_area("X07000902")
    area.delete()
    assert not Figure.objects.filter(area_id=area.pk).exists()
    assert not Observation.objects.filter(area_id=area.pk).exists()
