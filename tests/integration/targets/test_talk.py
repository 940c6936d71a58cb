"""What is written about a target: both sides read messages, and notes are one side's own."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, transaction

from laa_portal.foundation.models import AuditEvent
from partnerships.actions import notice
from partnerships.models import Notice
from targets import actions, policies, queries
from targets.models import Message, PrivateNote
from targets.sides import Side
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.negotiation import AT, make_talks
from tests.factories.partnerships import make_area, make_organisation, make_part

pytestmark = pytest.mark.django_db
P, G = Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    found = make_talks()
    found.say(P, Burglary="14.40")
    return found


def write(talks, by, text="What is it based on?", title="Burglary", verb="write_message"):
    return getattr(actions, verb)(target=talks.target(title), text=text, by=by, at=AT)


def refused(act, why=PermissionDenied):
    """Return the sentence of a refusal, in a transaction of its own."""
    with pytest.raises(why) as raised, transaction.atomic():
        act()
    return str(raised.value)


def test_both_sides_read_what_either_writes_and_after_which_offer(talks):
    write(talks, talks.director)
    talks.say(G, Burglary="13.00")
    write(talks, talks.county.officer, "On the survey")

    for reader in (talks.coordinator, talks.reviewer):
        found = queries.messages_about(talks.target("Burglary"), reader)
        assert [(one.side, one.offer) for one in found] == [(G, 1), (P, 2)]
    assert "survey" not in str(AuditEvent.objects.filter(verb="write_message").values())


def test_nobody_writes_to_the_other_side_of_what_it_does_not_know(talks):
    assert "not been offered yet" in refused(
        lambda: write(talks, talks.coordinator, title="Violence")
    )


def test_only_those_at_the_table_write_and_read(talks, analyst):
    write(talks, talks.reviewer)
    for verb in ("write_message", "write_note"):
        assert "Only those who sit at the table" in refused(
            lambda verb=verb: write(talks, analyst, verb=verb)
        )
    assert not Message.objects.visible_to(analyst).exists()


def test_what_was_written_to_both_stays_as_it_is(talks):
    message = write(talks, talks.reviewer)

    refused(lambda: Message.objects.update(text="Other"), InternalError)
    refused(message.delete, InternalError)


def test_a_note_is_read_by_ones_own_side_alone(talks, analyst):
    write(talks, talks.coordinator, "We could go to 12", verb="write_note")
    write(talks, talks.reviewer, "They could go to 12", verb="write_note")
    target = talks.target("Burglary")

    for reader in (talks.coordinator, talks.county.officer):
        assert [one.text for one in queries.notes_on(target, reader)] == ["We could go to 12"]
    for reader in (talks.reviewer, talks.director):
        assert [one.text for one in queries.notes_on(target, reader)] == ["They could go to 12"]
    assert not PrivateNote.objects.visible_to(analyst).exists()
    assert not PrivateNote.objects.visible_to(person("a", "administrator")).exists()


def test_a_partner_named_from_outside_the_table_reads_neither(talks):
    district = make_area("X07000955")
    make_part(talks.area, district)
    council = make_organisation("x-ash", areas=[district])
    partner = person("of-ash", "partner", organisation=council)
    actions.ask_partners(
        target_id=talks.target("Burglary").pk,
        organisations=[council],
        question="",
        by=talks.coordinator,
        at=AT,
    )
    write(talks, talks.reviewer)
    write(talks, talks.coordinator, verb="write_note")

    assert not Message.objects.visible_to(partner).exists()
    assert not PrivateNote.objects.visible_to(partner).exists()


def test_of_a_note_nothing_is_on_record_but_on_its_own_side_that_it_was_written(talks):
    note = write(talks, talks.reviewer, "They could go to 12", verb="write_note")
    assert "whoever wrote" in policies.may_remove_note(talks.director, note).reason

    actions.remove_note(note=note, by=talks.reviewer, at=AT)

    assert not PrivateNote.objects.exists()
    acts = AuditEvent.objects.filter(target_type="targets.privatenote")
    assert set(acts.values_list("verb", "side")) == {("write_note", G), ("remove_note", G)}
    assert "They could" not in str(acts.values())


def test_a_message_is_told_to_whoever_speaks_for_the_other_side(talks):
    message = write(talks, talks.director)
    make_event("write_message", message, by=talks.director, area_id=talks.area.pk)

    notice(at=AT)

    (told,) = Notice.objects.all()
    assert (told.user, told.path) == (talks.coordinator, message.get_absolute_url())
    assert message.text not in told.subject + told.body


def test_a_reviewer_of_the_whole_region_is_told_and_speaks_for_it(talks):
    region = make_area("X12000955", kind="region")
    make_part(region, talks.area)
    office = make_organisation("x-go", kind="government_office", areas=[region])
    reviewer = person("of-the-region", "go_reviewer", organisation=office)
    message = write(talks, talks.coordinator)
    make_event("write_message", message, by=talks.coordinator, area_id=talks.area.pk)

    notice(at=AT)

    told = set(Notice.objects.values_list("user__username", flat=True))
    assert told == {reviewer.username, talks.reviewer.username}
    assert policies.speaks_for(reviewer, talks.agreement) == G
