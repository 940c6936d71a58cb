"""What a side prepares to say: its own alone, until its agreement's offer is made of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from laa_portal.foundation import problems
from laa_portal.foundation.api import Parameter, Switch, choice
from laa_portal.foundation.api.bodies import Body, invalid
from laa_portal.foundation.api.body_fields import an_object, one, record_id, text
from laa_portal.foundation.api.filtering import NoFilters
from laa_portal.foundation.api.resources import Write
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.verdicts import ALLOWED
from laa_portal.foundation.versioning import Stale
from targets import actions, policies, queries
from targets.forms.terms import RATIONALE_LENGTH
from targets.models import DraftLine, Target
from targets.states import LineKind

from .draft_records import (
    DraftSerializer,
    DraftSummarySerializer,
    ShownDraft,
    examined,
    shown_draft,
)
from .filters import OfTarget
from .speaking import SpokenByKey
from .target_records import ShownTarget, moves_of, shown_targets
from .terms_bodies import TERMS, terms_given

KIND = choice([(kind.value, kind.label) for kind in LineKind])
DRY_RUN = {"dry_run": "Say what rules and today’s figures make of it, and keep nothing."}
SAID = {
    "kind": one(KIND, "What is said: the record of the target lists what can be.").then(LineKind),
    "rationale": text(RATIONALE_LENGTH, "Why. The other side reads it with the offer.", shortest=0),
    "terms": an_object(TERMS, "For an offer, a counter or a reopening; what is left out is unset."),
}
NEW = Body({"target": record_id("The id of the target."), **SAID}, "target", "kind")
CHANGED = Body(SAID, "kind")


class DraftFilter(OfTarget):
    kind = Parameter(KIND, field_name="kind", is_repeatable=True, help_text="What is said.")


class DryRunFilter(filters.FilterSet):
    dry_run = Switch(help_text=DRY_RUN["dry_run"])


class Drafts(SpokenByKey):
    """What your own side has prepared to say of targets; nobody else sees it."""

    noun, plural = "draft", "drafts"
    filterset_class = DraftFilter
    detail_filterset_class = NoFilters
    writes = {
        "create": Write(
            "begin",
            "Prepare to say something of a target",
            {
                200: "It was only tried out: nothing is kept.",
                201: "It is prepared. The other side reads it once you make your offer.",
            },
            body=NEW.json,
            parameters=DRY_RUN,
            problems=(problems.CONFLICT, problems.NO_SUCH_MOVE),
        ),
        "change": Write(
            "change",
            "Prepare something else in the place of a draft",
            {200: "It is prepared; or it was only tried out, and nothing is kept."},
            body=CHANGED.json,
            parameters=DRY_RUN,
            is_conditional=True,
            problems=(problems.NO_SUCH_MOVE,),
        ),
        "discard": Write(
            "discard",
            "Drop what is prepared of a target",
            {200: "It is gone. The record is as it was last."},
            is_conditional=True,
        ),
    }

    def get_queryset(self) -> QuerySet[DraftLine]:
        visible = DraftLine.objects.visible_to(self.request.user)
        return visible.select_related(
            *("target__agreement__area", "target__agreement__partnership", "target__indicator"),
            *("measure__indicator", "gap_to", "issue"),
        )

    def get_serializer_class(self) -> Any:
        return DraftSummarySerializer if self.action == "list" else DraftSerializer

    def shown(self, records: Iterable[DraftLine]) -> list[ShownDraft]:
        if self.action == "list":
            return [shown_draft(one, self.user) for one in records]
        today = timezone.localdate(self.now)
        return [examined(one, self.user, today) for one in records]

    @once
    def create(self, request: Request) -> Response:
        """Prepare an offer of terms, a counter, or to accept, hold, reopen or withdraw. Terms may
        be incomplete: rules are held against them when the offer is made."""
        self.check_parameters(*DRY_RUN)
        policies.may_negotiate_any(self.user).enforce()
        given = NEW.read(request)
        target = self._target(given.pop("target"))
        said = self._said(target, given)
        return self._prepare(target, said, lambda: self._begin(target, said), status=201)

    @action(detail=True, methods=["post"], detail_filterset_class=DryRunFilter)
    @once
    def change(self, request: Request, **kwargs: Any) -> Response:
        """Say all of it anew: what you leave out is unset."""
        found: DraftLine = self.get_object()
        policies.may_negotiate(self.user, found.target.agreement).enforce()
        target, said = found.target, self._said(found.target, CHANGED.read(request))
        return self._prepare(
            target,
            said,
            lambda: self.act_upon(request, actions.draft_line, target_id=target.pk, **said),
        )

    @action(detail=True, methods=["post"])
    @once
    def discard(self, request: Request, **kwargs: Any) -> Response:
        """Drop it. What lies on the table stays as it is."""
        found = self.get_object()
        return self.remove_record(request, actions.discard_line, target_id=found.target_id)

    # --- What is prepared, and whether it may be --------------------------------------------------

    def _target(self, pk: int) -> Target:
        """Return the target of a new draft, to whoever speaks for a side of its table."""
        visible = Target.objects.visible_to(self.user)
        related = visible.select_related("agreement__area", "agreement__partnership", "indicator")
        found = related.filter(pk=pk).first()
        if found is None:
            raise invalid("target", "unknown_value", "is not the id of one you may see.")
        policies.may_negotiate(self.user, found.agreement).enforce()
        return found

    def _said(self, target: Target, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is said as the action takes it. Raises InvalidParameters."""
        kind, terms = given["kind"], given.get("terms")
        if terms is None and kind.has_terms:
            raise invalid("terms", "missing", f"must be there: “{kind}” puts terms on the table.")
        if terms is not None and not kind.has_terms:
            raise invalid("terms", "unknown_value", f"“{kind}” speaks of those on the table.")
        read = terms_given(terms, queries.terms_choices(target)) if terms is not None else {}
        return {"kind": kind, "terms": read, "rationale": given.get("rationale", "")}

    def _prepare(
        self, target: Target, said: Mapping[str, Any], act: Callable[[], Any], *, status: int = 200
    ) -> Response:
        """Carry out an act and answer with the draft; in a dry run as it would be, and undo it.

        What is no move of the target now is refused, and so is what answers an offer that nobody
        of the side has opened.
        """
        with self.in_turn(target.agreement, lambda: self._moves(target)):
            self._shown_target(target).may_say.get(said["kind"], ALLOWED).enforce()
            if not self.is_asked("dry_run"):
                return self.answer(self._found(act()), status=status)
            with transaction.atomic():
                written = self.written(self._found(act()))
                transaction.set_rollback(True)
        return Response(written | {"id": None, "version": 0, "actions": [], "links": None})

    def _found(self, made: DraftLine) -> DraftLine:
        found: DraftLine = self.get_queryset().get(pk=made.pk)
        return found

    def _shown_target(self, target: Target) -> ShownTarget:
        (shown,) = shown_targets([target], self.user)
        return shown

    def _moves(self, target: Target) -> list[dict[str, Any]]:
        return moves_of(self.get_serializer_context()["origin"], self._shown_target(target))

    def _begin(self, target: Target, said: Mapping[str, Any]) -> DraftLine:
        try:
            made: DraftLine = self.attempt(
                actions.draft_line, target_id=target.pk, version=0, **said
            )
        except Stale as begun:
            held = self.get_queryset().get(target=target)
            raise problems.Refusal(
                problems.CONFLICT, str(begun), current=self.written(held)
            ) from begun
        return made
