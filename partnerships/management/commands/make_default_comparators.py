from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from partnerships.actions import make_default_comparators


class Command(BaseCommand):
    help = "Give areas without one a comparator group of the portal's own. Safe to repeat."

    def handle(self, **options: Any) -> None:
        tally = make_default_comparators(at=timezone.now())
        self.stdout.write(
            self.style.SUCCESS(f"Groups made: {tally.made:,}, there already: {tally.there:,}.")
        )
