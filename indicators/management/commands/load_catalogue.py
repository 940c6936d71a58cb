from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from indicators.actions.catalogue import DefinitionInUse, load_catalogue
from indicators.catalogue.schema import FOLDER, CatalogueFaults


class Command(BaseCommand):
    help = "Make the catalogue of indicators say what its files say. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="report, but change nothing")
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="read these files instead of our own"
        )

    def handle(self, *, dry_run: bool, folder: Path, **options: Any) -> None:
        try:
            loaded = load_catalogue(at=timezone.now(), dry_run=dry_run, folder=folder)
        except (CatalogueFaults, DefinitionInUse) as problem:
            raise CommandError(f"Nothing was loaded.\n{problem}") from problem
        for change in loaded.changes:
            self.stdout.write(str(change))
        for measure in loaded.touched:
            self.stdout.write(str(measure))
        counts = ", ".join(f"{count} {table}s" for table, count in loaded.counts.items())
        outcome = "would change" if dry_run else "changed"
        self.stdout.write(self.style.SUCCESS(f"{counts}: {len(loaded.changes)} {outcome}"))
