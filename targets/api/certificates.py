"""The certificate of an agreement, for programs: its record as JSON, or the PDF made of it."""

from typing import Any

from django.http import Http404, HttpResponse
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from laa_portal.foundation.api.resources import Read
from targets import queries
from targets.models import Agreement, Certificate

PDF = "application/pdf"

CERTIFICATE = Read(
    "certificate_of",
    "Read the certificate of what was signed last",
    "The record of the version signed last, byte for byte as everybody may download it: its "
    "certificate, the SHA-256 of that and of the PDF. The PDF itself, where that is what is asked.",
    media_types=("application/json", PDF),
)


class AsPdf(BaseRenderer):
    """Lets the PDF be asked for; it is given as it was made."""

    media_type, format, charset = PDF, "pdf", None

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        """Write what is wrong, which is told as JSON."""
        return JSONRenderer().render(data)


class Certified:
    """Agreements whose signed versions have certificates."""

    @action(detail=True, renderer_classes=[JSONRenderer, AsPdf])
    def certificate(self, request: Request, **kwargs: Any) -> HttpResponse:
        """The certificate of the version that was signed last, to keep and to check anywhere."""
        agreement: Agreement = self.get_object()  # type: ignore[attr-defined]
        visible = Certificate.objects.visible_to(request.user).filter(version__agreement=agreement)
        found = visible.order_by("version__number").last()
        if found is None:
            raise Http404("No version of this agreement was signed, or its certificate is awaited.")
        is_pdf = request.accepted_renderer.format == AsPdf.format
        content = bytes(found.pdf) if is_pdf else queries.bundle_of(found)
        sha256 = found.pdf_sha256 if is_pdf else found.sha256
        media_type = PDF if is_pdf else "application/json"
        return HttpResponse(content, content_type=media_type, headers={"ETag": f'"{sha256}"'})
