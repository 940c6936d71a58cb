"""Loading the catalogue: once, again, changed, spoilt, and under figures that rest on it."""

import shutil
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.actions.catalogue import DefinitionInUse, load_catalogue
from indicators.catalogue.schema import FOLDER, CatalogueFaults
from indicators.models import (
    DataReturn,
    Definition,
    Figure,
    FrameworkMembership,
    Indicator,
    Measure,
    Observation,
    ReturnFile,
    StagedRow,
)
from laa_portal.foundation.models import AuditEvent, Job
from partnerships.models import Area, Organisation

pytestmark = pytest.mark.django_db

AT = datetime(2008, 6, 30, 12, tzinfo=UTC)

NEW_VERSION = """
[[measures.definitions]]
version = "2010-04"
starts_on = 2010-04-01
numerator = "Burglaries in a dwelling and robberies recorded by the police in the period"
is_comparable = true
change_note = "Thefts of and from vehicles are left out"
definition_source = "A test"
verified = false
"""


@pytest.fixture(autouse=True)
def nothing_loaded(db):
    """Start without the catalogue that other tests share."""
    Indicator.objects.all().delete()


@pytest.fixture
def loaded():
    return load_catalogue(at=AT)


@pytest.fixture
def folder(tmp_path):
    """A copy of the files, to be edited."""
    for path in FOLDER.glob("ni_*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture
def data_return():
    """A return of the Home Office, confirmed or about to be."""
    file = ReturnFile.objects.create(sha256="0" * 64, content=b"")
    sender = Organisation.objects.create(code="ho", kind="department", name="Home Office")
    return DataReturn.objects.create(
        organisation=sender, file=file, name="ni16.csv", size=0, sent_at=AT
    )


def report(data_return, version, start, *, model=Observation, measure="NI 16", **columns):
    """Rest a row on one definition."""
    area = Area.objects.get_or_create(
        gss_code="E23000036", defaults={"kind": "police_force", "name": "Avon"}
    )[0]
    definition = Definition.objects.get(measure__code=measure, version=version)
    return model.objects.create(
        data_return=data_return,
        measure=definition.measure,
        definition=definition,
        area=area,
        period_kind="financial_year",
        period_start=start,
        numerator=100,
        denominator=1000,
        status="final",
        row=2,
        **columns,
    )


@pytest.fixture
def observed(loaded, data_return):
    """Figures of NI 16 for 2007/08 and 2009/10."""
    report(data_return, "back-series", date(2007, 4, 1), recorded_at=AT)
    report(data_return, "2008-05", date(2009, 4, 1), recorded_at=AT)


def edit(folder, before, after, *, name="ni_16.toml", count=1):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, count), encoding="utf-8")


def add_version(folder, *, ends_on):
    """End the newest definition of NI 16 and append another."""
    edit(
        folder,
        'version = "2008-05"\nstarts_on = 2008-04-01\n',
        f'version = "2008-05"\nstarts_on = 2008-04-01\nends_on = {ends_on}\n',
    )
    path = folder / "ni_16.toml"
    new = NEW_VERSION.replace("2010-04-01", ends_on)
    path.write_text(path.read_text(encoding="utf-8") + new, encoding="utf-8")


# Once and again


def test_loading_fills_the_tables(loaded):
    assert Indicator.objects.count() == 36
    assert Indicator.objects.filter(in_source_note=True).count() == 25
    assert Measure.objects.count() == 42
    assert loaded.counts == {
        "indicator": 36,
        "membership": FrameworkMembership.objects.count(),
        "measure": 42,
        "definition": Definition.objects.count(),
    }


def test_a_loaded_indicator_is_as_its_file_has_it(loaded):
    crime = Indicator.objects.get(code="NI 16")

    assert crime.apacs_title == "Serious acquisitive crime rate"
    assert crime.notes.endswith("Especially uncertain: how soon after a period figures come.")
    assert [m.framework for m in crime.memberships.on(date(2008, 6, 30))] == ["APACS", "NIS", "PSA"]
    measure = crime.measures.get()
    assert (measure.per, measure.levels) == (1000, ["district", "police_force"])
    assert [d.version for d in measure.definitions.all()] == ["back-series", "2008-05"]


@pytest.mark.parametrize(
    "day, standing", [(date(2008, 6, 30), "delayed"), (date(2009, 6, 30), "included")]
)
def test_a_delay_has_its_day(loaded, day, standing):
    repeats = Indicator.objects.get(number=32)

    assert repeats.memberships.on(day).get(framework="NIS").standing == standing


def test_the_real_series_of_ni_16_has_a_comparable_definition_for_each_year(loaded):
    definitions = Definition.objects.filter(measure__code="NI 16")

    for year in range(2002, 2012):
        assert definitions.on(date(year, 4, 1)).get().is_comparable


def test_loading_again_changes_nothing(loaded):
    before = list(Definition.objects.order_by("pk").values())
    events = AuditEvent.objects.count()

    again = load_catalogue(at=AT)

    assert again.changes == ()
    assert list(Definition.objects.order_by("pk").values()) == before
    assert AuditEvent.objects.count() == events


def test_each_loaded_indicator_is_on_record(loaded):
    events = AuditEvent.objects.filter(verb="load_catalogue", made_at=AT)

    assert events.count() == 36
    event = events.get(target_id=str(Indicator.objects.get(number=31).pk))
    assert event.details == {"changes": ["NI 31: added", "NI 31 in NIS from 2008-04-01: added"]}


def test_a_dry_run_reports_and_takes_it_back():
    loaded = load_catalogue(at=AT, dry_run=True)

    assert str(loaded.changes[0]) == "NI 15: added"
    assert not Indicator.objects.exists()
    assert not AuditEvent.objects.filter(made_at=AT).exists()


# Changed


def test_a_change_is_written_under_the_same_id_and_recorded(loaded, folder):
    before = Indicator.objects.get(number=16).pk
    edit(folder, 'theme = "Acquisitive crime"', 'theme = "Theft"')

    (change,) = load_catalogue(at=AT, folder=folder).changes

    assert str(change) == "NI 16: theme: 'Acquisitive crime' becomes 'Theft'"
    changed = Indicator.objects.get(number=16)
    assert (changed.pk, changed.theme) == (before, "Theft")
    event = AuditEvent.objects.filter(target_id=str(before)).latest("pk")
    assert event.details == {"changes": [str(change)]}


def test_what_a_file_no_longer_has_is_removed(loaded, folder):
    FrameworkMembership.objects.create(
        indicator=Indicator.objects.get(number=22),
        framework="APACS",
        standing="headline",
        starts_on=date(2008, 4, 1),
    )

    (change,) = load_catalogue(at=AT).changes

    assert str(change) == "NI 22 in APACS from 2008-04-01: removed"
    assert not Indicator.objects.get(number=22).memberships.filter(framework="APACS").exists()


def test_indicators_of_other_themes_are_left_alone(loaded):
    Indicator.objects.create(
        number=7,
        code="NI 7",
        slug="ni-7",
        title="Third sector",
        theme="Stronger",
        rationale="-",
        source="-",
        frequency="annual",
        in_source_note=False,
        definition_source="-",
    )

    assert load_catalogue(at=AT).changes == ()
    assert Indicator.objects.filter(number=7).exists()


# Spoilt


def test_a_catalogue_that_breaks_a_rule_is_not_loaded(folder):
    edit(folder, "is_restricted = true", "is_restricted = false", name="ni_36.toml")

    with pytest.raises(CatalogueFaults, match="NI 36 is not restricted"):
        load_catalogue(at=AT, folder=folder)

    assert not Indicator.objects.exists()


# Under figures


@pytest.mark.parametrize(
    "before, after, sentence",
    [
        (
            "Burglaries in a dwelling",
            "Burglaries",
            r"NI 16 \(back-series\) has observations. Do not change its numerator: end it, and",
        ),
        (
            'unit = "offences per 1,000 people"\nper = 1000\n',
            'unit = "offences per 10,000 people"\nper = 10000\n',
            "Measure NI 16 has observations. Do not change its per: add another measure",
        ),
    ],
)
def test_what_figures_rest_on_keeps_its_meaning(observed, folder, before, after, sentence):
    edit(folder, before, after)

    with pytest.raises(DefinitionInUse, match=sentence):
        load_catalogue(at=AT, folder=folder)

    assert not AuditEvent.objects.exclude(details__changes__0__endswith="added").exists()


def test_a_checked_row_counts_as_use(loaded, data_return, folder):
    report(data_return, "back-series", date(2007, 4, 1), model=StagedRow)
    edit(folder, "Burglaries in a dwelling", "Burglaries")

    with pytest.raises(DefinitionInUse):
        load_catalogue(at=AT, folder=folder)


def test_what_no_figure_rests_on_may_change(loaded, folder):
    edit(folder, "Burglaries in a dwelling", "Burglaries", count=2)

    changes = load_catalogue(at=AT, folder=folder).changes

    assert [change.field for change in changes] == ["numerator", "numerator"]


def test_a_note_on_a_definition_in_use_may_change(observed, folder):
    edit(folder, "None known: the same offences", "None known; the same offences")

    (change,) = load_catalogue(at=AT, folder=folder).changes

    assert change.field == "change_note"


def test_a_new_version_takes_over_after_the_last_figure(observed, folder):
    add_version(folder, ends_on="2010-04-01")

    load_catalogue(at=AT, folder=folder)

    definitions = Definition.objects.filter(measure__code="NI 16")
    assert definitions.on(date(2010, 4, 1)).get().version == "2010-04"
    assert definitions.on(date(2009, 4, 1)).get().version == "2008-05"


def test_a_new_version_may_not_take_figures_over(observed, folder):
    add_version(folder, ends_on="2009-04-01")

    with pytest.raises(DefinitionInUse, match=r"NI 16 \(2008-05\) has observations outside its"):
        load_catalogue(at=AT, folder=folder)


def test_a_definition_may_not_start_after_its_first_figure(loaded, data_return, folder):
    report(data_return, "back-series", date(2006, 4, 1), measure="NI 20", recorded_at=AT)
    edit(folder, "starts_on = 2002-04-01", "starts_on = 2007-04-01", name="ni_20.toml")

    with pytest.raises(DefinitionInUse, match=r"NI 20 \(back-series\) has observations outside"):
        load_catalogue(at=AT, folder=folder)


def test_a_version_in_use_may_not_be_removed(loaded, data_return, folder):
    add_version(folder, ends_on="2010-04-01")
    load_catalogue(at=AT, folder=folder)
    report(data_return, "2010-04", date(2010, 4, 1), recorded_at=AT)

    with pytest.raises(DefinitionInUse, match=r"NI 16 \(2010-04\) has observations. Do not remove"):
        load_catalogue(at=AT)


def test_a_version_no_figure_rests_on_is_removed(loaded, folder):
    add_version(folder, ends_on="2010-04-01")
    load_catalogue(at=AT, folder=folder)

    changes = [str(change) for change in load_catalogue(at=AT).changes]

    assert "NI 16 (2010-04): removed" in changes
    assert Definition.objects.filter(measure__code="NI 16").count() == 2


def test_figures_of_a_changed_measure_are_worked_out_again(observed, folder):
    observation = Observation.objects.latest("period_start")
    Figure.objects.create(
        measure=observation.measure,
        definition=observation.definition,
        area=observation.area,
        period_kind=observation.period_kind,
        period_start=observation.period_start,
        value=100,
        status="final",
        method_version="1",
        part_count=1,
        data_return=observation.data_return,
        is_published=True,
        vintage=AT,
        computed_at=AT,
    )
    edit(folder, "minimum_count = 20", "minimum_count = 30")

    preview = run("load_catalogue", "--dry-run", "--folder", folder)
    assert "NI 16: 1 figures of 1 areas are worked out again" in preview
    assert not Job.objects.exists()

    load_catalogue(at=AT, folder=folder)

    job = Job.objects.get(kind="recompute")
    assert job.payload == {"measure_code": "NI 16"}


# Commands


def run(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue()


def test_the_command_loads_and_counts():
    assert "36 indicators" in run("load_catalogue", "--dry-run")
    assert not Indicator.objects.exists()
    run("load_catalogue")
    assert run("load_catalogue").endswith(": 0 changed\n")


def test_the_command_fails_with_the_faults(observed, folder):
    edit(folder, "Burglaries in a dwelling", "Burglaries")

    with pytest.raises(CommandError, match="Nothing was loaded"):
        run("load_catalogue", "--folder", str(folder))


def test_check_catalogue_passes_ours_and_fails_a_spoilt_one(folder):
    assert "checks passed" in run("check_catalogue")
    edit(folder, "is_restricted = true", "is_restricted = false", name="ni_36.toml")

    with pytest.raises(CommandError, match="1 of"):
        run("check_catalogue", "--folder", str(folder))


def test_check_catalogue_fails_a_file_it_cannot_read(folder):
    edit(folder, "number = 16", "number = sixteen")

    with pytest.raises(CommandError, match=r"ni_16\.toml: Invalid value"):
        run("check_catalogue", "--folder", str(folder))
