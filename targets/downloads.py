"""Attached documents as they are given to people and programs: to keep, never to be shown."""

from typing import Any

from csp.decorators import csp_update
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from targets.documents import MEDIA_TYPES
from targets.models import Attachment

in_a_sandbox: Any = csp_update({"sandbox": True})
"""Marks a view that gives one: a browser that shows it after all lets it do nothing."""


def download(found: Attachment) -> HttpResponse:
    """Return a document as it was attached, byte for byte."""
    headers = {"Content-Disposition": str(content_disposition_header(True, found.name))}
    content = bytes(found.file.content)
    return HttpResponse(content, content_type=MEDIA_TYPES[found.kind], headers=headers)
