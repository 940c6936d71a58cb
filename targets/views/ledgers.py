"""Who has signed up to what in one agreement: by target, by partner, and as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.views import downloads
from partnerships.requests import SignedInRequest
from targets import queries
from targets.models import Agreement
from targets.presenters import ledgers as presenters


@login_required
@require_safe
def partner_ledger(request: SignedInRequest, code: str) -> HttpResponse:
    """The partners of all targets of an agreement, as far as the reader sees them."""
    visible = Agreement.objects.visible_to(request.user).select_related("area")
    agreement = get_object_or_404(visible, area__gss_code=code)
    by_partner = request.GET.get("by") == "partner"
    rows = queries.ledger(agreement, request.user, by_partner=by_partner)
    if request.GET.get("format") == "csv":
        name = f"{agreement.area.name} partners"
        return downloads.csv_file(presenters.file_of_ledger(rows), name)
    context = {
        "agreement": agreement,
        "area": agreement.area,
        "rows": rows,
        "by_partner": by_partner,
        "counts": presenters.counts(rows),
    }
    return render(request, "targets/partner_ledger.html", context)
