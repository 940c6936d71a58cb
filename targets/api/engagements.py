"""How CDRPs consulted: read by everybody once it is published, written by the CDRP's keys."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from indicators.periods import Period
from laa_portal.foundation.api import Parameter
from laa_portal.foundation.api.bodies import invalid
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.verdicts import Verdict
from partnerships.models import Viewer
from targets import actions, policies, queries
from targets.models import Engagement, Priority

from . import engagement_bodies as bodies
from .acting import ActedUpon
from .engagement_records import EngagementRecord, EngagementSerializer
from .kinds import PARTNERSHIP, YEAR


class EngagementFilter(filters.FilterSet):
    partnership = Parameter(
        PARTNERSHIP,
        field_name="partnership",
        is_repeatable=True,
        help_text="Of this CDRP: its code.",
    )
    year = Parameter(
        YEAR,
        method="of_year",
        help_text="Those that began in this financial year, as in 2008/09.",
    )

    def of_year(self, engagements: Any, name: str, year: int | None) -> Any:
        if year is None:
            return engagements
        span = Period.financial_year(year)
        return engagements.filter(began_on__gte=span.start, began_on__lt=span.end)


def _write(name: str, summary: str, done: str, body: Any = None) -> Write:
    """Describe an act upon one record, which needs the version that the caller has seen."""
    return Write(name, summary, {200: done}, body=body or {}, is_conditional=True)


class Engagements(ActedUpon):
    """Acts of consulting that you may read, as they were put on record."""

    noun, plural = "engagement", "engagements"
    is_public = True
    filterset_class = EngagementFilter
    serializer_class = EngagementSerializer
    writes = {
        "create": Write(
            "add",
            "Put an engagement on record",
            {201: "It is on record, as a draft of the partnership’s."},
            body=bodies.NEW.json,
        ),
        "describe": _write(
            "describe",
            "Say more of an engagement",
            "It says so now.",
            bodies.DESCRIPTION.json,
        ),
        "record_attendance": _write(
            "record_attendance_at",
            "Say who attended a public meeting",
            "They are recorded, in place of whoever was before.",
            bodies.ATTENDANCE.json,
        ),
        "report_heard": _write(
            "report_heard_in",
            "Say what people said",
            "It says so now.",
            bodies.HEARD.json,
        ),
        "say_what_changed": _write(
            "say_what_changed_by",
            "Say what changed because of it",
            "It says so now.",
            bodies.CHANGED.json,
        ),
        "publish": _write("publish", "Publish an engagement", "Everybody can read it."),
        "correct": _write(
            "correct",
            "Correct a published engagement",
            "The correction is published.",
            bodies.CORRECTION.json,
        ),
        "withdraw": _write(
            "withdraw",
            "Withdraw a published engagement",
            "Only the partnership reads it now.",
            bodies.REASON.json,
        ),
        "remove": _write("remove", "Remove a draft", "It is gone. The record is as it was last."),
    }

    def get_queryset(self) -> QuerySet[Engagement]:
        user = self.request.user
        priorities: Any = Prefetch(
            "priorities", Priority.objects.visible_to(user), to_attr="readable_priorities"
        )
        visible: QuerySet[Engagement] = Engagement.objects.visible_to(user)
        return visible.select_related("partnership").prefetch_related(
            "organisations", "attendances__seat__organisation", priorities
        )

    def shown(self, records: Iterable[Engagement]) -> list[EngagementRecord]:
        user = self.request.user
        return [
            EngagementRecord(one, getattr(one, "readable_priorities", []), _may(user, one))
            for one in records
        ]

    @once
    def create(self, request: Request) -> Response:
        """Begin a record of consulting, planned or held already."""
        self.check_parameters()
        return self.begin(actions.add_engagement, **bodies.NEW.read(request))

    @action(detail=True, methods=["post"])
    @once
    def describe(self, request: Request, **kwargs: Any) -> Response:
        """Change the parts that you send; the others stay. A list replaces the one before."""
        given = bodies.DESCRIPTION.read(request)
        sets = {name: given.pop(name) for name in ("organisations", "priorities") if name in given}
        if "priorities" in sets:
            sets["priorities"] = _priorities(self.user, sets["priorities"])
        return self._act(request, actions.describe_engagement, changes=given, **sets)

    @action(detail=True, methods=["post"], url_path="record-attendance")
    @once
    def record_attendance(self, request: Request, **kwargs: Any) -> Response:
        """Say who came for each responsible authority; those left out were absent."""
        given = bodies.ATTENDANCE.read(request)["positions"]
        positions = _by_seat(self.get_object(), given)
        return self._act(request, actions.record_attendance, positions=positions)

    @action(detail=True, methods=["post"], url_path="report-heard")
    @once
    def report_heard(self, request: Request, **kwargs: Any) -> Response:
        """Say what people said, and how many took part where that is known."""
        given = {"number_taking_part": None, **bodies.HEARD.read(request)}
        return self._act(request, actions.report_heard, **given)

    @action(detail=True, methods=["post"], url_path="say-what-changed")
    @once
    def say_what_changed(self, request: Request, **kwargs: Any) -> Response:
        """Say what changed. Of a published record everybody reads it at once."""
        given = bodies.CHANGED.read(request)
        return self._act(request, actions.say_what_changed, **given)

    @action(detail=True, methods=["post"])
    @once
    def publish(self, request: Request, **kwargs: Any) -> Response:
        """Let everybody read it."""
        return self._act(request, actions.publish_engagement)

    @action(detail=True, methods=["post"])
    @once
    def correct(self, request: Request, **kwargs: Any) -> Response:
        """Set right what everybody reads; the reason is shown beside it."""
        given = bodies.CORRECTION.read(request)
        reason = given.pop("reason")
        return self._act(request, actions.correct_engagement, changes=given, reason=reason)

    @action(detail=True, methods=["post"])
    @once
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Take it off the public page. It stays on record and may be published again."""
        given = bodies.REASON.read(request)
        return self._act(request, actions.withdraw_engagement, **given)

    @action(detail=True, methods=["post"])
    @once
    def remove(self, request: Request, **kwargs: Any) -> Response:
        """Delete a record that was never published."""
        found = self.get_object()
        return self.remove_record(request, actions.remove_engagement, engagement_id=found.pk)

    def _act(self, request: Request, act: Callable[..., Engagement], **given: Any) -> Response:
        return self.carry_out(request, act, engagement_id=self.get_object().pk, **given)


def _priorities(viewer: Viewer, ids: list[int]) -> list[Priority]:
    """Return the priorities of these ids. Raises InvalidParameters."""
    found = list(Priority.objects.visible_to(viewer).filter(pk__in=ids))
    if len(found) != len(set(ids)):
        raise invalid("priorities", "unknown_value", "names one that is not there.")
    return found


def _by_seat(engagement: Engagement, given: dict[str, str]) -> dict[int, str]:
    """Return posts by the seats of the bodies whose codes were given. Raises InvalidParameters."""
    sitting = queries.responsible_seats(engagement.partnership, engagement.began_on)
    seats = {seat.organisation.code: seat.pk for seat in sitting}
    if strangers := [code for code in given if code not in seats]:
        detail = f"“{strangers[0][:60]}” had no seat as a responsible authority that day."
        raise invalid("positions", "unknown_value", detail)
    return {seats[code]: post for code, post in given.items()}


def _may(viewer: Viewer, engagement: Engagement) -> dict[str, Verdict]:
    """Return what may be done to a record by the name of each act, without a query."""
    may_report = policies.may_report_heard(viewer, engagement, timezone.localdate())
    return {
        "describe": policies.may_describe_engagement(viewer, engagement),
        "record_attendance": may_report,
        "report_heard": may_report,
        "say_what_changed": policies.may_say_what_changed(viewer, engagement),
        "publish": policies.may_publish_engagement(viewer, engagement),
        "correct": policies.may_correct_engagement(viewer, engagement),
        "withdraw": policies.may_withdraw_engagement(viewer, engagement),
        "remove": policies.may_remove_engagement(viewer, engagement),
    }
