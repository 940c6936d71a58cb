from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from indicators import actions
from indicators.models import Measure


class Command(BaseCommand):
    help = "Work figures, and what they come to, out again from the current observations."

    def add_arguments(self, parser):
        parser.add_argument("--measure", metavar="CODE", help="only this one, such as 'NI 16'")

    def handle(self, *, measure, **options):
        chosen = Measure.objects.order_by("indicator__number", "code")
        if measure:
            chosen = chosen.filter(code=measure)
            if not chosen:
                raise CommandError(f"There is no measure {measure}.")
        total = summarised = 0
        for code in chosen.values_list("code", flat=True):
            changed = actions.recompute(measure_code=code, at=timezone.now())
            summaries = actions.summarise(measure_code=code, at=timezone.now())
            total, summarised = total + changed, summarised + summaries
            if changed or summaries:
                self.stdout.write(f"{code:<8} {_changes(changed, summaries)}")
        self.stdout.write(self.style.SUCCESS(_changes(total, summarised)))


def _changes(figures: int, summaries: int) -> str:
    return f"{figures:>8,} figures changed, {summaries:,} summaries"
