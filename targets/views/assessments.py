"""A CDRP's pages: its assessments year by year, the six texts, and what becomes of them."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import DONE, STALE, attempt, offer_latest, sent, shown_or_sent
from partnerships.forms.fields import VersionForm
from partnerships.models import Partnership, PartnershipKind
from partnerships.requests import SignedInRequest
from targets import actions, exhibits, policies, queries
from targets.contents import BY_KEY, CONTENTS, YEARS
from targets.forms.assessments import AdoptForm, CorrectForm, SectionForm, SendBackForm, StartForm
from targets.models import StrategicAssessment

from .acts import carry_out


def visible_assessment(request: SignedInRequest, assessment_id: int) -> StrategicAssessment:
    """Return an assessment that the reader may see, or answer 404."""
    visible = StrategicAssessment.objects.visible_to(request.user).select_related(
        "partnership", "started_by", "submitted_by", "sent_back_by", "adopted_by"
    )
    return get_object_or_404(visible, pk=assessment_id)


def cdrp_with_code(code: str) -> Partnership:
    """Return the CDRP that an address names, or answer 404."""
    return get_object_or_404(Partnership, code=code, kind=PartnershipKind.CDRP)


@login_required
@require_safe
def cdrp(request: SignedInRequest, code: str) -> HttpResponse:
    """A CDRP: its assessments, the newest year first."""
    partnership = cdrp_with_code(code)
    found = StrategicAssessment.objects.visible_to(request.user).filter(partnership=partnership)
    context = {
        "partnership": partnership,
        "assessments": found.select_related("partnership"),
        "may_start": policies.may_start_assessment(request.user, partnership),
        "due": queries.deadlines_of_cdrps(timezone.localdate()),
        "reads_checklist": queries.checked_partnerships(request.user).contains(partnership),
        "county_group": queries.county_groups([partnership]).get(partnership.pk),
    }
    return render(request, "targets/cdrp.html", context)


@login_required
@shown_or_sent
def start_assessment(request: SignedInRequest, code: str) -> HttpResponse:
    """Begin the assessment of a year."""
    partnership = cdrp_with_code(code)
    policies.may_start_assessment(request.user, partnership).enforce()
    begun = set(partnership.assessments.values_list("year", flat=True))
    years = [year for year in YEARS if year not in begun]
    has_last = partnership.assessments.filter(status="adopted").exists()
    return carry_out(
        request,
        StartForm(sent(request), years=years, has_last=has_last),
        partial(actions.start_assessment, partnership=partnership),
        template="start_assessment",
        done="The assessment is begun. Write its six texts, and say what comes first.",
        context={"partnership": partnership},
    )


@login_required
@require_safe
def assessment(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """An assessment as a list of what is to do, or of what it says."""
    found = visible_assessment(request, assessment_id)
    return render(request, "targets/assessment.html", _read(request, found))


@login_required
@require_safe
def paper(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """The whole assessment on one page, as the strategy group reads and prints it."""
    found = visible_assessment(request, assessment_id)
    whole = queries.whole_paper(found)
    frozen = [[exhibits.frozen(each) for each in one.rests_on] for one in whole.priorities]
    context = {
        "assessment": found,
        "paper": whole,
        "priorities": list(zip(whole.priorities, frozen, strict=True)),
    }
    return render(request, "targets/paper.html", context)


def _read(request: SignedInRequest, found: StrategicAssessment) -> dict[str, Any]:
    written = queries.written_contents(found)
    priorities = list(found.priorities.prefetch_related("indicators", "partners"))
    user = request.user
    return {
        "assessment": found,
        "is_own": policies.works_on(user, found),
        "contents": [(content, written.get(content.key)) for content in CONTENTS],
        "priorities": priorities,
        "attachments": found.attachments.filter(priority=None),
        "is_written": len(written) == len(CONTENTS),
        "presences": found.presences.select_related("seat__organisation"),
        "may_edit": policies.may_edit_assessment(user, found),
        "may_submit": policies.may_submit_assessment(
            user, found, written=written, priorities=priorities
        ),
        "may_send_back": policies.may_send_back_assessment(user, found),
        "may_adopt": policies.may_adopt_assessment(user, found),
        "may_correct": policies.may_correct_assessment(user, found),
    }


@login_required
@shown_or_sent
def write_section(request: SignedInRequest, assessment_id: int, content: str) -> HttpResponse:
    """One of the six texts: read it, and write it while the assessment is a draft."""
    found = visible_assessment(request, assessment_id)
    asked = BY_KEY.get(content)
    if asked is None:
        raise Http404
    texts = list(found.sections.filter(content=content).select_related("written_by"))
    newest = texts[0] if texts else None
    initial = {"number": newest.number if newest else 0, "text": newest.text if newest else ""}
    form = SectionForm(sent(request), question=asked.question, initial=initial)
    status = attempt(
        form,
        lambda **typed: actions.write_section(
            assessment_id=found.pk, content=content, by=request.user, at=timezone.now(), **typed
        ),
    )
    if status == DONE:
        messages.success(request, f"“{asked.title}” is saved.")
        return redirect(found)
    if status == STALE:
        newest = found.sections.filter(content=content).select_related("written_by").first()
        offer_latest(form, newest.number if newest else 0, field="number")
    context = {
        "form": form,
        "assessment": found,
        "content": asked,
        "newest": newest,
        "texts": texts if policies.works_on(request.user, found) else [],
        "is_stale": status == STALE,
        "may": policies.may_edit_assessment(request.user, found),
    }
    return render(request, "targets/write_section.html", context, status=status)


@login_required
@shown_or_sent
def submit_assessment(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Put an assessment before the strategy group."""
    found = visible_assessment(request, assessment_id)
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": found.version}),
        partial(actions.submit_assessment, assessment_id=found.pk),
        template="submit_assessment",
        done="The assessment is with the strategy group.",
        context={"assessment": found, "may": _read(request, found)["may_submit"]},
        record=found,
    )


@login_required
@shown_or_sent
def send_back_assessment(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Ask for more work."""
    found = visible_assessment(request, assessment_id)
    may = policies.may_send_back_assessment(request.user, found)
    return carry_out(
        request,
        SendBackForm(sent(request), initial={"version": found.version}),
        partial(actions.send_back_assessment, assessment_id=found.pk),
        template="send_back_assessment",
        done="The assessment is with its officers again.",
        context={"assessment": found, "may": may},
        record=found,
    )


@login_required
@shown_or_sent
def adopt_assessment(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Record that the strategy group adopted it, and who took part."""
    found = visible_assessment(request, assessment_id)
    seats = queries.responsible_seats(found.partnership, timezone.localdate())
    may = policies.may_adopt_assessment(request.user, found)
    return carry_out(
        request,
        AdoptForm(sent(request), seats=seats, initial={"version": found.version}),
        partial(actions.adopt_assessment, assessment_id=found.pk),
        template="adopt_assessment",
        done="The assessment is adopted.",
        context={"assessment": found, "seats": seats, "may": may},
        record=found,
    )


@login_required
@shown_or_sent
def correct_assessment(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Begin an edition that sets an adopted one right."""
    found = visible_assessment(request, assessment_id)
    may = policies.may_correct_assessment(request.user, found)
    return carry_out(
        request,
        CorrectForm(sent(request), initial={"version": found.version}),
        partial(actions.correct_assessment, assessment_id=found.pk),
        template="correct_assessment",
        done="This is the corrected edition, to be written. The adopted one stands until it is.",
        context={"assessment": found, "may": may},
        record=found,
    )
