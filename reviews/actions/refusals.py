"""What actions refuse besides permission and age. Each message is for the person acting."""

from django.core.exceptions import PermissionDenied

from reviews.own_targets import refusal, target_in


class SetsTarget(Exception):
    """A text sets a target of its own, which the Local Area Agreement alone may."""


class NotAcknowledged(PermissionDenied):
    """What another body has open has not been seen by whoever adds to it."""


class TooEarly(Exception):
    """A day is before something was there, or still to come."""


class DoesNotBelong(Exception):
    """Parts of what was said do not go together."""


def refuse_targets(*texts: str) -> None:
    """Raise SetsTarget where one of the texts reads like a target."""
    for words in filter(None, map(target_in, texts)):
        raise SetsTarget(refusal(words))
