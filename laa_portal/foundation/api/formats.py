"""Which format an answer has: `?format=`, else the header `Accept`."""

from collections.abc import Iterable

from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from laa_portal.foundation.problems import InvalidParameters, ParameterError

from .filtering import FORMAT


class AsItIs(JSONRenderer):
    """Lets a file be asked for by any name of its type; what is wrong is told as JSON."""

    media_type = "*/*"


class Formats(DefaultContentNegotiation):
    """The parameter decides where both are given: people cannot set headers in a browser."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        asked = request.query_params.getlist(FORMAT)
        if asked:
            return _named(asked, renderers)
        try:
            return super().select_renderer(request, renderers, format_suffix)
        except NotAcceptable as refusal:
            media_types = ", ".join(renderer.media_type for renderer in renderers)
            raise NotAcceptable(f"There are: {media_types}.") from refusal


def _named(asked: list[str], renderers: Iterable[BaseRenderer]) -> tuple[BaseRenderer, str]:
    known = {renderer.format: renderer for renderer in renderers}
    if len(asked) == 1 and asked[0] in known:
        return known[asked[0]], known[asked[0]].media_type
    detail = f"{FORMAT}: give one of {', '.join(known)}, once."
    raise InvalidParameters([ParameterError(FORMAT, "unknown_value", detail)])
