"""What everybody may read of a signed agreement: its memoranda, and how it stood on any day."""

import json
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from targets import queries
from targets.forms.as_at import AsAtForm
from targets.models import STARTS_ON, Agreement, AgreementVersion, Memorandum
from targets.presenters import revisions as presenters


@require_safe
def memorandum(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One memorandum as it was published; `format=json` is the very text that its hash is of."""
    visible = Memorandum.objects.visible_to(request.user).filter(
        agreement__area__gss_code=code, agreement__starts_on=STARTS_ON
    )
    related = visible.select_related("agreement__area", "version")
    found: Memorandum = get_object_or_404(related, number=number)
    area = found.agreement.area
    if request.GET.get("format") == "json":
        name = slugify(f"{area.name} memorandum {number}")
        headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
        return HttpResponse(found.content, content_type="application/json", headers=headers)
    context = {
        "memorandum": found,
        "said": json.loads(found.content),
        "area": area,
        "agreement": found.agreement,
        "last_day": found.agreement.ends_on and found.agreement.ends_on - timedelta(days=1),
    }
    return render(request, "targets/memorandum.html", context)


def signed_agreement(request: HttpRequest, code: str) -> Agreement:
    """Return the agreement of an area of which a version was signed, or answer 404."""
    versions = AgreementVersion.objects.visible_to(request.user).filter(
        area__gss_code=code, agreement__starts_on=STARTS_ON, starts_on__isnull=False
    )
    related = versions.select_related("agreement__area", "agreement__partnership")
    version: AgreementVersion = get_object_or_404(related.defer("content").order_by("number")[:1])
    return version.agreement


@require_safe
def agreement_as_at(request: HttpRequest, code: str) -> HttpResponse:
    """An agreement as it held on a day: today, unless `as_at` names another."""
    agreement = signed_agreement(request, code)
    form = AsAtForm(request.GET, today=timezone.localdate())
    found = queries.agreement_as_at(agreement, form.day)
    beside = presenters.beside_originals(list(found.revised.values()))
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "form": form,
        "found": found,
        "lines": [
            (line, partners, found.designated.get(line.target_id))
            for line, partners in found.lines
            if line.is_signed_for
        ],
        "listed": [line for line, _ in found.lines if not line.is_signed_for],
        "revised": beside,
        "is_past": form.day < form.today,
    }
    return render(request, "targets/agreement_as_at.html", context)
