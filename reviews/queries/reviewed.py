"""What a review is about: the targets of an agreement, each as it is assessed in the year."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from indicators.models import Figure
from indicators.policies import suppressed_for
from partnerships.models import Area, Viewer
from reviews import rag
from reviews.models import Assessment, Finding, Review, ReviewLetter, ReviewStep
from reviews.rag import Rated
from reviews.signals import NAMES
from targets.models import Agreement, AgreementVersion, Target

from .held import held_targets

COPIED = (
    *("asked", "value", "is_provisional", "verdict", "gap", "share", "because", "level", "look"),
    *("looks", "to_date", "expected", "p", "p_year", "p_term"),
)
"""Of an assessment, into a finding."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A target with what is known of it in a year; None: nothing yet."""

    target: Target
    assessment: Assessment | None
    is_open: bool = False
    """Whether everybody may read the figures that it is assessed by."""

    @property
    def rated(self) -> Rated:
        """What the rule makes of it."""
        one = self.assessment
        if one is None:
            return rag.UNTOLD
        return rag.rate(one.verdict, one.level, is_provisional=one.is_provisional)

    @property
    def numbers(self) -> dict[str, Any]:
        """What a finding copies, with how its amounts are printed."""
        if self.assessment is None:
            return {}
        copied = {name: getattr(self.assessment, name) for name in COPIED}
        measure = self.assessment.measure
        printed = {"decimals": measure.decimals, "unit": measure.unit}
        return copied | printed | {"is_open": self.is_open}


def reviewed(agreement: Agreement, year: int, day: date) -> list[Reviewed]:
    """Return the targets that a year's review is about, by title: those that hold on a day."""
    targets = list(reviewed_targets(agreement, day))
    assessed = assessed_in(targets, year)
    closed = _closed(agreement.area, assessed.values(), year)
    return [
        Reviewed(one, row, row is not None and row.measure_id not in closed)
        for one in targets
        for row in [assessed.get(one.pk)]
    ]


def _closed(area: Area, rows: Iterable[Assessment], year: int) -> set[int]:
    """Return the measures of which some figure of an area's year is not for everybody to read."""
    figures = Figure.objects.filter(
        area=area,
        measure__in=[row.measure_id for row in rows],
        period_start__range=(date(year, 1, 1), date(year + 1, 3, 31)),
    )
    told = figures.public().exclude(suppressed_for(AnonymousUser()))
    return set(figures.exclude(pk__in=told.values("pk")).values_list("measure", flat=True))


def reviewed_targets(agreement: Agreement, day: date) -> QuerySet[Target]:
    """Return the targets of the version signed last by a day, and those that were agreed since."""
    targets = held_targets(day).filter(agreement=agreement)
    return targets.select_related("indicator", "agreement__area").order_by("title")


def assessed_in(
    targets: Iterable[Target], year: int, reader: Viewer | None = None
) -> dict[int, Assessment]:
    """Return the assessment of each target in a year, by target; of what `reader` sees, if named.

    Where a target was held to another measure before, its newest counts.
    """
    rows = Assessment.objects.visible_to(reader) if reader else Assessment.objects.all()
    found = rows.filter(target__in=list(targets), year=year).select_related("measure")
    return {one.target_id: one for one in found.order_by("computed_at")}


def last_review(review: Review) -> Review | None:
    """Return the review of the year before, if its findings were shared."""
    before = Review.objects.filter(agreement=review.agreement_id, year__lt=review.year)
    return before.filter(held_on__isnull=False).order_by("-year").first()


def findings_of(review: Review, reader: Viewer) -> list[Finding]:
    """Return what is found in a review, as far as a reader sees it, by title."""
    visible = Finding.objects.visible_to(reader).filter(review=review)
    return list(visible.select_related("target__indicator", "review"))


def published_findings(review: Review) -> list[Finding]:
    """Return what everybody reads of a published review, whoever asks."""
    return findings_of(review, AnonymousUser())


def published_reviews(area: Area) -> list[Review]:
    """Return the reviews of an area that everybody reads, the newest first."""
    published = Review.objects.visible_to(AnonymousUser()).filter(agreement__area=area)
    return list(published.select_related("agreement__area").order_by("-year"))


def letter_of(review: Review, reader: Viewer) -> ReviewLetter | None:
    """Return the letter of a review, if there is one that a reader sees."""
    return ReviewLetter.objects.visible_to(reader).filter(review=review).first()


def evidence_of(review: Review, reader: Viewer) -> str:
    """Return what the partnership sent before the meeting; empty where nothing is seen."""
    sent = ReviewStep.objects.visible_to(reader).filter(review=review, verb="submit_evidence")
    return "".join(sent.values_list("text", flat=True))


def version_in_force(agreement: Agreement, day: date) -> AgreementVersion | None:
    """Return the version of an agreement that holds on a day."""
    found = AgreementVersion.objects.in_force(day).filter(agreement=agreement)
    return found.select_related("agreement__area", "area").first()


def unjudged(findings: Collection[Finding]) -> list[Finding]:
    """Return those that no reviewer has gone over yet."""
    return [one for one in findings if one.judged_at is None]


def level_name(level: int) -> str:
    """Return how serious a concern is, in a word."""
    return NAMES[level].lower()
