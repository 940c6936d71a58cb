"""By what assessments, priorities, packs, and what is said of targets are chosen."""

from typing import Any

from django_filters import rest_framework as filters

from indicators.api.catalogue import INDICATOR
from laa_portal.foundation.api import Parameter, choice
from partnerships.api import AREA
from targets.states import AssessmentStatus

from .kinds import PARTNERSHIP, RECORD, YEAR

STATUS = choice([(status.value, status.label) for status in AssessmentStatus])


def _of(path: str) -> dict[str, Parameter]:
    """Return the filters by an assessment, which lies at `path` from the record."""
    return {
        "partnership": Parameter(
            PARTNERSHIP,
            field_name=f"{path}partnership",
            is_repeatable=True,
            help_text="Of this CDRP: its code.",
        ),
        "year": Parameter(
            YEAR,
            field_name=f"{path}year",
            is_repeatable=True,
            help_text="Of this financial year, as in 2008/09.",
        ),
        "status": Parameter(
            STATUS,
            field_name=f"{path}status",
            is_repeatable=True,
            help_text="How far the assessment has come.",
        ),
    }


class AssessmentFilter(filters.FilterSet):
    partnership, year, status = _of("").values()


class PriorityFilter(filters.FilterSet):
    partnership, year, status = _of("assessment__").values()
    indicator = Parameter(
        INDICATOR,
        method="bearing_on",
        is_repeatable=True,
        help_text="Those that bear on this indicator: NI 16, NI16 or ni-16.",
    )

    def bearing_on(self, priorities: Any, name: str, indicators: list[int]) -> Any:
        through = priorities.model.indicators.through.objects
        bearing = through.filter(indicator_id__in=indicators)
        return priorities.filter(pk__in=bearing.values("priority_id"))


class PackFilter(filters.FilterSet):
    area = Parameter(
        AREA,
        field_name="area",
        is_repeatable=True,
        help_text="Of this area: its GSS code or 2008 ONS code.",
    )
    indicator = Parameter(
        INDICATOR,
        field_name="measure__indicator",
        is_repeatable=True,
        help_text="NI 16, NI16 or ni-16.",
    )


class OfTarget(filters.FilterSet):
    """Of what belongs to a target."""

    agreement = Parameter(
        RECORD,
        field_name="target__agreement",
        is_repeatable=True,
        help_text="Of this agreement: its id.",
    )
    target = Parameter(
        RECORD, field_name="target", is_repeatable=True, help_text="Of this target: its id."
    )
