"""A data provider's pages: send a return, mend it, confirm it, see what became of it."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import actions, policies, queries, reading
from indicators.forms import ConfirmForm, SendForm, TemplateForm, VersionForm
from indicators.models import DataReturn, Measure
from indicators.parsing import MOST_PROBLEMS, MOST_ROWS, ChildFailed
from indicators.reading import judging as judged
from indicators.states import ReturnStatus
from laa_portal.foundation.cells import safe_cell
from laa_portal.foundation.spreadsheets import CSV_TYPE, WORKBOOK_TYPE, csv_file, workbook_file
from laa_portal.foundation.versioning import MOVED_ON, Stale
from partnerships.models import Organisation
from partnerships.requests import SignedInRequest

from .judging import visible_return

ERRORS_A_PAGE = 50
RETURNS_A_PAGE = 25
ROWS_SHOWN = 10

NOTHING_DUE = "Nothing of this is due: up to the last period that has ended it is in, or excused"
NOTHING_AT_ALL_DUE = "Nothing is due now. Select a measure to get what comes next of it"


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
        ReturnStatus.LOADED: "It waits for the moment of its publication.",
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
    form: VersionForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Draw the page that belongs to a return's status."""
    context = {
        "return": found,
        "problem": problem,
        "form": form or _form(found),
        "may_confirm": policies.may_confirm(request.user, found),
        "may_publish": policies.may_publish(request.user, found),
        "may_withdraw": policies.may_withdraw(request.user, found),
        "may_resend": policies.may_resend(request.user, found),
        "may_cancel": policies.may_cancel(request.user, found),
        **_details(request, found),
    }
    return render(request, f"indicators/returns/{found.status}.html", context, status=status)


def _form(found: DataReturn, posted: QueryDict | None = None) -> VersionForm:
    """Return the form of the act that comes next: confirming asks for what must be explained."""
    initial = {"version": found.version}
    if found.status != ReturnStatus.CHECKED:
        return VersionForm(posted, initial=initial)
    questions = judged.questions(found)
    return ConfirmForm(posted, initial=initial, questions=questions, now=timezone.now())


def _details(request: SignedInRequest, found: DataReturn) -> dict:
    """What a return's page shows beside the return itself."""
    match found.status:
        case ReturnStatus.REFUSED:
            page = Paginator(found.errors.all(), ERRORS_A_PAGE).get_page(request.GET.get("page"))
            wrong_rows = queries.wrong_rows(found)
            is_header_wrong = queries.is_header_wrong(found)
            return {
                "page": page,
                "wrong_rows": wrong_rows,
                "is_header_wrong": is_header_wrong,
                # It says what is wrong with the header beside the first row, if there is one.
                "has_copy": wrong_rows or (is_header_wrong and found.row_count),
                "is_bounded": page.paginator.count > MOST_PROBLEMS,
                "bound": MOST_PROBLEMS,
            }
        case ReturnStatus.CHECKED | ReturnStatus.LOADED:
            return {
                "changes": queries.changes(found),
                "coverage": queries.coverage(found.staged.all()),
                "rows": judged.foretold(judged.first_to_read(found, ROWS_SHOWN), request.user),
                "is_overtaken": judged.is_overtaken(found),
            }
        case ReturnStatus.PUBLISHED | ReturnStatus.WITHDRAWN:
            coverage = queries.coverage(found.observations.all())
            return {
                "coverage": coverage,
                "is_computing": queries.is_computing(coverage),
                "work": reading.computing(coverage),
                "explanations": judged.explained(found),
                "open_conflicts": found.conflicts.open().count(),
            }
        case ReturnStatus.RECEIVED:
            return {"work": reading.checking(found)}
    return {}


@login_required
@require_POST
def confirm(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Have a checked return count: published at once, or at the moment given.

    What was said about rows that break rules is kept with it.
    """
    found = visible_return(request, return_id)
    form = _form(found, request.POST)
    if not form.is_valid():
        policies.may_confirm(request.user, found).enforce()
        if form.cleaned_data.get("version") != found.version:  # they were not asked all of this
            return _moved_on(request, found, MOVED_ON)
        return _page(request, found, form=form, status=422)
    until = form.cleaned_data.get("embargoed_until")
    done = "Your return is published."
    if until:
        done = f"Your return will be published on {timezone.localtime(until):%-d %B %Y at %H:%M}."
    return _act(request, found, actions.confirm, form, done)


@login_required
@require_POST
def publish(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Publish a confirmed return before its moment comes."""
    found = visible_return(request, return_id)
    return _act(
        request, found, actions.publish, VersionForm(request.POST), "Your return is published."
    )


@login_required
@require_POST
def cancel(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Stop the check of a large file."""
    found = visible_return(request, return_id)
    form = VersionForm(request.POST)
    return _act(request, found, actions.cancel, form, "The check was stopped.")


@login_required
@require_POST
def resend(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Have a refused file checked again."""
    found = visible_return(request, return_id)
    return _act(
        request, found, actions.resend, VersionForm(request.POST), "The file was checked again."
    )


def _act(
    request: SignedInRequest, found: DataReturn, action, form: VersionForm, done: str
) -> HttpResponse:
    """Carry out one act on a return, or show it as it is now with the reason why not."""
    if not form.is_valid():
        return redirect(found)
    try:
        action(return_id=found.pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    except Stale as stale:
        return _moved_on(request, found, str(stale))
    messages.success(request, done)
    return redirect(found)


def _moved_on(request: SignedInRequest, found: DataReturn, problem: str) -> HttpResponse:
    """Show a return as it is now, to be acted on again with what was typed still there."""
    latest = visible_return(request, found.pk)
    form = _form(latest).with_what_was_typed(request.POST)
    return _page(request, latest, problem=problem, form=form, status=409)


@login_required
@require_safe
def errors(request: SignedInRequest, return_id: int) -> HttpResponse:
    """Everything that is wrong with a return, as a file to work through."""
    found = visible_return(request, return_id)
    answer = _download(f"return-{found.pk}-errors", b"")
    rows = csv.writer(answer)
    rows.writerow(["row", "column", "field", "value", "what to do"])
    for error in found.errors.all():
        cells = (error.row or "", error.column, error.field, error.value, error.message)
        rows.writerow([safe_cell(cell) for cell in cells])
    return answer


@login_required
@require_safe
def error_copy(request: SignedInRequest, return_id: int) -> HttpResponse:
    """The file as it was sent and in its format, with a column that says what is wrong."""
    found = visible_return(request, return_id)
    if found.status != ReturnStatus.REFUSED:
        return redirect(found)
    try:
        content = reading.error_copy(found)
    except ChildFailed as failed:
        problem = f"There is no copy of this file with its errors: {failed}"
        return _page(request, found, problem=problem, status=409)
    return _download(f"return-{found.pk}-to-mend", content, is_workbook=found.is_workbook)


@login_required
@require_safe
def file(request: SignedInRequest, return_id: int) -> HttpResponse:
    """The file as it was sent, byte for byte."""
    found = visible_return(request, return_id)
    content = bytes(found.file.content)
    return _download(f"return-{found.pk}", content, is_workbook=found.is_workbook)


@login_required
@require_safe
def template(request: SignedInRequest) -> HttpResponse:
    """A return to fill in: the page to choose one on and, where it is chosen, the file."""
    policies.may_send_any(request.user).enforce()
    senders = policies.senders(request.user)
    form = TemplateForm(request.GET if "measure" in request.GET else None, senders=senders)
    if form.is_valid() and (answer := _template_file(**form.cleaned_data)):
        return answer
    if form.is_valid():
        form.add_error(
            "measure", NOTHING_DUE if form.cleaned_data["measure"] else NOTHING_AT_ALL_DUE
        )
    context = {"form": form, "most_rows": MOST_ROWS}
    status = 422 if form.errors else 200
    return render(request, "indicators/returns/template.html", context, status=status)


def _template_file(
    organisation: Organisation,
    measure: Measure | None,
    format: str,  # noqa: A002 (its name in the form)
) -> HttpResponse | None:
    """Answer with a return to fill in; None where there is nothing to send."""
    wanted = reading.template(organisation, measure, timezone.localdate())
    if not wanted.wanted:
        return None
    rows = reading.filled_in(organisation, wanted)
    is_workbook = format == "xlsx"
    if is_workbook:
        content = workbook_file({"Return": rows, "How to": reading.how_to()})
    else:
        content = csv_file(rows)
    return _download(
        slugify(f"return {measure.code if measure else 'due'}"), content, is_workbook=is_workbook
    )


def _download(name: str, content: bytes, *, is_workbook: bool = False) -> HttpResponse:
    suffix, kind = ("xlsx", WORKBOOK_TYPE) if is_workbook else ("csv", CSV_TYPE)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{suffix}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
