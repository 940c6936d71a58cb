"""The page that asks whether two priorities are one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from laa_portal.foundation.forms import Form
from targets import queries
from targets.models import Priority, StrategicAssessment

NOT_SENT_AGAIN = {"csrfmiddlewaretoken", "keep"}


def ask_about_duplicates(
    request: HttpRequest,
    form: Form,
    assessment: StrategicAssessment,
    *,
    but: Priority | None = None,
) -> HttpResponse | None:
    """Answer with the priorities that one is much like, for its writer to say whether to keep both.

    None where there is none, where both are kept on purpose, or the form is wrong anyhow. Of a
    priority that is described (`but`) only what is new about it is looked at, so that nobody is
    asked twice.
    """
    if not form.is_bound or "keep" in request.POST or not form.is_valid():
        return None
    found = queries.alike(assessment, but=but, **_new_in(form.cleaned_data, but))
    if not found:
        return None
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_SENT_AGAIN
        for value in values
    ]
    context = {"alike": found, "assessment": assessment, "priority": but, "sent": sent}
    return render(request, "targets/duplicates.html", context)


def _new_in(typed: dict[str, Any], but: Priority | None) -> dict[str, Any]:
    """Return the title and the indicators that a priority would newly have."""
    title = typed.get("title") or typed.get("changes", {}).get("title", "")
    indicators = set(typed.get("indicators", ()))
    if but is None:
        return {"title": title, "indicators": indicators}
    return {
        "title": "" if title == but.title else title,
        "indicators": indicators - set(but.indicators.all()),
    }
