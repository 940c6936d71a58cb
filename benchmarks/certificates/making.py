"""What the worker takes to certify nineteen targets with their charts, and a page to check them.

The reference is typst alone on the same document, charts and all: what we add is the rest.
"""

import time
from collections.abc import Callable, Iterator
from statistics import median
from unittest.mock import patch

from django.core.management import call_command
from django.db import transaction

from benchmarks import report
from benchmarks.report import Result
from laa_portal.foundation import typesetting
from targets import agreement_paper, queries
from targets.models import AgreementVersion
from tests.factories.certified import certify, make_signed

KEPT = report.FOLDER / "agreement.pdf"
"""To be looked at, and held against checkers of PDF/UA."""

TARGETS = 19
TIMES = 7


def measure() -> Iterator[Result]:
    """Sign a synthetic agreement, measure, and undo all of it."""
    call_command("prepare", verbosity=0)
    with transaction.atomic():
        signing = make_signed(titles=tuple(f"Target {n}" for n in range(1, TARGETS + 1)))
        version = signing.version
        content = queries.certificate_text(version)
        documents: list[tuple] = []
        with patch.object(
            agreement_paper, "typeset", lambda *given: documents.append(given) or b""
        ):
            agreement_paper.printed(version, content)
        alone = _seconds(lambda: typesetting.typeset(*documents[0]))
        whole = _seconds(lambda: agreement_paper.printed(version, content))
        yield _result("pdf_s", whole, alone)
        made = certify(signing)
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_bytes(bytes(made.pdf))
        yield _result("check_s", _seconds(lambda: queries.verify(_anew(version))), None)
        transaction.set_rollback(True)


def _anew(version: AgreementVersion) -> AgreementVersion:
    return AgreementVersion.objects.get(pk=version.pk)


def _seconds(job: Callable[[], object]) -> float:
    """Return the middle time of several runs, that of the child process included."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        job()
        taken.append(time.perf_counter() - started)
    return median(taken)


def _result(name: str, ours: float, reference: float | None) -> Result:
    return Result(
        name=name, ours=ours, reference=reference, unit="s", n=TARGETS, seed=report.seed()
    )
