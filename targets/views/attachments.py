"""Documents: uploaded to start from, attached, pointed at, downloaded and removed."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import DONE, attempt, sent, shown_or_sent
from laa_portal.foundation.forms import Form
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.contents import YEARS
from targets.downloads import download, in_a_sandbox
from targets.forms.attachments import AttachForm, PagesForm, UploadForm
from targets.models import Attachment, Priority, StrategicAssessment

from .acts import carry_out
from .assessments import cdrp_with_code, visible_assessment


def _visible(request: SignedInRequest, attachment_id: int) -> Attachment:
    visible = Attachment.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("assessment__partnership", "priority"), pk=attachment_id
    )


@login_required
@shown_or_sent
def upload_assessment(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin a year's assessment from the document that it is already written in."""
    partnership = cdrp_with_code(code)
    policies.may_start_assessment(request.user, partnership).enforce()
    begun = set(partnership.assessments.values_list("year", flat=True))
    years = [year for year in YEARS if year not in begun]
    form = UploadForm(sent(request), request.FILES, years=years)
    made: list[Attachment] = []

    def act(*, year: int, name: str, content: bytes) -> None:
        by, at = request.user, timezone.now()
        started = actions.start_assessment(
            partnership=partnership, year=year, is_copy=False, by=by, at=at
        )
        made.append(
            actions.attach(assessment_id=started.pk, name=name, content=content, by=by, at=at)
        )

    status = attempt(form, act, refusals={actions.AlreadyThere: "year"})
    if status == DONE:
        return redirect("targets:point-out", made[0].pk)
    context = {"form": form, "partnership": partnership}
    return render(request, "targets/upload_assessment.html", context, status=status)


@login_required
@shown_or_sent
def attach(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Attach a document to an assessment."""
    found = visible_assessment(request, assessment_id)
    return _attach(request, found, found)


@login_required
@shown_or_sent
def attach_to_priority(request: SignedInRequest, priority_id: int) -> HttpResponse:
    """Attach a document to a priority, as evidence."""
    visible = Priority.objects.visible_to(request.user).select_related("assessment__partnership")
    found = get_object_or_404(visible, pk=priority_id)
    return _attach(request, found.assessment, found)


def _attach(
    request: SignedInRequest, assessment: StrategicAssessment, of: StrategicAssessment | Priority
) -> HttpResponse:
    form = AttachForm(sent(request), request.FILES)
    priority_id = of.pk if isinstance(of, Priority) else None

    def act(**typed: Any) -> None:
        actions.attach(
            assessment_id=assessment.pk,
            priority_id=priority_id,
            by=request.user,
            at=timezone.now(),
            **typed,
        )

    status = attempt(form, act, refusals={actions.NotTaken: "document"})
    if status == DONE:
        messages.success(request, f"“{form.cleaned_data['name']}” is attached.")
        return redirect(of)
    context = {
        "form": form,
        "assessment": assessment,
        "of": of,
        "may": policies.may_edit_assessment(request.user, assessment),
    }
    return render(request, "targets/attach.html", context, status=status)


@login_required
@require_safe
@in_a_sandbox
def attachment(request: SignedInRequest, attachment_id: int) -> HttpResponse:
    """A document as it was attached."""
    return download(_visible(request, attachment_id))


@login_required
@shown_or_sent
def detach(request: SignedInRequest, attachment_id: int) -> HttpResponse:
    """Take a document off a draft."""
    found = _visible(request, attachment_id)
    of = found.priority or found.assessment
    may = policies.may_edit_assessment(request.user, found.assessment)
    return carry_out(
        request,
        Form(sent(request)),
        partial(actions.detach, attachment_id=found.pk),
        template="detach",
        done=f"“{found}” is removed.",
        context={"attachment": found, "of": of, "may": may},
        leads_to=lambda _: of.get_absolute_url(),
    )


@login_required
@shown_or_sent
def point_out(request: SignedInRequest, attachment_id: int) -> HttpResponse:
    """Say where an attached document answers each of the six contents."""
    found = _visible(request, attachment_id)
    written = queries.written_contents(found.assessment)
    may = policies.may_edit_assessment(request.user, found.assessment)
    return carry_out(
        request,
        PagesForm(sent(request), written=list(written)),
        partial(actions.point_out, attachment_id=found.pk),
        template="point_out",
        done="The references are saved.",
        context={"attachment": found, "assessment": found.assessment, "may": may},
        leads_to=lambda _: found.assessment.get_absolute_url(),
    )
