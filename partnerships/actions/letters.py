"""Letters to people about their own accounts. They cannot be switched off."""

from django.conf import settings
from django.template.loader import render_to_string

from laa_portal.foundation import mail
from partnerships.models import User


def write(verb: str, to: User, *, key: str, **about: object) -> None:
    """Ask for the letter of `verb`: the first line of its template is the subject."""
    if not to.email:
        return
    context = {"person": to, "site": settings.SITE_ADDRESS, **about}
    text = render_to_string(f"partnerships/letters/{verb}.txt", context)
    subject, body = text.split("\n", 1)
    mail.ask(key=key, to=to.email, subject=subject, body=body.lstrip())
