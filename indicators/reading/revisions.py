"""What was said of a figure over time: every revision of the rows it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from indicators import policies
from indicators.computation import KEY
from indicators.models import Observation
from indicators.policies import Released
from indicators.queries import FigureRow

from .past import Known, hidden_now
from .provenance import beneath


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a reported row, as its reader may see it."""

    observation: Observation
    shown: Released

    @property
    def is_current(self) -> bool:
        return self.observation.superseded_at is None

    @property
    def reason(self) -> str:
        """Why it was made, in the words of whoever did; empty where nobody said."""
        if withdrawn := self.observation.withdrawn_return:
            return f"{withdrawn} was withdrawn: {withdrawn.withdrawn_because}"
        return "" if self.shown.reason else str(self.observation.note)


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revisions of the rows that a figure rests on, the newest first.

    `rows` is a question still, so that a page of it can be asked for; `shown` gives its answers.
    """

    rows: QuerySet[Observation]
    hidden: frozenset[tuple[object, ...]]
    known: Known

    def shown(self, rows: Iterable[Observation]) -> list[Revision]:
        return [
            Revision(
                row,
                policies.release_reported(row, self.known.viewer, is_hidden=self._is_hidden(row)),
            )
            for row in rows
        ]

    def _is_hidden(self, row: Observation) -> bool:
        return tuple(getattr(row, name) for name in KEY) in self.hidden


def revisions(row: FigureRow, known: Known) -> Revisions:
    """Return every revision of what a figure rests on that its reader may see."""
    visible = Observation.objects.visible_to(known.viewer).filter(beneath(row, known))
    rows = visible.select_related(
        "measure", "area", "data_return__organisation", "withdrawn_return"
    )
    areas = visible.values_list("area", flat=True).distinct()
    return Revisions(
        rows=rows.order_by("-recorded_at", "area", "period_start", "-revision"),
        hidden=hidden_now(row.measure, list(areas), known.viewer),
        known=known,
    )
