"""Hold the audit trail against its seals."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from laa_portal.foundation import seals
from laa_portal.foundation.chain import Broken


class Command(BaseCommand):
    help = "Check that no act on record was changed, taken out or put in; name the first bad row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchors",
            type=Path,
            help="the file of what was noted of each seal; default: the worker's own",
        )

    def handle(self, *, anchors: Path | None, **options: Any) -> None:
        if anchors and not anchors.exists():
            raise CommandError(f"There is no file {anchors}.")
        path = anchors or settings.AUDIT_ANCHORS
        try:
            tally = seals.verify(path if path.exists() else None)
        except (Broken, seals.CounterBehind) as why:
            raise CommandError(str(why)) from None
        if not path.exists():
            self.stdout.write(f"There is no file {path}: a cut-off end would not show.")
        self.stdout.write(
            f"The trail is whole: {tally.events} events in {tally.seals} seals,"
            f" {tally.anchored} of them anchored; {tally.unsealed} events not sealed yet."
        )
