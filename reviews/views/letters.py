"""The letter of a review: read, drafted, and sent."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from laa_portal.foundation.acting import sent, shown_or_sent
from partnerships.forms.fields import VersionForm
from partnerships.requests import SignedInRequest
from reviews import actions, letter, policies, queries
from reviews.forms import reviews as forms

from .acts import carry_out
from .reviews import of_review, visible_review


@login_required
@shown_or_sent
def write_letter(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """The letter: to change while it is a draft, to read and print once it is sent."""
    review = visible_review(request, code, year)
    found = queries.letter_of(review, request.user)
    may = policies.may_write_letter(request.user, review)
    context = {**of_review(review), "letter": found, "may": may}
    if found and found.sent_at and request.method != "POST":
        return render(request, "reviews/letter.html", context)
    if not found and not may:
        raise Http404("No letter that you may read has been sent.")
    text = found.text if found else letter.draft(queries.letter_record(review, request.user))
    return carry_out(
        request,
        forms.LetterForm(
            sent(request), initial={"version": found.version if found else 0, "text": text}
        ),
        partial(actions.write_letter, review_id=review.pk),
        template="write_letter",
        done="The draft is kept. Nobody outside your office reads it until you send it.",
        context=context | {"may_send": policies.may_send_letter(request.user, review)},
        record=found,
        leads_to=lambda _: request.path,
    )


@login_required
@shown_or_sent
def send_letter(request: SignedInRequest, code: str, year: int) -> HttpResponse:
    """Read the letter once more as it goes out, and send it."""
    review = visible_review(request, code, year)
    found = queries.letter_of(review, request.user)
    if found is None:
        raise Http404("There is no letter that you may read.")
    return carry_out(
        request,
        VersionForm(sent(request), initial={"version": found.version}),
        partial(actions.send_letter, review_id=review.pk),
        template="send_letter",
        done="The letter is sent. The partnership is told, and nobody changes it any more.",
        context={
            **of_review(review),
            "letter": found,
            "may": policies.may_send_letter(request.user, review),
        },
        record=found,
        leads_to=lambda _: review.get_absolute_url(),
    )
