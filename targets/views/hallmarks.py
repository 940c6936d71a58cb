"""The checklist of minimum standards: of one CDRP, and of all that a reader looks after."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation.acting import ROWS_A_PAGE, sent, shown_or_sent
from partnerships.models import Partnership, User
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.contents import YEARS, year_label
from targets.forms.standard_records import FORMS, WithdrawForm
from targets.hallmarks import STANDARDS, State
from targets.models import RecordKind, StandardRecord

from .acts import carry_out

MET_BY_RECORD = {
    # standard: the kind of record that meets it
    "protocol": RecordKind.PROTOCOL,
    "liaison-officers": RecordKind.LIAISON_OFFICER,
    "disclosure": RecordKind.DISCLOSURE,
    "scrutiny-committee": RecordKind.SCRUTINY_COMMITTEE,
    "skills-review": RecordKind.SKILLS_REVIEW,
    "policing-plan": RecordKind.ALIGNMENT,
}
MET_ON_PAGE = {
    # standard: the page on which it is met
    "assessment": "targets:cdrp",
    "views-in-assessment": "targets:cdrp",
    "plan-in-force": "targets:plans",
    "plan-revised": "targets:plans",
    "summary-published": "targets:plans",
    "views-in-plan": "targets:plans",
}


def _visible_cdrp(request: SignedInRequest, code: str) -> Partnership:
    return get_object_or_404(queries.checked_partnerships(request.user), code=code)


def _year_asked(request: SignedInRequest, usual: int) -> int:
    """Return the year in the address; one that is none is as good as not given."""
    asked = request.GET.get("year", "")
    years = {str(year): year for year in YEARS}
    return years.get(asked, usual)


@login_required
@require_safe
def hallmarks(request: SignedInRequest, code: str) -> HttpResponse:
    """The checklist of a CDRP for a year, and what was put on record by hand."""
    cdrp = _visible_cdrp(request, code)
    today = timezone.localdate()
    year = _year_asked(request, queries.checked_year([cdrp], today))
    (checklist,) = queries.checklists([cdrp], year, today)
    ways = _ways(request.user, cdrp)
    records = StandardRecord.objects.visible_to(request.user).filter(partnership=cdrp)
    context = {
        "partnership": cdrp,
        "checklist": checklist,
        "hallmarks": [
            (name, [(one, _way(one, ways)) for one in judged])
            for name, judged in checklist.by_hallmark()
        ],
        "counts": [(state, checklist.counts()[state]) for state in State],
        "year_label": year_label(year),
        "years": [(one, year_label(one)) for one in YEARS],
        "records": records.prefetch_related("organisations"),
        "kinds": [(kind, ways[key]) for key, kind in MET_BY_RECORD.items() if key in ways],
        "is_of_cdrp": policies.is_of_cdrp(request.user, cdrp),
    }
    return render(request, "targets/hallmarks.html", context)


def _ways(user: User, cdrp: Partnership) -> dict[str, str]:
    """Return the pages on which a reader can meet standards, by the standard's key."""
    seated = set(cdrp.seats.values_list("organisation_id", flat=True))
    ways = {
        key: reverse("targets:record-standard", args=[cdrp.code, kind.value])
        for key, kind in MET_BY_RECORD.items()
        if policies.may_record_standard(user, cdrp, kind, seated=seated)
    }
    if policies.is_of_cdrp(user, cdrp):
        ways |= {key: reverse(page, args=[cdrp.code]) for key, page in MET_ON_PAGE.items()}
    return ways


def _way(judged: queries.Judged, ways: dict[str, str]) -> str:
    """Return where a standard is met that is not met yet; "" where this reader cannot."""
    is_open = judged.finding.state in {State.DUE, State.OVERDUE}
    return ways.get(judged.standard.key, "") if is_open else ""


@login_required
@require_safe
def all_hallmarks(request: SignedInRequest) -> HttpResponse:
    """What is due and overdue in every CDRP that a reader looks after."""
    cdrps = list(queries.checked_partnerships(request.user))
    today = timezone.localdate()
    year = _year_asked(request, queries.checked_year(cdrps, today))
    wanted = request.GET.get("overdue", "")
    rows = [
        (one, one.counts(), one.overdue())
        for one in queries.checklists(cdrps, year, today)
        if not wanted or _is_wanted(one, wanted)
    ]
    rows.sort(key=lambda row: -len(row[2]))
    context = {
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "total": len(cdrps),
        "wanted": wanted,
        "standards": STANDARDS,
        "year": year,
        "year_label": year_label(year),
        "years": [(one, year_label(one)) for one in YEARS],
    }
    return render(request, "targets/all_hallmarks.html", context)


def _is_wanted(checklist: queries.Checklist, wanted: str) -> bool:
    """Whether a checklist has something overdue: anything, or the standard of that key."""
    overdue = {row.standard.key for row in checklist.overdue()}
    return bool(overdue) if wanted == "any" else wanted in overdue


@login_required
@shown_or_sent
def record_standard(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """Put on record that something was done which a standard asks."""
    cdrp = _visible_cdrp(request, code)
    if kind not in FORMS:
        raise Http404
    seated = set(cdrp.seats.values_list("organisation_id", flat=True))
    return carry_out(
        request,
        FORMS[kind](sent(request), partnership=cdrp),
        partial(actions.record_standard, partnership=cdrp, kind=kind),
        template="record_standard",
        done=f"“{RecordKind(kind).label}” is on record.",
        context={
            "partnership": cdrp,
            "kind": RecordKind(kind),
            "may": policies.may_record_standard(request.user, cdrp, kind, seated=seated),
        },
        leads_to=lambda record: reverse("targets:hallmarks", args=[cdrp.code]),
    )


@login_required
@shown_or_sent
def withdraw_standard(request: SignedInRequest, record_id: int) -> HttpResponse:
    """Withdraw what was recorded by mistake."""
    visible = StandardRecord.objects.visible_to(request.user).select_related("partnership")
    found = get_object_or_404(visible, pk=record_id)
    return carry_out(
        request,
        WithdrawForm(sent(request), initial={"version": found.version}),
        partial(actions.withdraw_standard, record_id=found.pk),
        template="withdraw_standard",
        done="The record is withdrawn.",
        context={
            "record": found,
            "partnership": found.partnership,
            "may": policies.may_withdraw_standard(request.user, found),
        },
        record=found,
        leads_to=lambda record: reverse("targets:hallmarks", args=[record.partnership.code]),
    )
