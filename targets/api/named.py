"""What records name in passing."""

from operator import attrgetter

from rest_framework import serializers

from laa_portal.foundation.api.fields import LinkField, SharedSerializer


class NamedPartnershipSerializer(SharedSerializer):
    """A partnership in passing."""

    code = serializers.CharField()
    name = serializers.CharField()
    synthetic = serializers.BooleanField(source="is_invented")
    href = LinkField("api-partnerships-detail", attrgetter("code"))


class NamedIndicatorSerializer(SharedSerializer):
    """An indicator in passing."""

    code = serializers.CharField()
    name = serializers.CharField(source="title")
    href = LinkField("api-indicators-detail", attrgetter("slug"))
