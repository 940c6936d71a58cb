"""What is written about a target: to both sides, and among one's own."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from laa_portal.foundation.acting import sent, shown_or_sent
from laa_portal.foundation.forms import Form
from partnerships.requests import SignedInRequest
from targets import actions, policies, queries
from targets.forms.talk import MessageForm, NoteForm
from targets.models import PrivateNote, Target

from .acts import carry_out
from .seen_targets import visible_target


def talk_of(request: SignedInRequest, target: Target) -> dict[str, Any]:
    """Return what `_talk_of_target.html` needs: the thread of both sides, and its form.

    Who wrote for the other side is not shown: a side answers as one.
    """
    return {
        "target": target,
        "own_side": policies.sits_on(request.user, target.agreement),
        "talk": queries.messages_about(target, request.user),
        "may_write_message": policies.may_write_message(request.user, target),
        "message_form": MessageForm(),
    }


def notes_of(request: SignedInRequest, target: Target) -> dict[str, Any]:
    """Return what `_notes_of_target.html` needs: the notes of the reader's own side."""
    return {
        "target": target,
        "notes": queries.notes_on(target, request.user),
        "own_side": policies.sits_on(request.user, target.agreement),
        "may_write_note": policies.may_write_note(request.user, target),
        "note_form": NoteForm(),
    }


@login_required
@shown_or_sent
def write_message(request: SignedInRequest, target_id: int) -> HttpResponse:
    """What both sides wrote about a target, and to write more."""
    found = visible_target(request, target_id)
    form = MessageForm(sent(request))
    context = talk_of(request, found) | {"message_form": form}
    act = _texted(actions.write_message, "message", found)
    done = "Both sides can read it."
    return _write(request, form, act, "write_message", context, done)


@login_required
@shown_or_sent
def write_note(request: SignedInRequest, target_id: int) -> HttpResponse:
    """What one's own side noted on a target, and to note more."""
    found = visible_target(request, target_id)
    form = NoteForm(sent(request))
    context = notes_of(request, found) | {"note_form": form}
    act = _texted(actions.write_note, "note", found)
    return _write(request, form, act, "write_note", context, "Your side can read it.")


def _texted(action: Any, field: str, target: Target) -> Any:
    """Return an action that takes its text from the form's field of that name."""

    def act(**typed: Any) -> object:
        return action(target=target, text=typed.pop(field), **typed)

    return act


def _write(
    request: SignedInRequest, form: Form, act: Any, page: str, context: dict[str, Any], done: str
) -> HttpResponse:
    """Show a page of texts, or add one and go back to where it was written."""
    own = reverse(f"targets:{page.replace('_', '-')}", args=[context["target"].pk])
    return carry_out(
        request,
        form,
        act,
        template=page,
        done=done,
        context=context,
        leads_to=lambda written: _back(request) or own,
    )


def _back(request: SignedInRequest) -> str:
    """Return the page of ours on which a form stood; "" where it names none."""
    page = request.POST.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else ""


@login_required
@shown_or_sent
def remove_note(request: SignedInRequest, note_id: int) -> HttpResponse:
    """Take one's own note away."""
    visible = PrivateNote.objects.visible_to(request.user).select_related("target__agreement__area")
    found = get_object_or_404(visible, pk=note_id)
    return carry_out(
        request,
        Form(sent(request)),
        partial(actions.remove_note, note=found),
        template="remove_note",
        done="The note is removed.",
        context={
            "note": found,
            "target": found.target,
            "may": policies.may_remove_note(request.user, found),
        },
        leads_to=lambda target: reverse("targets:write-note", args=[target.pk]),
    )
