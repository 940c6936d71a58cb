"""What is published of signed agreements: memoranda, and which targets are designated."""

import json
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laa_portal.foundation.api import Parameter, choice, day
from laa_portal.foundation.api.fields import LinkField, MomentField, RecordSerializer, TextField
from laa_portal.foundation.api.resources import Resource
from partnerships.api.areas import AREA, NamedAreaSerializer
from targets.models import Designation, Memorandum

from .acting import ID, ID_SCHEMA


class Published(Resource):
    """A resource that everybody reads, by the number of its records."""

    required_scopes = {"GET": ()}
    page_key = ("id",)
    lookup_url_kwarg = "id"
    lookup_field = "pk"
    lookup_value_regex = ID
    key_schema = ID_SCHEMA


class MemorandumLinksSerializer(RecordSerializer):
    """Where a memorandum is found."""

    self = LinkField("api-memoranda-detail", lambda one: one.pk)
    page = serializers.SerializerMethodField()
    document = serializers.SerializerMethodField(
        help_text="The text of which `sha256` is, byte for byte."
    )

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_page(self, one: Memorandum) -> str:
        return f"{self.context['origin']}{one.get_absolute_url()}"

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_document(self, one: Memorandum) -> str:
        return f"{self.context['origin']}{one.get_absolute_url()}?format=json"


class MemorandumSerializer(RecordSerializer):
    """What was published when targets were designated, or an agreement was modified."""

    id = serializers.IntegerField(source="pk")
    area = NamedAreaSerializer(source="agreement.area")
    number = serializers.IntegerField(help_text="Of the agreement, from 1.")
    version = serializers.IntegerField(source="version.number", help_text="Of the agreement.")
    occasion = serializers.ChoiceField(choices=Memorandum.Occasion.values)
    published_at = MomentField()
    content = serializers.SerializerMethodField(
        help_text="The period, the targets, which are designated, who must have regard to each, "
        "and what has changed."
    )
    sha256 = serializers.CharField(source="content_sha256", help_text="Of the document.")
    links = MemorandumLinksSerializer(source="*")

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_content(self, one: Memorandum) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(one.content)
        return content


class MemorandumFilter(filters.FilterSet):
    area = Parameter(
        AREA,
        field_name="agreement__area",
        is_repeatable=True,
        help_text="Of this area: its GSS code or 2008 ONS code.",
    )
    occasion = Parameter(
        choice(Memorandum.Occasion.choices),
        field_name="occasion",
        is_repeatable=True,
        help_text="What was published.",
    )


class Memoranda(Published):
    """Memoranda on agreements (2007 Act s.113), oldest first: everybody may read them."""

    noun, plural = "memorandum", "memoranda"
    serializer_class = MemorandumSerializer
    filterset_class = MemorandumFilter

    def get_queryset(self) -> QuerySet[Memorandum]:
        visible = Memorandum.objects.visible_to(self.request.user)
        return visible.select_related("agreement__area", "version")


class DesignationLinksSerializer(RecordSerializer):
    """Where a designation is found."""

    self = LinkField("api-designations-detail", lambda one: one.pk)


class DesignationSerializer(RecordSerializer):
    """That a target was designated, until that was revoked."""

    id = serializers.IntegerField(source="pk")
    area = NamedAreaSerializer(source="version.area")
    version = serializers.IntegerField(source="version.number", help_text="Of the agreement.")
    target = serializers.IntegerField(source="target_id", help_text="Its id.")
    title = serializers.CharField(source="target.title", help_text="Of the target.")
    notice = serializers.CharField(help_text="Reference of the written notice.")
    designated_at = MomentField()
    revoked_at = MomentField(allow_null=True, help_text="Null: it stands.")
    revoked_because = TextField()
    links = DesignationLinksSerializer(source="*")


class DesignationFilter(filters.FilterSet):
    area = Parameter(
        AREA,
        field_name="version__area",
        is_repeatable=True,
        help_text="Of this area: its GSS code or 2008 ONS code.",
    )
    as_at = Parameter(day(), method="standing_at", help_text="Those that stood at its end.")

    def standing_at(self, designations: Any, name: str, as_at: date) -> Any:
        stood = Q(revoked_at=None) | Q(revoked_at__date__gt=as_at)
        return designations.filter(stood, designated_at__date__lte=as_at)


class Designations(Published):
    """Designations of targets (2007 Act s.109), oldest first: everybody may read them."""

    noun, plural = "designation", "designations"
    serializer_class = DesignationSerializer
    filterset_class = DesignationFilter

    def get_queryset(self) -> QuerySet[Designation]:
        visible = Designation.objects.visible_to(self.request.user)
        return visible.select_related("version__area", "target")
