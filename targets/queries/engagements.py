"""How partnerships consulted in a year, and which duties that met."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from indicators.periods import Period, financial_year_start
from partnerships import standing
from partnerships.models import (
    Capacity,
    Organisation,
    OrganisationKind,
    Partnership,
    Seat,
    Viewer,
)
from targets import policies
from targets.consulting import EngagementFacts, Meeting
from targets.models import ConsultingDuty, Engagement, Section
from targets.states import EngagementStatus


@dataclass(frozen=True, slots=True)
class Bound:
    """A body of a partnership that must involve people, from which day, and where it did."""

    organisation: Organisation
    since: date
    met_by: list[Engagement]


@dataclass(frozen=True, slots=True)
class Involvement:
    """The best value duty to inform, consult and involve, in a partnership and a year."""

    bound: list[Bound]
    exempt: list[Organisation]
    """Its police authorities: they owe best value and are not covered by this duty."""
    begins_on: date
    is_in_force: bool
    """Whether it binds anybody by the end of the year."""


def engagements_of(partnership: Partnership, year: int, viewer: Viewer) -> QuerySet[Engagement]:
    """Return a year's records of a partnership that `viewer` may read, the latest first."""
    span = Period.financial_year(year)
    visible = Engagement.objects.visible_to(viewer)
    of_year: QuerySet[Engagement] = visible.filter(
        partnership=partnership, began_on__gte=span.start, began_on__lt=span.end
    )
    return of_year


def engagement_facts(partnership: Partnership, year: int, viewer: Viewer) -> EngagementFacts:
    """Return what `viewer` may know of how a partnership consulted in a financial year."""
    return engagement_facts_of([partnership], [year], viewer)[partnership.pk, year]


def engagement_facts_of(
    partnerships: Collection[Partnership], years: Collection[int], viewer: Viewer
) -> dict[tuple[int, int], EngagementFacts]:
    """Return the facts of each partnership and year, by its id and the year.

    In four queries, however many partnerships and years there are.
    """
    found = _by_year(partnerships, years, viewer)
    seats: dict[int, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(
        partnership__in=partnerships, capacity=Capacity.RESPONSIBLE_AUTHORITY
    ).select_related("organisation"):
        seats[seat.partnership_id].append(seat)
    shown = _views_shown(partnerships, years, viewer)
    return {
        (one.pk, year): _facts(year, found[one.pk, year], seats[one.pk], shown.get((one.pk, year)))
        for one in partnerships
        for year in years
    }


def _by_year(
    partnerships: Collection[Partnership], years: Collection[int], viewer: Viewer
) -> dict[tuple[int, int], list[Engagement]]:
    """Return records by partnership and the year in which they began, the earliest first."""
    first, last = Period.financial_year(min(years)), Period.financial_year(max(years))
    found: dict[tuple[int, int], list[Engagement]] = defaultdict(list)
    for one in (
        Engagement.objects.visible_to(viewer)
        .filter(partnership__in=partnerships, began_on__gte=first.start, began_on__lt=last.end)
        .prefetch_related("attendances")
        .order_by("began_on", "pk")
    ):
        found[one.partnership_id, financial_year_start(one.began_on).year].append(one)
    return found


def _facts(
    year: int, engagements: list[Engagement], seats: list[Seat], shown_on: date | None
) -> EngagementFacts:
    last_day = Period.financial_year(year).end - timedelta(days=1)
    sitting = {seat.organisation_id for seat in seats if seat.holds_on(last_day)}
    views = ConsultingDuty.SEEK_VIEWS
    obtained = [one.began_on for one in engagements if one.heard.strip() and views in one.duties]
    published = [
        timezone.localdate(one.published_at)
        for one in engagements
        if one.published_at and one.status == EngagementStatus.PUBLISHED
    ]
    return EngagementFacts(
        year=year,
        authorities=len(sitting),
        meetings=tuple(_meetings(engagements, seats)),
        views_obtained_on=min(obtained, default=None),
        views_shown_on=shown_on,
        reported_on=min(published, default=None),
    )


def _meetings(engagements: list[Engagement], seats: list[Seat]) -> Iterator[Meeting]:
    """Yield the public meetings of which something is reported, with who was not there."""
    for one in engagements:
        present = [attendance.seat_id for attendance in one.attendances.all()]
        was_held = bool(one.heard.strip() or present)
        sitting = [seat for seat in seats if seat.holds_on(one.began_on)]
        if one.is_public_meeting and was_held and sitting:
            absent = policies.absent_authorities(sitting, present)
            yield Meeting(one.began_on, tuple(absent))


def _views_shown(
    partnerships: Collection[Partnership], years: Collection[int], viewer: Viewer
) -> dict[tuple[int, int], date]:
    """Return when each year's assessment last said what the community would prioritise."""
    sections = Section.objects.current().visible_to(viewer)
    texts = sections.filter(
        assessment__partnership__in=partnerships, assessment__year__in=years, content="community"
    ).order_by("written_at")
    return {
        (partnership_id, year): timezone.localdate(written_at)
        for partnership_id, year, written_at, text in texts.values_list(
            "assessment__partnership_id", "assessment__year", "written_at", "text"
        )
        if text.strip()
    }


def involvement(partnership: Partnership, year: int, viewer: Viewer) -> Involvement:
    """Return whom the duty to involve binds on a partnership, and by which records it is met."""
    span = Period.financial_year(year)
    (binding,) = standing.INVOLVEMENT
    last_day = span.end - timedelta(days=1)
    seats = partnership.seats.on(last_day).select_related("organisation")
    bodies = sorted({seat.organisation for seat in seats}, key=str)
    records = engagements_of(partnership, year, viewer).filter(
        duties__contains=[ConsultingDuty.INVOLVE], began_on__gte=binding.since
    )
    by_body: dict[int, list[Engagement]] = defaultdict(list)
    for record in records.prefetch_related("organisations"):
        for body in record.organisations.all():
            by_body[body.pk].append(record)
    return Involvement(
        bound=[Bound(o, binding.since, by_body[o.pk]) for o in bodies if o.kind in binding.kinds],
        exempt=[o for o in bodies if o.kind == OrganisationKind.POLICE_AUTHORITY],
        begins_on=binding.since,
        is_in_force=binding.since < span.end,
    )
