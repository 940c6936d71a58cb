"""The negotiation of one invented agreement, brought half-way by the real acts of both sides."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from indicators.models import Indicator
from indicators.periods import Period
from partnerships.models import Area, Organisation, RoleKind, User
from targets import actions, queries, shapes
from targets.models import (
    YEAR_FIELDS,
    Agreement,
    Commitment,
    DraftLine,
    Offer,
    SharedIssue,
    Target,
    terms_of,
)
from targets.rows import Row, RowKind
from targets.sides import Side
from targets.states import LineKind, TargetStatus

from .geography import REGION
from .negotiation_story import (
    ASKED,
    DRUGS,
    IN_ALL,
    ISSUE,
    NOTED,
    PACKAGE,
    PARTNERS,
    PLACE,
    PREPARED,
    SAID,
    Line,
    Partner,
)
from .people import user_of
from .priorities import compute_figures
from .priority_stories import LABEL

Terms = dict[str, object]


def make_negotiation(*, at: datetime) -> None:
    """Offer, answer and ask partners in the fortnight before `at`, once: later calls find it.

    Where a call was cut short after the first offer, it is left as far as it came: each act counts
    for itself, or nobody would be told of what another did.
    """
    if Offer.objects.filter(agreement__area__is_invented=True).exists():
        return
    compute_figures([line.target for line in PACKAGE], at)

    def ago(days: int) -> datetime:
        return at - timedelta(days=days)

    with transaction.atomic():
        _shortlist_the_rest(ago(14))
        _raise_issue(ago(13))
        _offer(ago(12))
    _open(_reviewer(), ago(11))
    _ask_partners(ago(11))
    _say_for_police("agree_to_target", ago(9))
    for target, side, days, text in SAID:
        actions.write_message(target=_target(target), text=text, by=_speaker(side), at=ago(days))
    _answer(ago(6))
    _open(_coordinator(), ago(5))
    _say_for_police("object_to_target", ago(4))
    _prepare_counter(ago(3))
    for target, side, days, text in NOTED:
        actions.write_note(target=_target(target), text=text, by=_speaker(side), at=ago(days))


# --- Who, and over what ---------------------------------------------------------------------------


def _coordinator() -> User:
    return user_of(RoleKind.LSP_COORDINATOR, PLACE)


def _reviewer() -> User:
    return user_of(RoleKind.GO_REVIEWER, REGION[2])


def _speaker(side: Side) -> User:
    return _coordinator() if side == Side.PARTNERSHIP else _reviewer()


def _agreement() -> Agreement:
    found: Agreement = Agreement.objects.select_related("area").get(
        area__name=PLACE.capitalize(), area__is_invented=True
    )
    return found


def _target(name: str) -> Target:
    """Return a target by the code of its indicator or, where it has none, its title."""
    targets = _agreement().targets.select_related("agreement__area", "indicator")
    of_indicator = targets.filter(indicator__code=name).first()
    found: Target = of_indicator or targets.get(title=name)
    return found


def _shortlist_the_rest(at: datetime) -> None:
    """Add what no strategy group put first, and choose it."""
    area, by = _agreement().area, _coordinator()
    known = set(_agreement().targets.values_list("indicator__code", flat=True))
    for line in PACKAGE:
        if line.target not in known:
            indicator = Indicator.objects.filter(code=line.target).first()
            title = f"{indicator.code} {indicator.title}" if indicator else line.target
            actions.longlist(
                area=area,
                version=_agreement().version,
                title=title,
                indicator=indicator,
                by=by,
                at=at,
            )
    new = _agreement().targets.filter(status=TargetStatus.LONGLISTED)
    rows = [Row(RowKind.TARGET, one.pk) for one in new]
    actions.shortlist(area=area, version=_agreement().version, rows=rows, by=by, at=at)


# --- Offers ---------------------------------------------------------------------------------------


def _offer(at: datetime) -> None:
    """Have the partnership offer the whole package."""
    for line in PACKAGE:
        target = _target(line.target)
        _draft(target, LineKind.OFFER, _first_terms(line, target), line.why, _coordinator(), at)
    _send(Side.PARTNERSHIP, at)


def _answer(at: datetime) -> None:
    """Have the office accept, counter or hold each line."""
    for line in PACKAGE:
        target = _target(line.target)
        terms = _falling(target, line.falls_more) if line.falls_more else {}
        _draft(target, line.answer, terms, line.reply, _reviewer(), at)
    _send(Side.GOVERNMENT, at)


def _prepare_counter(at: datetime) -> None:
    """Leave something prepared that the partnership has not sent yet."""
    name, falls, why = PREPARED
    target = _target(name)
    _draft(target, LineKind.COUNTER, _falling(target, falls), why, _coordinator(), at)


def _draft(
    target: Target, kind: LineKind, terms: Terms, why: str, by: User, at: datetime
) -> DraftLine:
    return actions.draft_line(
        target_id=target.pk,
        version=0,
        kind=kind,
        terms=terms,
        rationale=f"{LABEL} {why}" if why else "",
        by=by,
        at=at,
    )


def _send(side: Side, at: datetime) -> Offer:
    agreement = _agreement()
    return actions.make_offer(
        agreement_id=agreement.pk,
        version=agreement.version,
        rationale=f"{LABEL} {IN_ALL[side]}",
        by=_speaker(side),
        at=at,
    )


def _open(by: User, at: datetime) -> None:
    last = queries.last_offer(_agreement())
    assert last  # it was just made
    actions.open_offer(offer_id=last.pk, by=by, at=at)


def _first_terms(line: Line, target: Target) -> Terms:
    """Return what the partnership offers of a target, from the portal's own figure if any."""
    if line.falls:
        return _falling(target, line.falls)
    begun = terms_of(queries.first_terms(target, queries.terms_choices(target)))
    besides: Terms = {}
    if line.is_gap:
        besides["gap_to"] = Area.objects.get(gss_code=REGION[0])
    if line.target == DRUGS:
        besides["issue"] = SharedIssue.objects.get(title=ISSUE[0])
    return begun | besides | dict(line.terms)


def _falling(target: Target, share: Decimal) -> Terms:
    """Return terms in a straight line to a last value that is this share below the baseline."""
    first = queries.first_terms(target, queries.terms_choices(target))
    assert first.measure  # what falls has figures
    assert first.baseline
    values = shapes.filled_in(
        first.shape,
        baseline=first.baseline,
        baseline_year=Period.parse(first.baseline_period).start.year,
        last=round(first.baseline * (1 - share), first.measure.decimals),
        measured=[True] * len(YEAR_FIELDS),
        decimals=first.measure.decimals,
    )
    return terms_of(first) | dict(zip(YEAR_FIELDS, values, strict=True))


# --- Partners and the Home Office -----------------------------------------------------------------


def _raise_issue(at: datetime) -> SharedIssue:
    title, text = ISSUE
    return actions.raise_issue(
        indicator=Indicator.objects.get(code=DRUGS),
        title=title,
        text=f"{LABEL} {text}",
        is_another=False,
        by=_coordinator(),
        at=at,
    )


def _ask_partners(at: datetime) -> None:
    for partner in PARTNERS:
        (asked,) = actions.ask_partners(
            target_id=_target(partner.target).pk,
            organisations=[_body(partner)],
            question=f"{LABEL} {ASKED}",
            by=_coordinator(),
            at=at,
        )
        if partner.is_lead:
            actions.mark_lead(
                commitment_id=asked.pk,
                version=asked.version,
                is_lead=True,
                by=_coordinator(),
                at=at,
            )


def _body(partner: Partner) -> Organisation:
    found: Organisation = _agreement().partnership.organisations.get(kind=partner.kind)
    return found


def _say_for_police(verb: str, at: datetime) -> None:
    """Have the constabulary's own people say what they say by this verb."""
    for partner in PARTNERS:
        if partner.verb == verb:
            target = _target(partner.target)
            asked = Commitment.objects.get(target=target, organisation=_body(partner))
            getattr(actions, verb)(
                commitment_id=asked.pk,
                version=asked.version,
                reason=f"{LABEL} {partner.reason}" if partner.reason else "",
                by=user_of(RoleKind.PARTNER, PLACE),
                at=at,
            )
