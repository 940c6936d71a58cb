"""Write down the OpenAPI document, or hold what is written down against the code."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from laa_portal.api import document
from laa_portal.contract import breaches

FOLDER = settings.BASE_DIR / "docs" / "api"
CURRENT, RELEASED = "openapi.json", "released.json"


class Command(BaseCommand):
    help = (
        "Write the OpenAPI document into docs/api/openapi.json. With --check, only say whether it"
        " is what the code does and keeps what the last release promised."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if not so")
        parser.add_argument(
            "--release", action="store_true", help="promise to partners what there is now"
        )
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where they are kept")

    def handle(self, *, check: bool, release: bool, folder: Path, **options: Any) -> None:
        made = written(document())
        _refuse_breaches(folder / RELEASED, json.loads(made))
        if check:
            _refuse_stale(folder / CURRENT, made)
            self.stdout.write("The OpenAPI document is current and keeps what was promised.")
            return
        (folder / CURRENT).write_text(made)
        if release:
            (folder / RELEASED).write_text(promised(made))


def written(described: dict[str, Any]) -> str:
    """Return a document as it is kept: the same for the same API, and a line for each thing."""
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def promised(made: str) -> str:
    """Return a document as it is kept of a release: for comparing alone, so on one line."""
    return json.dumps(json.loads(made), ensure_ascii=False, separators=(",", ":")) + "\n"


def _refuse_breaches(released: Path, current: dict[str, Any]) -> None:
    if not released.exists():
        return
    if found := breaches(json.loads(released.read_text()), current, timezone.localdate()):
        raise CommandError(
            "Programs written for the last release would break. Add beside it instead, and say"
            " farewell to what is old (docs/api.md):\n  " + "\n  ".join(found)
        )


def _refuse_stale(current: Path, made: str) -> None:
    if not current.exists() or current.read_text() != made:
        raise CommandError(f"{current} is not what the code does: run `make openapi`.")
