"""A county's community safety agreement, drawn from the assessments of its districts."""

import pytest
from django.core.exceptions import PermissionDenied

from indicators.models import Indicator
from laa_portal.foundation.models import AuditEvent
from partnerships.models import User
from targets import actions, queries
from targets.audiences import of_safety_agreement
from targets.models import CommunitySafetyAgreement
from targets.states import SAFETY_AGREEMENT_MOVES, EditionStatus
from tests.conftest import person
from tests.factories import standards
from tests.factories import targets as made
from tests.factories.partnerships import make_area

AT = standards.AT

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def districts(cdrp, officer, chair):
    """Two CDRPs of one county: the first has adopted a priority that bears on knives."""
    adopted = made.start(cdrp, officer)
    made.write_all(adopted, officer)
    knives = made.add(adopted, officer, "Knives")
    actions.describe_priority(
        priority_id=knives.pk,
        version=knives.version,
        changes={},
        indicators=[Indicator.objects.get(code="NI 28")],
        by=officer,
        at=AT,
    )
    made.add(adopted, officer, "Rural theft")
    made.submit(adopted, officer)
    made.adopt(adopted, chair)
    return [cdrp, made.make_cdrp("x-cdrp-2", areas=[make_area("X07000902")])]


@pytest.fixture
def county(districts):
    """The county's group and its officer."""
    return standards.make_county(*(one.areas.get() for one in districts))


def write(agreement, officer, **texts):
    agreement.refresh_from_db()
    return actions.write_safety_agreement(
        agreement_id=agreement.pk, version=agreement.version, texts=texts, by=officer, at=AT
    )


def adopt(agreement, officer, positions=None):
    agreement.refresh_from_db()
    return actions.adopt_safety_agreement(
        agreement_id=agreement.pk,
        version=agreement.version,
        positions=positions or standards.positions(agreement.partnership),
        by=officer,
        at=AT,
    )


def test_every_move_has_its_action():
    assert set(SAFETY_AGREEMENT_MOVES) - {"supersede_safety_agreement"} <= set(actions.__all__)


def test_it_begins_with_what_the_districts_share_and_names_who_is_missing(county, districts):
    group, officer = county

    agreement = standards.start_safety_agreement(group, officer)

    assert agreement.priorities == "NI 28 Serious knife crime rate: 1 of 1 districts"
    drawn = queries.priorities_drawn_on(agreement)
    assert [
        (row.indicator.code if row.indicator else None, [p.title for p in row.priorities])
        for row in drawn.rows
    ] == [("NI 28", ["Knives"]), (None, ["Rural theft"])]
    assert drawn.lacking == [districts[1]]


def test_only_a_county_and_its_officers_make_one(county, cdrp, chair):
    group, officer = county

    with pytest.raises(PermissionDenied, match="Only the officers of"):
        standards.start_safety_agreement(group, chair)
    with pytest.raises(PermissionDenied, match="Only a county strategy group"):
        standards.start_safety_agreement(cdrp, officer)


def test_what_was_adopted_keeps_the_assessments_it_was_drawn_from(county, districts, officer):
    group, of_county = county
    agreement = standards.start_safety_agreement(group, of_county)
    with pytest.raises(actions.NotComplete, match="Nothing is written yet on how they are met"):
        adopt(agreement, of_county)
    write(agreement, of_county, delivery="One knife arch for all.")
    with pytest.raises(actions.NotEverybody):
        adopt(agreement, of_county, {0: "Somebody else"})
    adopt(agreement, of_county)

    late = made.make_officer(districts[1], "late"), made.make_chair(districts[1], "late-chair")
    made.make_adopted(districts[1], *late)

    agreement.refresh_from_db()
    assert agreement.status == EditionStatus.ADOPTED
    assert queries.priorities_drawn_on(agreement).lacking == [districts[1]]
    assert queries.district_priorities(group, 2008).lacking == []
    with pytest.raises(PermissionDenied, match="Start a new edition"):
        write(agreement, of_county, delivery="Later")


def test_a_new_edition_takes_over_once_it_is_adopted(county):
    group, officer = county
    first = standards.start_safety_agreement(group, officer)
    with pytest.raises(actions.AlreadyThere):
        standards.start_safety_agreement(group, officer)
    write(first, officer, delivery="One knife arch.")
    adopt(first, officer)

    second = standards.start_safety_agreement(group, officer)
    assert (second.edition, second.delivery) == (2, "One knife arch.")
    adopt(second, officer)

    first.refresh_from_db()
    assert first.status == EditionStatus.SUPERSEDED


def test_drafts_stay_within_the_county(county, districts, officer):
    group, of_county = county
    agreement = standards.start_safety_agreement(group, of_county)
    reviewer = person("reviewer", "go_reviewer", area=group.areas.get())

    def seen():
        visible = CommunitySafetyAgreement.objects.visible_to
        return [agreement in visible(who) for who in (of_county, reviewer)]

    assert seen() == [True, False]
    write(agreement, of_county, delivery="One knife arch.")
    adopt(agreement, of_county)
    assert seen() == [True, True]
    assert agreement in CommunitySafetyAgreement.objects.visible_to(officer), "of a district"
    event = AuditEvent.objects.get(verb="adopt_safety_agreement")
    told = set(of_safety_agreement(event, AT.date()))
    assert told == {of_county, officer, User.objects.get(username="chair")}
