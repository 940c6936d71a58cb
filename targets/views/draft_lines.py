"""What a side prepares to say of one target: terms, an answer, or nothing after all."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries, rules
from targets.ambition import Ambition
from targets.forms.answers import AcceptForm, AnswerForm
from targets.forms.terms import TermsForm
from targets.models import DraftLine, Target, Terms
from targets.negotiation import open_moves
from targets.presenters import terms as term_presenters
from targets.presenters import workspace as presenters
from targets.presenters.standing import standing
from targets.presenters.terms import Column, Compared
from targets.queries import Negotiation, TermsChoices
from targets.sides import Side
from targets.states import LineKind

from .plan_values import other_plans_of
from .seen_targets import visible_target


@dataclass(frozen=True, slots=True)
class Preview:
    """What rules and today's figures say of terms that are not saved yet."""

    findings: list[rules.Finding]
    """What keeps them from being offered."""
    conditions: list[rules.Finding]
    """What does not, and is worth seeing to."""
    ambition: Ambition
    compared: list[Compared]
    columns: list[Column]


@dataclass(frozen=True)
class Drafting:
    """A move that somebody of a side prepares, and whether it is open to them."""

    negotiation: Negotiation
    kind: LineKind
    side: Side
    """For which the person sits at the table; only some of it speak."""
    may: Verdict
    """Whether the target has this move for them, where it stands now."""

    @property
    def may_read(self) -> Verdict:
        """Whether their side has opened what it would answer."""
        sealed = self.negotiation.unopened
        return policies.may_read_offer(self.side, sealed) if sealed else ALLOWED

    @property
    def target(self) -> Target:
        return self.negotiation.target

    @property
    def version(self) -> int:
        """Of what the side has prepared; 0 where that is nothing."""
        draft = self.negotiation.draft
        return draft.version if draft else 0

    @property
    def instead(self) -> LineKind:
        """The kind under which what was typed can still be saved once the other side has moved."""
        kinds = open_moves(self.negotiation.position, self.side)
        alike = [one for one in kinds if one.has_terms == self.kind.has_terms]
        return self.kind if self.kind in kinds else next(iter(alike), self.kind)


def _drafting(request: SignedInRequest, target_id: int, kind: LineKind) -> Drafting:
    """Return what is asked to be prepared. 404 for those who do not sit at the table."""
    found = visible_target(request, target_id)
    negotiation = queries.negotiation_of(found, request.user)
    if negotiation.side is None:
        raise Http404
    may = policies.may_draft_line(request.user, found, kind, negotiation.position)
    return Drafting(negotiation, kind, negotiation.side, may)


@login_required
@shown_or_sent
def draft_line(request: SignedInRequest, target_id: int, kind: str) -> HttpResponse:
    """Prepare to say one thing of a target: what it is follows from the address."""
    if kind not in set(LineKind):
        raise Http404
    drafting = _drafting(request, target_id, LineKind(kind))
    if request.method == "POST":
        policies.may_negotiate(request.user, drafting.target.agreement).enforce()
    return _terms(request, drafting) if drafting.kind.has_terms else _answer(request, drafting)


def _answer(request: SignedInRequest, drafting: Drafting) -> HttpResponse:
    """Prepare to accept, to hold or to withdraw."""
    draft = drafting.negotiation.draft
    form_of = AcceptForm if drafting.kind == LineKind.ACCEPT else AnswerForm
    is_own = draft and draft.kind == drafting.kind
    rationale = draft.rationale if draft and is_own else ""
    form = form_of(sent(request), initial={"version": drafting.version, "rationale": rationale})
    return _carry_out(request, drafting, form, terms={}, template="draft_answer")


def _terms(request: SignedInRequest, drafting: Drafting) -> HttpResponse:
    """Prepare terms. A preview saves nothing."""
    choices = queries.terms_choices(drafting.target)
    draft = drafting.negotiation.draft
    form = TermsForm(
        sent(request),
        choices=choices,
        terms=_terms_to_begin_with(drafting, choices),
        version=drafting.version,
        rationale=draft.rationale if draft and LineKind(draft.kind).has_terms else "",
    )
    context: dict[str, Any] = {"choices": choices}
    if "fill" in request.POST:
        form.fill_years()
        context["is_filled"] = form.is_valid()
        status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, drafting, form, "draft_terms", status, context)
    if "preview" in request.POST and form.is_valid():
        context["preview"] = _preview(drafting, form.cleaned_data["terms"])
        return _page(request, drafting, form, "draft_terms", HTTPStatus.OK, context)
    return _carry_out(request, drafting, form, template="draft_terms", context=context)


def _terms_to_begin_with(drafting: Drafting, choices: TermsChoices) -> Terms:
    """Return the terms prepared, or those on the table, or the portal's own figure."""
    draft = drafting.negotiation.draft
    if draft and LineKind(draft.kind).has_terms:
        return draft
    on_the_table = drafting.negotiation.on_the_table
    return on_the_table or queries.first_terms(drafting.target, choices)


def _preview(drafting: Drafting, said: dict[str, Any]) -> Preview:
    """Return what is to be said of terms as typed, beside those on the table."""
    typed = DraftLine(target=drafting.target, **said)
    columns = [Column("As you typed it", typed), *_offered(drafting.negotiation)]
    today = timezone.localdate()
    plans = queries.other_plans(drafting.target, typed)
    found = queries.findings_of(drafting.target, typed, today, plans)
    return Preview(
        findings=[one for one in found if one.rule.blocks],
        conditions=[one for one in found if not one.rule.blocks],
        ambition=queries.ambition_now(typed, drafting.target.agreement.area),
        compared=_compared(columns),
        columns=columns,
    )


def _offered(negotiation: Negotiation) -> list[Column]:
    return [one for one in presenters.columns(negotiation) if one.terms != negotiation.draft]


def _compared(columns: list[Column]) -> list[Compared]:
    return term_presenters.compared(columns, queries.names_of_parts(one.terms for one in columns))


def _carry_out(
    request: SignedInRequest,
    drafting: Drafting,
    form: VersionForm,
    *,
    template: str,
    context: dict[str, Any] | None = None,
    **more: Any,
) -> HttpResponse:
    """Show the page of a move, or keep what is prepared and lead back to the target.

    Where the other side has moved meanwhile, what was typed comes back with what can be said now.
    """
    target = drafting.target
    if form.is_bound and not drafting.may:
        offer_latest(form, drafting.version)
        return _page(request, drafting, form, template, HTTPStatus.FORBIDDEN, context)
    act = partial(
        actions.draft_line,
        target_id=target.pk,
        kind=drafting.kind,
        by=request.user,
        at=timezone.now(),
        **more,
    )
    status = attempt(form, act)
    if status == DONE:
        messages.success(
            request,
            f"“{drafting.kind.label}” is prepared for “{target}”. The other side reads it when you "
            "make your offer.",
        )
        return redirect("targets:negotiate", target.pk)
    if status == STALE:
        drafting = _drafting(request, target.pk, drafting.kind)
        offer_latest(form, drafting.version)
        context = {**(context or {}), "saved": _saved(drafting)}
    return _page(request, drafting, form, template, status, context)


def _saved(drafting: Drafting) -> dict[str, Any]:
    """Return what a colleague has saved meanwhile."""
    draft = drafting.negotiation.draft
    columns = [Column("As it is saved now", draft)] if draft else []
    return {"draft": draft, "columns": columns, "compared": _compared(columns)}


def _page(
    request: SignedInRequest,
    drafting: Drafting,
    form: VersionForm,
    template: str,
    status: int,
    context: dict[str, Any] | None,
) -> HttpResponse:
    negotiation, target = drafting.negotiation, drafting.target
    offered = _offered(negotiation)
    context = {
        **(context or {}),
        "form": form,
        "area": target.agreement.area,
        "negotiation": negotiation,
        "kind": drafting.kind,
        "instead": drafting.instead,
        "title": presenters.title_of(drafting.kind, target),
        "standing": standing(negotiation.position, drafting.side),
        "may": drafting.may if form.is_bound else drafting.may and drafting.may_read,
        "columns": offered,
        "compared": _compared(offered),
        **other_plans_of(target, queries.other_plans(target, negotiation.on_the_table)),
        "is_overtaken": form.is_bound and not drafting.may,
    }
    return render(request, f"targets/{template}.html", context, status=status)


@login_required
@shown_or_sent
def discard_line(request: SignedInRequest, target_id: int) -> HttpResponse:
    """Drop what one's side has prepared to say of a target; where that is nothing, say so."""
    found = visible_target(request, target_id)
    negotiation = queries.negotiation_of(found, request.user)
    if negotiation.side is None:
        raise Http404
    draft = negotiation.draft
    form = VersionForm(sent(request), initial={"version": draft.version if draft else 0})
    act = partial(actions.discard_line, target_id=found.pk, by=request.user, at=timezone.now())
    status = HTTPStatus.FORBIDDEN if form.is_bound and not draft else attempt(form, act)
    if status == DONE:
        messages.success(request, f"What you had prepared for “{found}” is dropped.")
        return redirect("targets:negotiate", found.pk)
    if status == STALE:
        negotiation = queries.negotiation_of(found, request.user)
        draft = negotiation.draft
        offer_latest(form, draft.version if draft else 0)
    columns = [Column("Prepared by your side", draft)] if draft else []
    context = {
        "form": form,
        "target": found,
        "draft": draft,
        "columns": columns,
        "compared": _compared(columns),
        "may": policies.may_discard_line(request.user, found),
    }
    return render(request, "targets/discard_line.html", context, status=status)
