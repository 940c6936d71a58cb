"""Who is told of which act, and in which words: the registry of notices, and their letters.

An act that the registry names has a letter, `templates/<app of its target>/emails/<verb>.txt`. The
first line is the subject. A letter holds no figures and no names of people: whoever may see those
finds them where its one link leads. An act without an entry is simply not told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.template import Context, Engine
from django.utils.module_loading import import_string

from laa_portal.foundation.models import AuditEvent

from .models import Notice, Topic, User

SUBJECT_LENGTH = 200

Audience = Callable[[AuditEvent, date], QuerySet[User]]
"""Whom an event concerns, as people's roles are on a day. Whoever acted is left out elsewhere."""

Path = Callable[[AuditEvent], str]
"""Where a notice leads: a path of the site."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How an act is told: what it is about, to whom, and where it leads."""

    topic: Topic
    audience: Audience
    path: Path


@dataclass(frozen=True, slots=True)
class Letter:
    """What a notice says; the frame with its link is put around the body when it is sent."""

    subject: str
    body: str


Registry = Mapping[tuple[str, str], Telling]
"""By the kind of record and the verb, as the audit trail names them."""


def registry() -> Registry:
    """Return what settings.NOTICES names: composed above the apps, of which none knows all."""
    found: Registry = import_string(settings.NOTICES)
    return found


def template_name(target_type: str, verb: str) -> str:
    """Return where the words for an act are."""
    return f"{target_type.split('.')[0]}/emails/{verb}.txt"


def write(event: AuditEvent) -> Letter:
    """Say in words what happened."""
    return _letter(template_name(event.target_type, event.verb), event=event)


def gather(told: Sequence[Notice]) -> Letter:
    """Put a day's notices into one letter."""
    return _letter("partnerships/emails/_digest.txt", notices=told)


def _letter(template: str, **context: object) -> Letter:
    subject, _, body = _text(template, **context).strip().partition("\n")
    return Letter(subject[:SUBJECT_LENGTH], body.strip())


def framed(body: str, path: str) -> str:
    """Return a letter's whole text: what it says, its link, and how to get fewer."""
    return _text("partnerships/emails/_letter.txt", body=body, link=settings.SITE_ADDRESS + path)


def _text(template: str, **context: object) -> str:
    """Draw plain text, in which nothing is to be escaped."""
    return Engine.get_default().get_template(template).render(Context(context, autoescape=False))
