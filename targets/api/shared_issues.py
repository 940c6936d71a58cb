"""Problems that an indicator has in many areas: read by key, raised and answered by people."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from indicators.api.catalogue import INDICATOR
from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.fields import MomentField, TextField
from targets import policies
from targets.models import SharedIssue

from .acting import PossibleActionSerializer, on_pages
from .named import NamedIndicatorSerializer
from .records import Shown, ShownSerializer
from .speaking import ReadAtTheTable

STATUSES = [("open", "Open"), ("answered", "Answered")]


class SharedIssueSerializer(ShownSerializer):
    """What keeps targets by an indicator from being set, wherever they are negotiated."""

    resource = "shared-issues"

    id = serializers.IntegerField(source="of.pk")
    indicator = NamedIndicatorSerializer(source="of.indicator")
    title = serializers.CharField(source="of.title")
    text = serializers.CharField(source="of.text")
    status = serializers.SerializerMethodField()
    raised_at = MomentField(source="of.raised_at")
    answer = TextField(source="of.answer", help_text="For all areas at once.")
    answered_at = MomentField(source="of.answered_at", allow_null=True)
    version = serializers.IntegerField(source="of.version", help_text="Grows with each act.")

    @extend_schema_field(serializers.ChoiceField(choices=[key for key, _ in STATUSES]))
    def get_status(self, shown: Shown) -> str:
        return "open" if shown.of.is_open else "answered"

    @extend_schema_field(PossibleActionSerializer(many=True))
    def get_actions(self, shown: Shown) -> list[dict[str, Any]]:
        return on_pages(str(self.context["origin"]), shown.of.pk, shown.may)


class SharedIssueFilter(filters.FilterSet):
    indicator = Parameter(
        INDICATOR,
        field_name="indicator",
        is_repeatable=True,
        help_text="Of this indicator: NI 16, NI16 or ni-16.",
    )
    status = Parameter(choice(STATUSES), method="that_are", help_text="Whether it is answered.")

    def that_are(self, issues: Any, name: str, status: str) -> Any:
        return issues.filter(answered_at__isnull=status == "open")


class SharedIssues(ReadAtTheTable):
    """Issues raised for all areas, oldest first, for whoever sits at some table."""

    noun, plural = "shared issue", "shared issues"
    serializer_class = SharedIssueSerializer
    filterset_class = SharedIssueFilter

    def get_queryset(self) -> QuerySet[SharedIssue]:
        return SharedIssue.objects.visible_to(self.request.user).select_related("indicator")

    def shown(self, records: Iterable[SharedIssue]) -> list[Shown]:
        user = self.user
        return [
            Shown(one, {"answer_issue": policies.may_answer_issue(user, one)}) for one in records
        ]
