"""What pages of one act have in common: whose it is, its words, and what became of its form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from laa_portal.foundation.forms import Form
from laa_portal.foundation.verdicts import Verdict
from laa_portal.foundation.versioning import Versioned
from partnerships.models import Area
from partnerships.requests import SignedInRequest
from reviews import actions
from reviews.models import Concern
from targets.views.acts import carry_out as carry_out_of_targets

REFUSALS: dict[type[Exception], str] = {
    actions.DoesNotBelong: "",
    actions.NotAcknowledged: "",
    actions.SetsTarget: "",
    actions.TooEarly: "",
}
"""What is said above the form, so that it can be mended there."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a page of one act says."""

    heading: str
    submit: str
    done: str
    """Once it is carried out."""
    about: str = ""
    part: str = ""
    """A template that is shown above the form."""
    more: dict[str, Any] = field(default_factory=dict)
    """What that template needs."""


def carry_out(
    request: SignedInRequest,
    form: Form,
    act: Callable[..., Any],
    *,
    words: Words,
    may: Verdict,
    back: tuple[str, str],
    caption: str,
    record: Versioned | None = None,
    stays: bool = False,
) -> HttpResponse:
    """Show the page of one act, or carry it out and go on to what it led to.

    `back` is the address and the text of the page it came from; with `stays` it leads there again.
    `record` is what it is done to: a form that was overtaken comes back with its newest version.
    """
    if form.is_bound:
        may.enforce()
    context = {
        **words.more,
        "words": words,
        "may": may,
        "caption": caption,
        "back_url": back[0],
        "back_text": back[1],
    }
    return carry_out_of_targets(
        request,
        form,
        act,
        template="write",
        done=words.done,
        context=context,
        record=record,
        leads_to=(lambda _: back[0]) if stays else None,
        folder="reviews",
        refusals=REFUSALS,
    )


def back_to_plan(concern: Concern) -> dict[str, Any]:
    """Return that an act upon a concern came from what follows it, and leads there again."""
    address = reverse("reviews:plan", args=[concern.pk])
    return {"back": (address, "What follows"), "caption": str(concern), "stays": True}


def back_to(page: str, text: str, area: Area) -> dict[str, Any]:
    """Return that an act in an area came from one of its pages, and leads there again."""
    address = reverse(f"reviews:{page}", args=[area.gss_code])
    return {"back": (address, text), "caption": str(area), "stays": True}
