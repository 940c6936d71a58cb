"""The strategy group's paper as a PDF: asked for, waited for, downloaded."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import shown_or_sent
from partnerships.requests import SignedInRequest
from targets import actions
from targets.models import Paper

from .assessments import visible_assessment


@login_required
@shown_or_sent
def paper_file(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """How far the PDF of a paper has come, and the way to ask for one."""
    found = visible_assessment(request, assessment_id)
    if request.method == "POST":
        actions.ask_for_paper(assessment_id=found.pk, by=request.user, at=timezone.now())
        return redirect("targets:paper-file", found.pk)
    context = {"assessment": found, "paper": found.papers.first()}
    return render(request, "targets/paper_file.html", context)


@login_required
@require_safe
def paper_pdf(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """The newest PDF of a paper that is ready."""
    visible = Paper.objects.visible_to(request.user).filter(status=Paper.Status.READY)
    ready = visible.select_related("assessment__partnership").filter(assessment=assessment_id)
    paper = ready.first()
    if paper is None:
        raise Http404("No PDF of this paper has been made yet.")
    of = paper.assessment
    name = slugify(f"{of.partnership.code} assessment {of.year} edition {of.edition}")
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(bytes(paper.content), content_type="application/pdf", headers=headers)
