from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from partnerships.actions import ComparatorsLoaded, ComparatorsUnsound, load_comparators


class Command(BaseCommand):
    help = "Load comparator groups from a CSV file, one row a peer. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report, but change nothing")

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            with transaction.atomic():
                tally = load_comparators(content=file.read_bytes(), by=None, at=timezone.now())
                transaction.set_rollback(dry_run)
        except ComparatorsUnsound as unsound:
            for fault in unsound.faults:
                self.stderr.write(str(fault))
            many = f"{len(unsound.faults):,} fault{'s' if len(unsound.faults) > 1 else ''}"
            raise CommandError(f"Nothing was loaded: {file.name} has {many}.") from None
        except OSError as problem:
            raise CommandError(f"Nothing was loaded. {problem}") from problem
        self.stdout.write(self.style.SUCCESS(_outcome(tally, dry_run=dry_run)))


def _outcome(tally: ComparatorsLoaded, *, dry_run: bool) -> str:
    said = f"Groups made: {tally.made:,}, ended: {tally.ended:,}, there already: {tally.there:,}."
    return f"Nothing was changed: this was a dry run. {said}" if dry_run else said
