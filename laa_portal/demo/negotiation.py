"""The negotiation of one invented agreement, brought half-way by the real acts of both sides."""

from datetime import datetime, timedelta

from django.db import transaction

from indicators.models import Indicator
from partnerships.models import Area, RoleKind
from targets import actions, queries
from targets.models import (
    Commitment,
    SharedIssue,
    terms_of,
)
from targets.sides import Side
from targets.states import LineKind

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
)
from .people import user_of
from .priorities import compute_figures
from .priority_stories import LABEL
from .table import Table, Terms

TABLE = Table(PLACE)


def make_negotiation(*, at: datetime) -> None:
    """Offer, answer and ask partners in the fortnight before `at`, once: later calls find it.

    Where a call was cut short after the first offer, it is left as far as it came: each act counts
    for itself, or nobody would be told of what another did.
    """
    if TABLE.is_begun:
        return
    compute_figures([line.target for line in PACKAGE], at)

    def ago(days: int) -> datetime:
        return at - timedelta(days=days)

    with transaction.atomic():
        TABLE.shortlist([line.target for line in PACKAGE], ago(14))
        _raise_issue(ago(13))
        _offer(ago(12))
    TABLE.open(Side.GOVERNMENT, ago(11))
    _ask_partners(ago(11))
    _say_for_police("agree_to_target", ago(9))
    for target, side, days, text in SAID:
        actions.write_message(
            target=TABLE.target(target), text=text, by=TABLE.speaker(side), at=ago(days)
        )
    _answer(ago(6))
    TABLE.open(Side.PARTNERSHIP, ago(5))
    _say_for_police("object_to_target", ago(4))
    _prepare_counter(ago(3))
    for target, side, days, text in NOTED:
        actions.write_note(
            target=TABLE.target(target), text=text, by=TABLE.speaker(side), at=ago(days)
        )


# --- Offers ---------------------------------------------------------------------------------------


def _offer(at: datetime) -> None:
    """Have the partnership offer the whole package."""
    for line in PACKAGE:
        TABLE.draft(Side.PARTNERSHIP, line.target, LineKind.OFFER, at, _first_terms(line), line.why)
    TABLE.send(Side.PARTNERSHIP, IN_ALL[Side.PARTNERSHIP], at)


def _answer(at: datetime) -> None:
    """Have the office accept, counter or hold each line."""
    for line in PACKAGE:
        terms = TABLE.falling(line.target, line.falls_more) if line.falls_more else {}
        TABLE.draft(Side.GOVERNMENT, line.target, line.answer, at, terms, line.reply)
    TABLE.send(Side.GOVERNMENT, IN_ALL[Side.GOVERNMENT], at)


def _prepare_counter(at: datetime) -> None:
    """Leave something prepared that the partnership has not sent yet."""
    name, falls, why = PREPARED
    TABLE.draft(Side.PARTNERSHIP, name, LineKind.COUNTER, at, TABLE.falling(name, falls), why)


def _first_terms(line: Line) -> Terms:
    """Return what the partnership offers of a target, from the portal's own figure if any."""
    if line.falls:
        return TABLE.falling(line.target, line.falls)
    target = TABLE.target(line.target)
    begun = terms_of(queries.first_terms(target, queries.terms_choices(target)))
    besides: dict[str, object] = {}
    if line.is_gap:
        besides["gap_to"] = Area.objects.get(gss_code=REGION[0])
    if line.target == DRUGS:
        besides["issue"] = SharedIssue.objects.get(title=ISSUE[0])
    return begun | besides | dict(line.terms)


# --- Partners and the Home Office -----------------------------------------------------------------


def _raise_issue(at: datetime) -> SharedIssue:
    title, text = ISSUE
    return actions.raise_issue(
        indicator=Indicator.objects.get(code=DRUGS),
        title=title,
        text=f"{LABEL} {text}",
        is_another=False,
        by=TABLE.coordinator,
        at=at,
    )


def _ask_partners(at: datetime) -> None:
    for one in PARTNERS:
        TABLE.ask(one.target, one.kind, ASKED, at, leads=one.is_lead)


def _say_for_police(verb: str, at: datetime) -> None:
    """Have the constabulary's own people say what they say by this verb."""
    for partner in PARTNERS:
        if partner.verb == verb:
            target, body = TABLE.target(partner.target), TABLE.body(partner.kind)
            asked = Commitment.objects.get(target=target, organisation=body)
            getattr(actions, verb)(
                commitment_id=asked.pk,
                version=asked.version,
                reason=f"{LABEL} {partner.reason}" if partner.reason else "",
                by=user_of(RoleKind.PARTNER, PLACE),
                at=at,
            )
