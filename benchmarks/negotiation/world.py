"""A national load of figures, and an area whose targets were offered and countered once."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from benchmarks.returns import computing, importing, load
from benchmarks.returns import world as returns
from indicators.models import Figure, Measure
from partnerships.models import (
    LAA_DAY,
    SINGLE_TIER,
    Area,
    ComparatorGroup,
    Partnership,
    PartnershipKind,
    Peer,
    Role,
    RoleKind,
    User,
)
from targets import actions, queries
from targets.models import Agreement, Offer, Target
from targets.rows import Row, RowKind
from targets.states import LineKind

PEERS = 14
BASELINE = "2007/08"
"""The year before the load's last months, which are provisional."""

ASKED, COUNTERED = Decimal("0.95"), Decimal("0.85")
"""Of the baseline, by 2010/11: a synthetic offer, and the answer to it."""


@dataclass(frozen=True, slots=True)
class Table:
    """One area's negotiation and the people who speak at it."""

    area: Area
    coordinator: User
    reviewer: User
    targets: Sequence[Target]


def prepare() -> Table:
    """Load figures, then have both sides of an area speak once; the first side is to answer."""
    area = _load_figures()
    coordinator, reviewer = _people(area)
    _shortlist(area, coordinator)
    _speak(area, coordinator, LineKind.OFFER, ASKED)
    countered = _speak(area, reviewer, LineKind.COUNTER, COUNTERED)
    actions.open_offer(offer_id=countered.pk, by=coordinator, at=timezone.now())
    targets = Target.objects.filter(agreement__area=area).select_related("indicator")
    return Table(area, coordinator, reviewer, list(targets.negotiated()))


def _load_figures() -> Area:
    """Return the area that negotiates, once all figures and what they come to are there.

    What was offered is never deleted, so in a database measured in before it is another area.
    """
    codes = load.codes(float(os.environ.get("SCALE", "1")))
    returns.prepare(codes)
    returns.empty()
    free = Area.objects.real().on(LAA_DAY).filter(kind__in=SINGLE_TIER, agreements=None)
    area, *peers = free.order_by("gss_code")[: PEERS + 1]
    group = ComparatorGroup.objects.create(area=area, source="Synthetic")
    Peer.objects.bulk_create(
        Peer(group=group, area=peer, position=place) for place, peer in enumerate(peers, start=1)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "load.csv"
        load.write(path, codes, returns.districts())
        importing.import_file(path)
    computing.recompute_from_nothing()
    return area


def _people(area: Area) -> tuple[User, User]:
    lsp = Partnership.objects.create(
        code=f"x-lsp-{area.gss_code.lower()}",
        kind=PartnershipKind.LSP,
        name="Synthetic LSP",
        is_invented=True,
    )
    lsp.areas.add(area)
    coordinator = User.objects.create_user(f"coordinator-{area.gss_code}", password=None)
    reviewer = User.objects.create_user(f"reviewer-{area.gss_code}", password=None)
    Role.objects.create(user=coordinator, kind=RoleKind.LSP_COORDINATOR, partnership=lsp)
    Role.objects.create(user=reviewer, kind=RoleKind.GO_REVIEWER, area=area)
    return coordinator, reviewer


def _shortlist(area: Area, by: User) -> None:
    """Choose every measure that has a figure for the year of the baseline."""
    at = timezone.now()
    for measure in Measure.objects.filter(pk__in=_baselines(area)).select_related("indicator"):
        actions.longlist(
            area=area,
            version=_version(area),
            title=measure.title,
            indicator=measure.indicator,
            by=by,
            at=at,
        )
    listed = Target.objects.filter(agreement__area=area).values_list("pk", flat=True)
    rows = [Row(RowKind.TARGET, pk) for pk in listed]
    actions.shortlist(area=area, version=_version(area), rows=rows, by=by, at=at)


def _version(area: Area) -> int:
    """Return the version of an area's agreement; 0 while there is none."""
    agreement = queries.agreement_of(area)
    return agreement.version if agreement else 0


def _baselines(area: Area) -> dict[int, Decimal]:
    """Return the figures of the year of the baselines as they are printed, by measure."""
    period = queries.period_of(BASELINE)
    assert period is not None
    figures = Figure.objects.settled().filter(
        area=area,
        measure__indicator__title__startswith="Synthetic",
        period_kind=period.kind,
        period_start=period.start,
        value__isnull=False,
    )
    return {
        one.measure_id: queries.printed(one.value, one.measure.decimals)
        for one in figures.select_related("measure")
    }


def _speak(area: Area, by: User, kind: LineKind, share: Decimal) -> Offer:
    """Have one side offer or counter every target, at a share of its baseline."""
    at = timezone.now()
    baselines = _baselines(area)
    agreement = Agreement.objects.get(area=area)
    for target in agreement.targets.select_related("indicator"):
        measure = target.indicator.measures.get()
        baseline = baselines[measure.pk]
        terms = {
            "measure": measure,
            "unit": measure.unit,
            "baseline": baseline,
            "baseline_period": BASELINE,
            "baseline_source": "Synthetic",
            "in_2010_11": queries.printed(float(baseline * share), measure.decimals),
        }
        actions.draft_line(
            target_id=target.pk,
            version=0,
            kind=kind,
            terms=terms,
            rationale="Synthetic",
            by=by,
            at=at,
        )
    return actions.make_offer(
        agreement_id=agreement.pk, version=_version(area), rationale="Synthetic", by=by, at=at
    )
