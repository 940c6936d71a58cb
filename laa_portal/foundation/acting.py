"""What pages on which people act have in common: a form is shown, sent, and what became of it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.views.decorators.http import require_http_methods

from .forms import Form
from .versioning import Stale

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])
"""Before a page with a form: other methods would be answered as if it were asked for."""

ROWS_A_PAGE = 50
ASKED, DONE, STALE, WRONG = 200, 303, 409, 422
"""What became of a form: not sent yet, carried out, overtaken by somebody else, to mend."""


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with; None where it is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(
    form: Form, act: Callable[..., object], *, refusals: dict[type[Exception], str] | None = None
) -> int:
    """Carry out an act with what was typed, and return what became of it.

    `refusals` names the field beside which the message of an exception belongs ("": the form).
    """
    if not form.is_bound:
        return ASKED
    if not form.is_valid():
        return WRONG
    try:
        act(**form.cleaned_data)
    except Stale as stale:
        form.add_error(None, str(stale))
        return STALE
    except tuple(refusals or ()) as refusal:
        form.add_error((refusals or {})[type(refusal)] or None, str(refusal))
        return WRONG
    return DONE


def offer_latest(form: Form, version: int | str, *, field: str = "version") -> None:
    """Let a form that was overtaken be sent again on purpose, over what is there now."""
    assert isinstance(form.data, QueryDict)  # as `sent` returns it
    data = form.data.copy()
    data[field] = str(version)
    form.data = data


def paged(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    return Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
