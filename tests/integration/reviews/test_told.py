"""Who is told of what is said and done about a concern."""

from datetime import UTC, datetime

import pytest

from laa_portal.foundation.models import AuditEvent
from partnerships.actions import notice
from partnerships.models import Notice
from reviews import actions
from reviews.models import Concern
from tests.factories.foundation import make_event

pytestmark = pytest.mark.django_db

AT = datetime(2009, 2, 20, 9, tzinfo=UTC)


def told():
    """Return who is told of which act, as if each had been long settled."""
    for event in list(AuditEvent.objects.filter(target_type="reviews.concern").order_by("id")):
        kept = ("target_type", "target_id", "target_name", "area_id", "side", "details")
        values = {name: getattr(event, name) for name in kept}
        make_event(event.verb, event, by=event.made_by, **values)
    notice(at=AT)
    found = Notice.objects.filter(topic="reviews").values_list("event__verb", "user__username")
    return sorted(set(found))


def test_office_is_told_of_new_figures_and_the_partnership_of_a_question(see, talks):
    see(*[160] * 9)
    concern = Concern.objects.get()
    values = {"concern_id": concern.pk, "version": concern.version, "at": AT}
    asked = actions.ask(question="What has changed?", by=talks.reviewer, **values)
    values["version"] = asked.version
    actions.answer(text="A gang", by=talks.coordinator, **values)

    assert told() == [
        ("answer", "reviewer"),
        ("ask", "county"),
        ("ask", "lsp"),
        ("open_concern", "reviewer"),
    ]


def test_what_is_the_office_s_alone_is_told_to_nobody_else(talks):
    concern = actions.raise_concern(
        area=talks.area,
        target=None,
        theme="Leadership",
        level=1,
        reason="So",
        by=talks.reviewer,
        at=AT,
    )
    actions.dismiss(
        concern_id=concern.pk,
        version=concern.version,
        outcome="It was none",
        by=talks.reviewer,
        at=AT,
    )

    assert told() == []
