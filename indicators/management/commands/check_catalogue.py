from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.catalogue.integrity import Result, examine
from indicators.catalogue.schema import FOLDER, CatalogueFaults, read_catalogue


class Command(BaseCommand):
    help = "Hold the files of the catalogue against every integrity check. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="read these files instead of our own"
        )

    def handle(self, *, folder: Path, **options: Any) -> None:
        try:
            results = examine(read_catalogue(folder))
        except CatalogueFaults as problem:
            raise CommandError(f"The files cannot be read.\n{problem}") from problem
        for result in results:
            self._report(result)
        failed = [result for result in results if result.faults]
        if failed:
            raise CommandError(f"{len(failed)} of {len(results)} checks failed.")
        self.stdout.write(self.style.SUCCESS(f"All {len(results)} checks passed."))

    def _report(self, result: Result) -> None:
        mark = self.style.ERROR("fault") if result.faults else "ok   "
        self.stdout.write(f"{mark}  {result.rule}")
        for fault in result.faults:
            self.stdout.write(f"       {fault}")
