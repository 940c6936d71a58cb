"""A return as the API tells of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators import policies, queries
from indicators.models import DataReturn, RowError
from indicators.parsing import NamedArea
from indicators.reading import judging
from indicators.states import ReturnStatus
from laa_portal.foundation.api.fields import MomentField, RecordSerializer, TextField
from laa_portal.foundation.verdicts import Verdict
from partnerships.api import NamedOrganisationSerializer
from partnerships.models import Viewer

from .return_rows import QuestionSerializer, RowSerializer

ERRORS_TOLD = ROWS_TOLD = 1000


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """A return, and what its reader may do to it. One that was only tried out has no id."""

    data_return: DataReturn
    id: int | None
    may: Mapping[str, Verdict]
    """By the name of each act that a person or their program may do to it."""
    changes: queries.Changes | None = None
    named_areas: list[NamedArea] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    error_count: int = 0
    questions: list[judging.Question] = field(default_factory=list)
    rows: list[judging.Foretold] = field(default_factory=list)


def record_of(data_return: DataReturn, viewer: Viewer, *, is_kept: bool = True) -> ReturnRecord:
    """Return all there is to tell of one return."""
    return ReturnRecord(
        data_return=data_return,
        id=data_return.pk if is_kept else None,
        may=_may(data_return, viewer),
        changes=_changes(data_return),
        named_areas=[NamedArea(**area) for area in data_return.named_areas],
        errors=list(data_return.errors.all()[:ERRORS_TOLD]),
        error_count=data_return.errors.count(),
        questions=judging.questions(data_return),
        rows=judging.foretold(judging.first_to_read(data_return, ROWS_TOLD), viewer),
    )


def _changes(data_return: DataReturn) -> queries.Changes | None:
    """Return what confirming a return would do, or did."""
    if data_return.status in {ReturnStatus.CHECKED, ReturnStatus.LOADED}:
        return queries.changes(data_return)
    if data_return.new_count is None:
        return None
    return queries.Changes(
        data_return.new_count,
        data_return.changed_count or 0,
        data_return.unchanged_count or 0,
        data_return.conflict_count or 0,
    )


def summaries(data_returns: Iterable[DataReturn], viewer: Viewer) -> list[ReturnRecord]:
    """Return what a list tells of each return, without a query for any."""
    return [ReturnRecord(found, found.pk, _may(found, viewer)) for found in data_returns]


def _may(data_return: DataReturn, viewer: Viewer) -> dict[str, Verdict]:
    return {
        "confirm": policies.may_confirm(viewer, data_return),
        "publish": policies.may_publish(viewer, data_return),
        "withdraw": policies.may_withdraw(viewer, data_return),
    }


class ReturnActionSerializer(RecordSerializer):
    """Something that may be done to a return."""

    name = serializers.CharField()
    method = serializers.CharField()
    href = serializers.URLField()
    allowed = serializers.BooleanField()
    reason_if_not = TextField()


class ReturnLinksSerializer(RecordSerializer):
    """Where a return is found."""

    self = serializers.URLField(allow_null=True, help_text="Null: it was only tried out.")


class ReturnSummarySerializer(RecordSerializer):
    """One file from one organisation, as a list tells of it."""

    id = serializers.IntegerField(allow_null=True, help_text="Null: it was only tried out.")
    organisation = NamedOrganisationSerializer(source="data_return.organisation")
    name = serializers.CharField(source="data_return.name", help_text="What its sender called it.")
    size = serializers.IntegerField(source="data_return.size", help_text="In bytes.")
    status = serializers.ChoiceField(
        source="data_return.status",
        choices=[status.value for status in ReturnStatus],
        help_text="“received” is being checked; “checked” waits to be confirmed; “loaded” is "
        "confirmed and waits for the end of its embargo.",
    )
    version = serializers.IntegerField(
        source="data_return.version", help_text="Grows with each act; also the ETag."
    )
    sent_at = MomentField(source="data_return.sent_at")
    embargoed_until = MomentField(
        source="data_return.embargoed_until",
        allow_null=True,
        help_text="When a confirmed return is published; null: at once.",
    )
    published_at = MomentField(source="data_return.published_at", allow_null=True)
    withdrawn_at = MomentField(source="data_return.withdrawn_at", allow_null=True)
    withdrawn_because = TextField(source="data_return.withdrawn_because")
    row_count = serializers.IntegerField(
        source="data_return.row_count", allow_null=True, help_text="Null until it is checked."
    )
    notice = TextField(source="data_return.notice", help_text="What was assumed in reading it.")
    actions = serializers.SerializerMethodField(help_text="What may be done to it, and by you.")
    links = serializers.SerializerMethodField()

    @extend_schema_field(ReturnActionSerializer(many=True))
    def get_actions(self, record: ReturnRecord) -> list[dict[str, Any]]:
        if record.id is None:
            return []
        return [
            {
                "name": name,
                "method": "POST",
                "href": self._address(f"api-returns-{name}", record.id),
                "allowed": bool(verdict),
                "reason_if_not": verdict.reason or None,
            }
            for name, verdict in record.may.items()
        ]

    @extend_schema_field(ReturnLinksSerializer)
    def get_links(self, record: ReturnRecord) -> dict[str, str | None]:
        if record.id is None:
            return {"self": None}
        return {"self": self._address("api-returns-detail", record.id)}

    def _address(self, view_name: str, return_id: int) -> str:
        return str(self.context["origin"] + reverse(view_name, args=[return_id]))


class ChangesSerializer(RecordSerializer):
    """What confirming a return does to what is known."""

    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    conflicts = serializers.IntegerField(
        help_text="Rows set aside: another organisation has reported something else."
    )


class RowErrorSerializer(RecordSerializer):
    """One thing wrong with a return, in the words of the page."""

    row = serializers.IntegerField(allow_null=True, help_text="Of the file; null: all of it.")
    column = TextField(help_text="Its letter, as spreadsheets show it.")
    field = TextField(help_text="The header above it.")
    value = TextField()
    code = serializers.CharField()
    message = serializers.CharField(help_text="What is wrong, and how to mend it.")


class AreaByNameSerializer(RecordSerializer):
    """An area that the file calls by name, and what that was read as."""

    text = serializers.CharField(help_text="As the file has it.")
    code = serializers.CharField(help_text="Of the area it was read as: confirming confirms it.")
    name = serializers.CharField()
    rows = serializers.ListField(
        child=serializers.IntegerField(), help_text="The first ten rows that say so."
    )
    row_count = serializers.IntegerField()


class ReturnSerializer(ReturnSummarySerializer):
    """One file from one organisation, what is wrong with it, and what it changes."""

    changes = ChangesSerializer(
        allow_null=True, help_text="What confirming would do, or did; null before it is checked."
    )
    named_areas = AreaByNameSerializer(many=True, help_text="Empty where codes are used.")
    error_count = serializers.IntegerField()
    errors = RowErrorSerializer(  # type: ignore[assignment]
        many=True, help_text=f"The first {ERRORS_TOLD:,} things that are wrong with it."
    )
    questions = QuestionSerializer(
        many=True, help_text="What must be explained, or was, when it is confirmed."
    )
    rows = RowSerializer(
        many=True,
        help_text=f"The first {ROWS_TOLD:,} rows of a checked return, conflicts and changes first; "
        "“rows” of its address has them all.",
    )
