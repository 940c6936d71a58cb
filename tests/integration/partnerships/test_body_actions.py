"""Setting bodies, seats, the calendar and comparators right: done, refused, stale, on record."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from laa_portal.foundation import jobs
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from partnerships import actions
from partnerships.models import (
    Capacity,
    ComparatorGroup,
    Cycle,
    Deadline,
    Organisation,
    Partnership,
    RoleKind,
    Seat,
)
from tests.factories.partnerships import make_area, make_seat

pytestmark = pytest.mark.django_db

APRIL, MAY = date(2008, 4, 1), date(2008, 5, 1)


@pytest.fixture
def by(administrator, at):
    """Who acts and when, as every action asks for it."""
    return {"by": administrator, "at": at}


@pytest.fixture
def facts(council, district):
    return {
        "version": 1,
        "name": "Greyshire County Council",
        "starts_on": APRIL,
        "ends_on": None,
        "areas": [district],
        "reason": "SI 2008/1",
    }


def last_event():
    return AuditEvent.objects.order_by("-id").first()


def test_correcting_an_organisation_says_what_changed_and_why(council, facts, by, district, county):
    actions.correct_organisation(organisation_id=council.pk, **facts, **by)

    council.refresh_from_db()
    assert (council.name, council.starts_on) == ("Greyshire County Council", APRIL)
    assert list(council.areas.all()) == [district]
    assert (council.corrected_by, council.version) == (by["by"], 2)
    event = last_event()
    assert (event.verb, event.reason, event.area_id) == (
        "correct_organisation",
        "SI 2008/1",
        district.pk,
    )
    assert event.details["changes"] == {
        "name": ["Greyshire Council", "Greyshire County Council"],
        "starts_on": ["", "2008-04-01"],
        "areas": [county.gss_code, district.gss_code],
    }
    with pytest.raises(Stale):
        actions.correct_organisation(organisation_id=council.pk, **facts, **by)


def test_correcting_a_partnership_is_on_record(lsp, facts, by):
    actions.correct_partnership(partnership_id=lsp.pk, **facts, **by)

    assert Partnership.objects.get(pk=lsp.pk).name == "Greyshire County Council"
    assert last_event().verb == "correct_partnership"
    with pytest.raises(Stale):
        actions.correct_partnership(partnership_id=lsp.pk, **facts, **by)


@pytest.fixture
def seat_facts():
    return {
        "version": 1,
        "capacity": Capacity.COOPERATING_BODY,
        "is_senior": True,
        "starts_on": APRIL,
        "ends_on": None,
    }


def test_seats_are_added_corrected_and_ended(lsp, council, county, seat_facts, by):
    seat = actions.add_seat(partnership_id=lsp.pk, organisation=council, **seat_facts, **by)
    changed = seat_facts | {"version": 2, "capacity": Capacity.INVITEE, "is_senior": False}
    actions.correct_seat(seat_id=seat.pk, **changed, **by)
    actions.end_seat(seat_id=seat.pk, version=3, ends_on=MAY, **by)

    seat.refresh_from_db()
    assert (seat.capacity, seat.is_senior, seat.ends_on) == (Capacity.INVITEE, False, MAY)
    assert seat.corrected_by == by["by"]
    events = AuditEvent.objects.order_by("id")
    assert [event.verb for event in events] == ["add_seat", "correct_seat", "end_seat"]
    assert {event.area_id for event in events} == {county.pk}
    with pytest.raises(Stale):
        actions.end_seat(seat_id=seat.pk, version=3, ends_on=MAY, **by)


def test_same_seat_twice_is_refused_with_a_sentence(lsp, council, seat_facts, by):
    actions.add_seat(partnership_id=lsp.pk, organisation=council, **seat_facts, **by)

    with pytest.raises(actions.SeatTaken, match="has a seat in this capacity"):
        actions.add_seat(
            partnership_id=lsp.pk, organisation=council, **(seat_facts | {"version": 2}), **by
        )
    assert Partnership.objects.get(pk=lsp.pk).version == 2, "nothing came of it"


def test_cycles_and_deadlines_are_made_and_put_right(by):
    cycle = actions.make_cycle(name="Agreements", starts_on=APRIL, ends_on=None, **by)
    actions.correct_cycle(
        cycle_id=cycle.pk, version=1, name="Agreements of 2008", starts_on=APRIL, ends_on=MAY, **by
    )
    what = {"what": "Priorities", "due_on": APRIL, "role_kinds": [RoleKind.CDRP_OFFICER]}
    deadline = actions.add_deadline(cycle_id=cycle.pk, version=2, **what, **by)
    actions.correct_deadline(deadline_id=deadline.pk, version=3, **(what | {"due_on": MAY}), **by)

    assert Cycle.objects.get().name == "Agreements of 2008"
    assert Deadline.objects.get().due_on == MAY
    with pytest.raises(Stale):
        actions.remove_deadline(deadline_id=deadline.pk, version=3, **by)
    actions.remove_deadline(deadline_id=deadline.pk, version=4, **by)
    assert not Deadline.objects.exists()
    assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == [
        "make_cycle",
        "correct_cycle",
        "add_deadline",
        "correct_deadline",
        "remove_deadline",
    ]


def test_two_cycles_of_one_name_are_refused(by):
    first = actions.make_cycle(name="Agreements", starts_on=None, ends_on=None, **by)
    second = actions.make_cycle(name="Reviews", starts_on=None, ends_on=None, **by)

    for act in (
        lambda: actions.make_cycle(name="Agreements", starts_on=None, ends_on=None, **by),
        lambda: actions.correct_cycle(
            cycle_id=second.pk, version=1, name=first.name, starts_on=None, ends_on=None, **by
        ),
    ):
        with pytest.raises(actions.NameTaken, match="called “Agreements” already"):
            act()


@pytest.fixture
def areas():
    return [make_area(f"X0700098{number}") for number in range(4)]


@pytest.fixture
def group(areas, by):
    own, *peers = areas
    return actions.make_comparators(area=own, source="iQuanta", peers=peers, starts_on=APRIL, **by)


def test_comparators_keep_the_order_they_were_named_in(group, areas):
    assert [member.area for member in group.members.all()] == areas[1:]
    assert (last_event().verb, last_event().area_id) == ("make_comparators", areas[0].pk)


def test_another_group_takes_the_place_of_one_from_its_first_day(group, areas, by):
    new = actions.replace_comparators(
        group_id=group.pk,
        version=1,
        source="iQuanta",
        peers=[areas[3], areas[1]],
        starts_on=MAY,
        **by,
    )

    group.refresh_from_db()
    assert group.ends_on == MAY
    assert list(ComparatorGroup.objects.on(MAY)) == [new]
    assert list(ComparatorGroup.objects.on(APRIL)) == [group]
    assert group.members.count() == 3, "what it was stays known"
    with pytest.raises(PermissionDenied, match="ends on 1 May 2008 already"):
        actions.end_comparators(group_id=group.pk, version=2, ends_on=MAY, **by)


def test_group_can_end_without_another(group, by):
    actions.end_comparators(group_id=group.pk, version=1, ends_on=MAY, **by)

    assert not ComparatorGroup.objects.on(MAY).exists()
    with pytest.raises(Stale):
        actions.end_comparators(group_id=group.pk, version=1, ends_on=MAY, **by)


def test_what_makes_no_group_is_refused(group, areas, by):
    own, peer, *_ = areas
    for peers, starts_on, sentence in (
        ([own, peer], MAY, "own comparators"),
        ([peer, peer], MAY, "named twice"),
        ([], MAY, "at least one"),
        ([peer], APRIL, "of this source from this day already"),
    ):
        with pytest.raises(actions.NoGroup, match=sentence):
            actions.make_comparators(
                area=own, source="iQuanta", peers=peers, starts_on=starts_on, **by
            )
    with pytest.raises(actions.NoGroup, match="must be after 1 April 2008"):
        actions.end_comparators(group_id=group.pk, version=1, ends_on=APRIL, **by)
    assert ComparatorGroup.objects.count() == 1


def test_dead_job_is_asked_for_anew_once(by):
    job = Job.objects.create(
        kind="note", key="n", payload={"what": 1}, state="dead", attempts=5, failures=5
    )

    actions.retry(job_id=job.pk, **by)

    new = Job.objects.get(state="queued")
    assert (new.kind, new.key, new.payload, new.attempts) == ("note", "n", {"what": 1}, 0)
    assert last_event().verb == "retry"
    with pytest.raises(PermissionDenied, match="has not been given up"):
        actions.retry(job_id=job.pk, **by)
    with pytest.raises(Stale):
        jobs.retry(job_id=job.pk, **by)
    assert Job.objects.count() == 2


def test_strangers_put_nothing_right(
    stranger, council, lsp, facts, seat_facts, group, areas, by, at
):
    cycle = actions.make_cycle(name="Agreements", starts_on=None, ends_on=None, **by)
    what = {"what": "Priorities", "due_on": APRIL, "role_kinds": [RoleKind.PARTNER]}
    deadline = actions.add_deadline(cycle_id=cycle.pk, version=1, **what, **by)
    seat = make_seat(lsp, council)
    job = Job.objects.create(kind="note", key="n", state="dead")
    me = {"by": stranger, "at": at}
    span = {"starts_on": None, "ends_on": None}
    before = AuditEvent.objects.count()

    for act in (
        lambda: actions.correct_organisation(organisation_id=council.pk, **facts, **me),
        lambda: actions.correct_partnership(partnership_id=lsp.pk, **facts, **me),
        lambda: actions.add_seat(partnership_id=lsp.pk, organisation=council, **seat_facts, **me),
        lambda: actions.correct_seat(seat_id=seat.pk, **seat_facts, **me),
        lambda: actions.end_seat(seat_id=seat.pk, version=1, ends_on=MAY, **me),
        lambda: actions.make_cycle(name="Mine", **span, **me),
        lambda: actions.correct_cycle(cycle_id=cycle.pk, version=2, name="Mine", **span, **me),
        lambda: actions.add_deadline(cycle_id=cycle.pk, version=2, **what, **me),
        lambda: actions.correct_deadline(deadline_id=deadline.pk, version=2, **what, **me),
        lambda: actions.remove_deadline(deadline_id=deadline.pk, version=2, **me),
        lambda: actions.make_comparators(
            area=areas[0], source="Me", peers=areas[1:], starts_on=APRIL, **me
        ),
        lambda: actions.replace_comparators(
            group_id=group.pk, version=1, source="Me", peers=areas[1:], starts_on=MAY, **me
        ),
        lambda: actions.end_comparators(group_id=group.pk, version=1, ends_on=MAY, **me),
        lambda: actions.retry(job_id=job.pk, **me),
    ):
        with pytest.raises(PermissionDenied, match="Only administrators"):
            act()

    assert AuditEvent.objects.count() == before


@pytest.mark.usefixtures("england")
def test_loading_the_files_leaves_alone_what_a_person_has_put_right(by):
    force = Organisation.objects.get(code="police-E23000002")
    cdrp = Partnership.objects.filter(kind="cdrp", is_invented=False, seats__isnull=False).first()
    seat = cdrp.seats.order_by("pk").first()
    areas, untouched = (
        list(force.areas.all()),
        cdrp.seats.exclude(pk=seat.pk).order_by("pk").first(),
    )
    actions.correct_organisation(
        organisation_id=force.pk,
        version=force.version,
        name="Cumbria police",
        starts_on=None,
        ends_on=None,
        areas=[],
        reason="As they call themselves",
        **by,
    )
    actions.correct_seat(
        seat_id=seat.pk,
        version=cdrp.version,
        capacity=Capacity.INVITEE,
        is_senior=True,
        starts_on=None,
        ends_on=None,
        **by,
    )
    Seat.objects.filter(pk=untouched.pk).delete()
    seats = cdrp.seats.count()

    tallies = actions.load_reference()

    force.refresh_from_db()
    assert areas
    assert (force.name, list(force.areas.all())) == ("Cumbria police", [])
    own = Seat.objects.filter(partnership=cdrp, organisation=seat.organisation)
    assert [one.capacity for one in own] == [Capacity.INVITEE]
    assert cdrp.seats.count() == seats + 1, "what nobody spoke of is as the files say"
    assert sum(tally.inserted for tally in tallies) == 1
    assert not any(tally.removed or tally.updated for tally in tallies)
