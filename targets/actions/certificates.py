"""The certificate of a signed version: made once by the worker, and sealed."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from laa_portal.foundation import audit, seals
from targets import queries
from targets.models import AgreementVersion, Certificate, digest

from .listing import NotPossible


@transaction.atomic
def make_certificate(
    *, version_id: int, printed: Callable[[AgreementVersion, str], bytes], at: datetime
) -> None:
    """Certify a signed version, and keep the PDF of it; what was certified already stays.

    `printed` makes the PDF of a version and the text of its certificate. Raises NotPossible where
    the rows do not give the text that was signed, and whatever `printed` raises.
    """
    locked = AgreementVersion.objects.select_for_update(of=("self",), no_key=True)
    version = locked.select_related("agreement__partnership", "area").get(pk=version_id)
    if Certificate.objects.filter(version=version).exists():
        return
    if version.starts_on is None or queries.rebuilt_text(version) != version.content:
        raise NotPossible(f"{version} is not signed, or its rows do not give its text.")
    content = queries.certificate_text(version)
    pdf = printed(version, content)
    made = Certificate(
        version=version,
        content=content,
        sha256=digest(content),
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        sealed_at=at,
    )
    made.record_sha256 = hashlib.sha256(queries.bundle_of(made)).hexdigest()
    made.save(force_insert=True)
    audit.record(
        "make_certificate",
        version,
        by=None,
        at=at,
        area_id=version.area_id,
        number=version.number,
        sha256=made.sha256,
        pdf_sha256=made.pdf_sha256,
    )
    seals.ask()
