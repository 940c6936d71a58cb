"""What passes from the agreement of an area to the areas that succeed it."""

from django.db.models import Exists, OuterRef, QuerySet

from partnerships.models import Area
from targets.models import Agreement, AgreementVersion, LineStanding, VersionLine
from targets.states import VersionStatus


def last_signed_before(area: Area) -> list[AgreementVersion]:
    """Return the version signed last for each area that this one succeeds."""
    signed = AgreementVersion.objects.filter(
        area__in=area.predecessors.all(), starts_on__isnull=False
    )
    related = signed.defer("content").select_related("area", "agreement")
    newest = {one.area_id: one for one in related.order_by("number")}
    return sorted(newest.values(), key=lambda one: one.area.name)


def lines_to_take_over(version: AgreementVersion, area: Area) -> list[VersionLine]:
    """Return what a version was signed for and an area has not taken over yet."""
    lines = version.lines.filter(standing=LineStanding.AGREED).exclude(
        passed_to__agreement__area=area
    )
    related = lines.select_related("target__indicator", "measure", "gap_to", "issue")
    return list(related.order_by("position"))


def taken_over_from(agreement: Agreement) -> list[AgreementVersion]:
    """Return the signed versions of areas before from which an agreement's targets were taken."""
    passed = AgreementVersion.objects.filter(lines__passed_to__agreement=agreement)
    return list(passed.distinct().select_related("area"))


def is_replaced(version: AgreementVersion) -> bool:
    """Whether every area that succeeds a version's has a version in force of its own.

    What only some of them have replaced holds on for the others.
    """
    successors = set(version.area.successors.values_list("pk", flat=True))
    signed = AgreementVersion.objects.filter(area__in=successors, status=VersionStatus.SIGNED.value)
    return set(signed.values_list("area", flat=True)) == successors


def passed_on() -> QuerySet[Agreement]:
    """Return the agreements that the areas after theirs have taken the place of.

    Nothing of them holds any more: their last version was superseded by none of their own.
    """
    versions = AgreementVersion.objects.filter(agreement=OuterRef("pk"))
    superseded = versions.filter(status=VersionStatus.SUPERSEDED.value)
    signed = versions.filter(status=VersionStatus.SIGNED.value)
    found: QuerySet[Agreement] = Agreement.objects.filter(Exists(superseded), ~Exists(signed))
    return found
