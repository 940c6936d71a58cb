"""Where anybody has an agreement checked: a PDF, its record, or a hash. Nothing of it is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from laa_portal.foundation import limits
from laa_portal.foundation.acting import sent, shown_or_sent
from partnerships.authentication import address_of
from targets import queries
from targets.forms.verification import CheckForm
from targets.queries import Checked

CHECKED_AN_HOUR = 120
"""From one network address, which a whole office may share."""


@shown_or_sent
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a file or a hash, and say what it is."""
    form = CheckForm(sent(request), request.FILES if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "targets/verify.html", {"form": form}, status=status)
    limits.take(
        "files or hashes checked",
        f"address {address_of(request)}",
        limit=CHECKED_AN_HOUR,
        per=limits.HOUR,
        at=timezone.now(),
    )
    if file := form.cleaned_data["file"]:
        return _answer(request, queries.check_file(file.read(), request.user), file.name)
    return redirect("targets:verify-hash", form.cleaned_data["sha256"])


@require_safe
def verify_hash(request: HttpRequest, sha256: str) -> HttpResponse:
    """Say what has a hash: a page that minutes and letters can name."""
    found = queries.check_hash(sha256, request.user)
    return _answer(request, found, sha256, status=200 if found else 404)


def _answer(
    request: HttpRequest, found: Checked | None, brought: str, *, status: int = 200
) -> HttpResponse:
    context = {"found": found, "brought": brought}
    return render(request, "targets/checked.html", context, status=status)
