"""From districts' priorities to a short list: chosen, left out, put together and taken apart."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from laa_portal.foundation.models import AuditEvent
from laa_portal.foundation.versioning import Stale
from targets import actions, policies, queries
from targets.models import Agreement, Target
from targets.rows import Row, RowKind, parse_rows
from targets.states import TARGET_MOVES, TARGET_STARTS
from tests.conftest import person
from tests.factories import collation as made
from tests.factories.indicators import make_indicator
from tests.factories.partnerships import make_area

pytestmark = pytest.mark.django_db
AT = made.AT


@pytest.fixture
def county():
    return made.make_county()


@pytest.fixture
def violence():
    return make_indicator(915, title="Serious violence")


@pytest.fixture
def violent(county, violence):
    """Two districts that rank serious violence, and a third with a matter of its own."""
    of = {"Violence": [violence], "Knives": [violence]}
    return [
        *county.adopt("ash", "Violence", "Noise", indicators=of),
        *county.adopt("birch", "Drugs", "Knives", indicators=of),
    ]


def test_every_verb_has_its_action_and_policy():
    verbs = {*TARGET_STARTS, *TARGET_MOVES, "split"}

    assert verbs <= set(actions.__all__)
    assert {f"may_{verb}" for verb in verbs} <= set(policies.__all__)


@pytest.mark.usefixtures("violent")
def test_rows_are_indicators_then_what_bears_on_none(county):
    rows = county.rows()

    assert list(rows) == ["NI 915 Serious violence", "Noise", "Drugs"]
    both = rows["NI 915 Serious violence"]
    assert (both.district_count, both.mean_rank) == (2, 1.5)
    assert both.target is None


@pytest.mark.usefixtures("violent")
def test_ticked_rows_come_onto_the_short_list_with_their_priorities(county, violence):
    first, second = county.act("shortlist", "NI 915 Serious violence", "Drugs")

    assert (first.indicator, first.status) == (violence, "shortlisted")
    assert {str(one) for one in first.priorities.all()} == {"Violence", "Knives"}
    assert (second.indicator, second.title) == (None, "Drugs")
    agreement = Agreement.objects.get()
    assert (agreement.partnership, agreement.version) == (county.lsp, 1)
    verbs = list(AuditEvent.objects.filter(target_type="targets.priority").values_list("verb"))
    assert verbs.count(("shortlist",)) == 3


@pytest.mark.usefixtures("violent")
def test_what_is_left_out_has_its_reason_and_each_district_hears_it(county):
    (left_out,) = county.act("leave_out", "NI 915 Serious violence", reason="The force has it.")

    assert left_out.left_out_because == "The force has it."
    heard = AuditEvent.objects.filter(verb="leave_out", target_type="targets.priority")
    districts = {county.cdrps[name].areas.get().pk for name in ("ash", "birch")}
    assert set(heard.values_list("area_id", "side", "reason")) == {
        (district, "partnership", "The force has it.") for district in districts
    }


@pytest.mark.usefixtures("violent")
def test_a_choice_is_undone_before_another_is_made(county):
    county.act("leave_out", "Drugs", reason="Small")
    with pytest.raises(actions.NotPossible, match=r"is left out\. Put it on the long list again"):
        county.act("shortlist", "Drugs")

    county.act("longlist_again", "Drugs")
    (chosen,) = county.act("shortlist", "Drugs")

    assert chosen.status == "shortlisted"
    assert [one.status for one in chosen.former_states.order_by("pgh_id")] == [
        "longlisted",
        "left_out",
        "longlisted",
    ]
    with pytest.raises(actions.NotPossible, match="is on the short list already"):
        county.act("shortlist", "Drugs")


@pytest.mark.usefixtures("violent")
def test_all_that_is_ticked_is_chosen_or_none(county):
    county.act("shortlist", "Drugs")

    with pytest.raises(actions.NotPossible):
        county.act("shortlist", "Noise", "Drugs")

    assert county.rows()["Noise"].target is None


@pytest.mark.usefixtures("violent")
def test_like_priorities_are_put_together_and_taken_apart(county, violence):
    merged = county.act(
        "merge", "NI 915 Serious violence", "Drugs", title="Violence at night", indicator=violence
    )

    rows = county.rows()
    assert list(rows) == ["Violence at night", "Noise"]
    assert rows["Violence at night"].district_count == 2
    taken_out = [one for one in merged.priorities.all() if one.title == "Drugs"]
    kept = split(county, merged, taken_out)
    assert kept == merged
    assert list(county.rows()) == ["Violence at night", "Noise", "Drugs"]

    assert split(county, merged, list(merged.priorities.all())) is None
    assert list(county.rows()) == ["NI 915 Serious violence", "Noise", "Drugs"]


def split(county, target, priorities):
    return actions.split(
        area=county.area,
        version=county.version(),
        target=target,
        priorities=priorities,
        by=county.coordinator,
        at=AT,
    )


def test_two_priorities_of_one_name_are_told_apart(county):
    (first,) = county.adopt("ash", "Noise")
    (second,) = county.adopt("birch", "Noise")

    made_of = actions.shortlist(
        area=county.area,
        version=0,
        rows=[made.row_of(first), made.row_of(second)],
        by=county.officer,
        at=AT,
    )

    assert [one.title for one in made_of] == ["Noise", "Noise (birch CDRP)"]


def test_the_table_is_read_once_however_many_rows_are_chosen(county):
    county.adopt("ash", *"abcdef")
    rows = [one.row for one in county.rows().values()]

    with CaptureQueriesContext(connection) as seen:
        actions.shortlist(area=county.area, version=0, rows=rows, by=county.officer, at=AT)

    readings = [one for one in seen if "NOT EXISTS" in one["sql"]]
    assert len(readings) == 1


def test_nothing_is_put_together_of_nothing(county):
    with pytest.raises(actions.NotPossible, match="Tick at least one row"):
        county.act("merge", title="Nothing", indicator=None)


@pytest.mark.usefixtures("violent")
def test_two_candidates_are_not_put_together(county):
    county.act("shortlist", "Noise", "Drugs")

    with pytest.raises(actions.NotPossible, match="are candidates both"):
        county.act("merge", "Noise", "Drugs", title="Both", indicator=None)


@pytest.mark.usefixtures("violent")
def test_a_district_that_comes_later_is_brought_in(county, violence):
    county.act("shortlist", "NI 915 Serious violence")
    county.adopt("cole", "Fights", indicators={"Fights": [violence]})

    title = "NI 915 Serious violence"
    row = county.rows()[title]
    assert [one.title for one in row.new] == ["Fights"]
    assert [str(one) for one in queries.gaps(county.area).priorities] == [
        "Noise", "Drugs", "Fights",
    ]  # fmt: skip
    target = county.act("merge", title, title=title, indicator=violence)

    assert target.priorities.count() == 3
    assert county.rows()[title].new == ()


@pytest.mark.usefixtures("violent")
def test_an_indicator_is_on_the_list_once(county, violence):
    county.act("shortlist", "NI 915 Serious violence")

    with pytest.raises(actions.NotPossible, match="NI 915 is on the list already, as"):
        county.act("merge", "Noise", "Drugs", title="Both", indicator=violence)
    with pytest.raises(actions.NotPossible, match="called “NI 915 Serious violence” already"):
        longlist(county, "NI 915 Serious violence")
    assert Target.objects.count() == 1


def longlist(county, title, by=None):
    return actions.longlist(
        area=county.area,
        version=county.version(),
        title=title,
        indicator=None,
        by=by or county.coordinator,
        at=AT,
    )


@pytest.mark.usefixtures("violent")
def test_gaps_show_both_ways(county):
    county.act("shortlist", "NI 915 Serious violence")
    county.act("leave_out", "Drugs", reason="Small")
    longlist(county, "Arson")

    found = queries.gaps(county.area)

    assert [str(one) for one in found.priorities] == ["Noise", "Drugs"]
    assert [str(one) for one in found.targets] == ["Arson"]


@pytest.mark.usefixtures("violent")
def test_who_chooses(county):
    elsewhere = made.make_county("b", districts=())
    refusal = "Only the officers of the county strategy group and the coordinator"

    for somebody in (county.officers["ash"], elsewhere.officer, elsewhere.coordinator):
        with pytest.raises(PermissionDenied, match=refusal):
            county.act("shortlist", "Drugs", by=somebody)
        with pytest.raises(PermissionDenied, match=refusal):
            longlist(county, "Arson", by=somebody)
    assert county.act("shortlist", "Drugs", by=county.officer)


@pytest.mark.usefixtures("violent")
def test_who_sees_a_candidate(county):
    (drugs,) = county.act("shortlist", "Drugs")
    region = make_area("X12000901", kind="region")
    region.parts.create(part=county.area)

    def sees(user):
        return drugs in Target.objects.visible_to(user)

    assert all(map(sees, [county.officer, county.coordinator, county.officers["birch"]]))
    outside = [person("go", "go_reviewer", area=region), person("ho", "ho_analyst")]
    assert not any(map(sees, [county.officers["ash"], *outside]))


@pytest.mark.usefixtures("violent")
def test_whoever_chooses_from_an_old_table_is_told(county):
    row = county.rows()["Drugs"].row
    county.act("shortlist", "Noise")

    with pytest.raises(Stale):
        actions.shortlist(area=county.area, version=0, rows=[row], by=county.officer, at=AT)
    gone = [Row(RowKind.PRIORITY, 987654)]
    with pytest.raises(Stale, match="1 of the rows you chose are there no more"):
        actions.shortlist(
            area=county.area, version=county.version(), rows=gone, by=county.officer, at=AT
        )


def test_the_newest_adopted_year_of_each_district_counts(county):
    county.adopt("ash", "Old", year=2008)
    county.adopt("ash", "New", year=2009)
    county.adopt("birch", "Other", year=2008)

    assert list(county.rows()) == ["New", "Other"]


def test_an_area_without_an_lsp_says_so(county):
    county.adopt("ash", "Old")
    county.lsp.areas.clear()

    with pytest.raises(PermissionDenied, match="no Local Strategic Partnership here"):
        county.act("shortlist", "Old", by=county.officer)


def test_rows_are_read_once_each_and_nonsense_is_passed_over():
    assert parse_rows(["t-5", "x-1", "t-5", "p-0", "i-12", ""]) == [
        Row(RowKind.TARGET, 5),
        Row(RowKind.INDICATOR, 12),
    ]
