from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from partnerships.actions import Tally, load_reference
from partnerships.reference.files import FOLDER, ReferenceUnsound


class Command(BaseCommand):
    help = "Load England in 2008: places, populations, bodies, partnerships. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="report, but change nothing")
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="read these files instead of our own"
        )

    def handle(self, *, dry_run: bool, folder: Path, **options: Any) -> None:
        try:
            with transaction.atomic():
                tallies = load_reference(folder=folder)
                transaction.set_rollback(dry_run)
        except (ReferenceUnsound, OSError, DatabaseError) as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from problem
        for tally in tallies:
            self._report(tally)
        self.stdout.write(self.style.SUCCESS(_outcome(tallies, dry_run=dry_run)))

    def _report(self, tally: Tally) -> None:
        self.stdout.write(
            f"{tally.table:<32} {tally.inserted:>6,} inserted {tally.updated:>6,} updated "
            f"{tally.removed:>6,} removed {tally.unchanged:>6,} unchanged"
        )


def _outcome(tallies: list[Tally], *, dry_run: bool) -> str:
    if not any(tally.is_change for tally in tallies):
        return "Everything was there already."
    return "Nothing was changed: this was a dry run." if dry_run else "England is loaded."
