"""What a revision does to one target: prepared by the coordinator, and left again."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from laa_portal.foundation.acting import sent, shown_or_sent
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.revisions import RemoveTargetForm, RevisedTermsForm
from targets.models import RevisionLine, RevisionProposal, Target, Terms
from targets.presenters import revisions as presenters
from targets.presenters.terms import Column, compared

from .acts import carry_out
from .revisions import visible_revision

Act = RevisionLine.Act


@login_required
@shown_or_sent
def revise_target(
    request: SignedInRequest, code: str, number: int, target_id: int, act: str
) -> HttpResponse:
    """Prepare to change a target, to take it out or to add it: which follows from the address."""
    if act not in set(Act):
        raise Http404
    found = visible_revision(request, code, number)
    target = _target(request, found, target_id)
    form = _form(request, found, target, Act(act))
    context = {
        "revision": found,
        "area": found.agreement.area,
        "target": target,
        "title": f"{presenters.WILL[Act(act)]}: {target}",
        "act": act,
        "may": policies.may_prepare_revision(request.user, found),
        **_in_force(found, target),
    }
    if "fill" in request.POST and isinstance(form, RevisedTermsForm):
        form.fill_years()
        status = HTTPStatus.OK if form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
        context |= {"form": form, "is_filled": form.is_valid()}
        return render(request, "targets/revise_target.html", context, status=status)
    return carry_out(
        request,
        form,
        partial(actions.revise_target, proposal_id=found.pk, target_id=target.pk, act=Act(act)),
        template="revise_target",
        done=f"It is in the revision: {target}.",
        context=context,
        record=found,
    )


def _target(request: SignedInRequest, found: RevisionProposal, target_id: int) -> Target:
    """Return a target of the agreement, or answer 404."""
    visible = Target.objects.visible_to(request.user).filter(agreement=found.agreement)
    related = visible.select_related("agreement__area", "agreement__partnership", "indicator")
    target: Target = get_object_or_404(related, pk=target_id)
    return target


def _form(
    request: SignedInRequest, found: RevisionProposal, target: Target, act: RevisionLine.Act
) -> RemoveTargetForm | RevisedTermsForm:
    """Return the form of an act; it begins with what is prepared, or else with what is in force."""
    own = found.lines.filter(target=target).prefetch_related("consents").first()
    bodies = queries.bodies_around(found.agreement.area)
    initial: dict[str, Any] = {
        "version": found.version,
        "organisations": queries.linked_by(found.revises, target),
    }
    if own:
        asked = [one.organisation_id for one in own.consents.all()]
        initial |= {"ground": own.ground, "reason": own.reason, "organisations": asked}
    if act == Act.REMOVE:
        return RemoveTargetForm(sent(request), bodies=bodies, initial=initial)
    choices = queries.terms_choices(target)
    is_own = own and own.act != Act.REMOVE
    terms = own if own and is_own else _terms_to_begin_with(found, target)
    return RevisedTermsForm(
        sent(request),
        choices=choices,
        terms=terms or queries.first_terms(target, choices),
        bodies=bodies,
        initial=initial,
    )


def _terms_to_begin_with(found: RevisionProposal, target: Target) -> Terms | None:
    """Return the terms in force, or those that both sides have agreed since; None where none."""
    if target.pk in (signed := queries.signed_lines(found.revises)):
        line, _ = signed[target.pk]
        return line
    return queries.terms_on_the_table(queries.positions([target])).get(target.pk)


def _in_force(found: RevisionProposal, target: Target) -> dict[str, Any]:
    """Return the terms in force, to be drawn beside what is typed."""
    line, _ = queries.signed_lines(found.revises).get(target.pk, (None, ()))
    columns = [Column(f"In force, version {found.revises.number}", line)] if line else []
    names = queries.names_of_parts(one.terms for one in columns)
    return {"columns": columns, "compared": compared(columns, names) if columns else []}


@login_required
@shown_or_sent
def drop_revised_target(
    request: SignedInRequest, code: str, number: int, target_id: int
) -> HttpResponse:
    """Leave a target as it is after all."""
    found = visible_revision(request, code, number)
    target = _target(request, found, target_id)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": found.version}),
        partial(actions.drop_revised_target, proposal_id=found.pk, target_id=target.pk),
        template="drop_revised_target",
        done=f"The revision leaves it as it is: {target}.",
        context={
            "revision": found,
            "area": found.agreement.area,
            "target": target,
            "may": policies.may_prepare_revision(request.user, found),
        },
        record=found,
    )
