"""A data provider's pages: send a return, mend it, confirm it, see what became of it."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import actions, policies, queries
from indicators.forms import ConfirmForm, SendForm, VersionForm
from indicators.models import DataReturn
from indicators.reading import judging as judged
from indicators.states import ReturnStatus
from laa_portal.foundation.cells import safe_cell
from laa_portal.foundation.versioning import Stale
from partnerships.requests import SignedInRequest

from .judging import visible_return

ERRORS_A_PAGE = 50
RETURNS_A_PAGE = 25
ROWS_SHOWN = 10


@login_required
@require_safe
def returns(request: SignedInRequest) -> HttpResponse:
    """The returns the person may see, newest first."""
    visible = DataReturn.objects.visible_to(request.user).select_related("organisation", "sent_by")
    page = Paginator(visible, RETURNS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "may_send": policies.may_send_any(request.user),
        "open_conflicts": judged.conflicts(request.user).open().count(),
    }
    return render(request, "indicators/returns/returns.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest) -> HttpResponse:
    """Take a file from a data provider."""
    policies.may_send_any(request.user).enforce()
    is_sent = request.method == "POST"
    form = SendForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        senders=policies.senders(request.user),
    )
    if form.is_valid():
        data_return, is_new = actions.send(by=request.user, at=timezone.now(), **form.cleaned_data)
        if not is_new:
            messages.info(request, _sent_before(data_return))
        return redirect(data_return)
    status = 422 if form.errors else 200
    return render(request, "indicators/returns/send.html", {"form": form}, status=status)


def _sent_before(data_return: DataReturn) -> str:
    """Say that this very file is here already, and what that means."""
    sent = timezone.localtime(data_return.sent_at)
    outcome = {
        ReturnStatus.PUBLISHED: "Nothing is loaded twice: 0 new revisions.",
        ReturnStatus.CHECKED: "It waits for you to confirm it.",
        ReturnStatus.REFUSED: "It was refused; what is wrong with it is below.",
    }
    return (
        f"This very file was sent on {sent:%-d %B %Y at %H:%M}. "
        f"{outcome.get(ReturnStatus(data_return.status), 'It is being worked on.')}"
    )


@login_required
@require_safe
def data_return(request: SignedInRequest, return_id: int) -> HttpResponse:
    """One return, as far as it has come: being checked, to mend, to confirm, or published."""
    return _page(request, visible_return(request, return_id))


def _page(
    request: SignedInRequest,
    found: DataReturn,
    *,
    problem: str = "",
    form: VersionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Draw the page that belongs to a return's status."""
    context = {
        "return": found,
        "problem": problem,
        "form": form or _form(request, found),
        "may_confirm": policies.may_confirm(request.user, found),
        "may_resend": policies.may_resend(request.user, found),
        **_details(request, found),
    }
    return render(request, f"indicators/returns/{found.status}.html", context, status=status)


def _form(request: SignedInRequest, found: DataReturn) -> VersionForm:
    """Return the form of the act that comes next: confirming asks for what must be explained."""
    posted = request.POST if request.method == "POST" else None
    initial = {"version": found.version}
    if found.status != ReturnStatus.CHECKED:
        return VersionForm(posted, initial=initial)
    return ConfirmForm(posted, initial=initial, questions=judged.questions(found))


def _details(request: SignedInRequest, found: DataReturn) -> dict:
    """What a return's page shows beside the return itself."""
    match found.status:
        case ReturnStatus.REFUSED:
            page = Paginator(found.errors.all(), ERRORS_A_PAGE).get_page(request.GET.get("page"))
            return {"page": page, "wrong_rows": queries.wrong_rows(found)}
        case ReturnStatus.CHECKED:
            return {
                "changes": queries.changes(found),
                "coverage": queries.coverage(found.staged.all()),
                "rows": judged.foretold(judged.first_to_read(found, ROWS_SHOWN), request.user),
                "is_overtaken": judged.is_overtaken(found),
            }
        case ReturnStatus.LOADED | ReturnStatus.PUBLISHED:
            coverage = queries.coverage(found.observations.all())
            return {
                "coverage": coverage,
                "is_computing": queries.is_computing(coverage),
                "explanations": judged.explained(found),
            }
    return {}


@login_required
@require_POST
def confirm(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Make a checked return count, with what was said about rows that break rules."""
    found = visible_return(request, return_id)
    form = _form(request, found)
    if not form.is_valid() and policies.may_confirm(request.user, found):
        return _page(request, found, form=form, status=422)
    try:
        actions.confirm(
            return_id=found.pk,
            version=form.cleaned_data.get("version", 0),
            explanations=form.explanations() if isinstance(form, ConfirmForm) else {},
            by=request.user,
            at=timezone.now(),
        )
    except Stale as stale:
        return _stale(request, found, form, stale)
    messages.success(request, "Your return is published.")
    return redirect(found)


def _stale(
    request: SignedInRequest, found: DataReturn, form: VersionForm, stale: Stale
) -> HttpResponse:
    """Show a return as it is now, with the reason why not, and what was typed still there."""
    kept = form.again(found.version) if isinstance(form, ConfirmForm) else None
    return _page(request, found, problem=str(stale), form=kept, status=409)


@login_required
@require_POST
def resend(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Have a refused file checked again."""
    found = visible_return(request, return_id)
    form = VersionForm(request.POST)
    if not form.is_valid():
        return redirect(found)
    try:
        actions.resend(return_id=found.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Stale as stale:
        return _stale(request, found, VersionForm(), stale)
    messages.success(request, "The file was checked again.")
    return redirect(found)


@login_required
@require_safe
def errors(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Everything that is wrong with a return, as a file to work through."""
    found = visible_return(request, return_id)
    answer = _download(f"return-{found.pk}-errors.csv")
    rows = csv.writer(answer)
    rows.writerow(["row", "column", "field", "value", "what to do"])
    for error in found.errors.all():
        cells = (error.row or "", error.column, error.field, error.value, error.message)
        rows.writerow([safe_cell(cell) for cell in cells])
    return answer


@login_required
@require_safe
def file(request: SignedInRequest, return_id: int) -> HttpResponse:
    """The file as it was sent, byte for byte."""
    found = visible_return(request, return_id)
    answer = _download(f"return-{found.pk}.csv")
    answer.write(bytes(found.file.content))
    return answer


def _download(name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
