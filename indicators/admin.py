"""For support: the catalogue and returns, to read. Returns are acted on in their own pages."""

from django.contrib import admin

from laa_portal.foundation.admin import ReadOnly

from .models import DataReturn, Definition, FrameworkMembership, Indicator, Measure


@admin.register(Indicator)
class IndicatorAdmin(ReadOnly):
    list_display = ["code", "title", "supports", "frequency", "is_restricted", "verified"]
    search_fields = ["code", "title", "apacs_title"]


@admin.register(Measure)
class MeasureAdmin(ReadOnly):
    list_display = ["code", "title", "kind", "unit", "polarity"]


@admin.register(Definition)
class DefinitionAdmin(ReadOnly):
    list_display = ["measure", "version", "starts_on", "ends_on", "is_comparable"]


@admin.register(FrameworkMembership)
class FrameworkMembershipAdmin(ReadOnly):
    list_display = ["indicator", "framework", "reference", "standing", "starts_on", "ends_on"]
    list_filter = ["framework", "standing"]


@admin.register(DataReturn)
class DataReturnAdmin(ReadOnly):
    list_display = ["pk", "organisation", "name", "status", "row_count", "sent_at"]
    list_filter = ["status"]
    exclude = ["file"]
