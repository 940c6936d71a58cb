"""Writes of the API that may be sent twice and happen once (IETF draft Idempotency-Key-Header 07).

The answer is kept in the transaction of what it answers, under the caller's own key: so there is
either the effect and its answer or neither, however the process ends. A second request with the
same key waits at the unique constraint until the first is through, and is given its answer. What
was refused did nothing and is not kept, so it may be mended and sent again under the same key.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request, is_form_media_type
from rest_framework.response import Response
from rest_framework.views import APIView

from . import problems
from .models import Answer
from .problems import Refusal

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"

KEPT = timedelta(hours=48)

KEY = re.compile(r'"([!#-\[\]-~]{1,255})"|([!#-\[\]-~]{1,255})')
"""A string as headers write them, in quotes; most callers leave these out."""

PATIENCE = "12s"
"""How long a second request waits for the first: less than any statement may take."""

HEADERS_KEPT = ("Content-Type", "Location", "ETag")

CLAIM = """
INSERT INTO foundation_answer (actor, key, route, body_sha256, headers, content)
VALUES (%s, %s, %s, %s, '{}', '')
ON CONFLICT (actor, key) DO NOTHING
RETURNING id
"""

Handler = Callable[..., Response]


def once(handler: Handler) -> Callable[..., HttpResponseBase]:
    """Have a view's method for POST carry out each request once, however often it is sent."""

    @wraps(handler)
    def answer(view: APIView, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = key_of(request)
        with transaction.atomic():
            kept, is_new = claim(request, key)
            if not is_new:
                return replay(kept)
            response = handler(view, request, *args, **kwargs)
            _render(view, request, response)
            keep(kept, response)
        return response

    return answer


def key_of(request: Request) -> str:
    """Return the caller's key for this request. Raises Refusal."""
    given = KEY.fullmatch(request.headers.get(HEADER, "").strip())
    if given:
        return given[1] or given[2]
    detail = f"Send the header “{HEADER}” with up to 255 characters that you use for nothing else."
    raise problems.InvalidParameters([problems.ParameterError(HEADER, "missing", detail)])


def claim(request: Request, key: str) -> tuple[Answer, bool]:
    """Return the place of a request's answer, and whether it is new. Raises Refusal.

    Waits for another transaction that has claimed the same place.
    """
    actor, route, body = _actor(request), request.path, fingerprint(request)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('lock_timeout')")
        (usual,) = cursor.fetchone()
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        cursor.execute(CLAIM, [actor, key, route[:300], body])
        is_new = cursor.fetchone() is not None
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [usual])
    kept = Answer.objects.get(actor=actor, key=key)
    if (kept.route, kept.body_sha256) != (route[:300], body):
        raise Refusal(
            problems.KEY_REUSED,
            f"This {HEADER} came with another request before. Use a new one for each request.",
        )
    return kept, is_new


def _actor(request: Request) -> str:
    key = getattr(request.user, "key", None)
    return f"key {key.pk}" if key else f"person {request.user.pk}"


def fingerprint(request: Request) -> str:
    """Return a digest of what a request asks for.

    Of a form, its fields and files: what separates them is drawn by lot each time it is sent.
    """
    digest = hashlib.sha256()
    for part in _parts(request):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.hexdigest()


def _parts(request: Request) -> Iterable[bytes]:
    yield from (str(part).encode() for part in (request.method, request.get_full_path()))
    yield request.headers.get("If-Match", "").encode()
    if not is_form_media_type(request.content_type or ""):
        yield request.body
        return
    for name, texts in sorted(request.POST.lists()):
        yield from (text.encode() for text in (name, *texts))
    for name, file in sorted(request.FILES.items()):
        yield from (name.encode(), str(file.name).encode(), file.read())
        file.seek(0)


def _render(view: APIView, request: Request, response: Response) -> None:
    """Write the answer out now, in the transaction of what it answers."""
    response.accepted_renderer = request.accepted_renderer
    response.accepted_media_type = request.accepted_media_type
    response.renderer_context = view.get_renderer_context()  # type: ignore[attr-defined]
    response.render()


def keep(kept: Answer, response: Response) -> None:
    """Write an answer down in the place that was claimed for it."""
    kept.status = response.status_code
    kept.headers = {name: response[name] for name in HEADERS_KEPT if name in response}
    kept.content = response.content
    kept.save(update_fields=["status", "headers", "content"])


def replay(kept: Answer) -> HttpResponse:
    """Answer as before."""
    headers = kept.headers | {REPLAYED: "true"}
    return HttpResponse(bytes(kept.content), status=kept.status, headers=headers)


def sweep(*, at: datetime) -> int:
    """Forget answers that were given long ago, and return how many there were."""
    gone, _ = Answer.objects.filter(asked_at__lt=at - KEPT).delete()
    return gone
