"""What follows a concern, for the pages that show it."""

from django import template
from django.template import Context

from reviews.models import Concern
from reviews.presenters.response import Response, response_of

register = template.Library()


@register.filter
def within(text: str) -> str:
    """A heading as it stands within a sentence: names in it keep their capitals."""
    return f"{text[:1].lower()}{text[1:]}"


@register.simple_tag(takes_context=True)
def response(context: Context, concern: Concern) -> Response:
    """Return what follows a concern, as the reader of the page may know it."""
    return response_of(concern, context["request"].user)
