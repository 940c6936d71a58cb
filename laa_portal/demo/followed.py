"""How the invented agreement that was signed is going, and the first question about it."""

from datetime import datetime, timedelta

from indicators.models import Measure
from partnerships.models import RoleKind
from reviews import actions, queries
from reviews.models import Concern
from targets.states import TargetStatus

from .geography import REGION
from .people import user_of
from .priority_stories import LABEL
from .signed_story import HARBOUR, PLACE
from .table import Table

TABLE = Table(PLACE)
ASSESSED, ASKED = timedelta(days=3), timedelta(days=2)
"""How long ago."""

SUSPECTED = "The wardens say that closing times have changed. Nobody counts what follows."
QUESTION = "What has changed since the summer, and what do you expect by March?"


def make_followed(*, at: datetime) -> None:
    """Hold what was signed against the figures, and ask about what looks worst, once."""
    if Concern.objects.filter(target=TABLE.target(HARBOUR)).exists():
        return
    agreed = TABLE.agreement.targets.filter(status=TargetStatus.AGREED)
    for measure in Measure.objects.filter(indicator__in=agreed.values("indicator")):
        actions.assess(measure_code=measure.code, at=at - ASSESSED)
    _raise(at - ASSESSED)
    _ask(at - ASKED)


def _raise(at: datetime) -> None:
    """Open one that no figure shows, so that the list has both kinds."""
    actions.raise_concern(
        area=TABLE.area,
        target=TABLE.target(HARBOUR),
        theme="",
        level=1,
        reason=f"{LABEL} {SUSPECTED}",
        by=user_of(RoleKind.GO_REVIEWER, REGION[2]),
        at=at,
    )


def _ask(at: datetime) -> None:
    unasked = Concern.objects.filter(area=TABLE.area, shared_at=None)
    worst = queries.worst_first(unasked).first()
    assert worst  # one at least was just raised
    actions.ask(
        concern_id=worst.pk,
        version=worst.version,
        question=f"{LABEL} {QUESTION}",
        by=user_of(RoleKind.GO_REVIEWER, REGION[2]),
        at=at,
    )
