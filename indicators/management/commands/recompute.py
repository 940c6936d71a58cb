import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from indicators import actions
from indicators.models import Measure

Changes = tuple[str, int, int]


class Command(BaseCommand):
    help = "Work figures, and what they come to, out again from the current observations."

    def add_arguments(self, parser):
        parser.add_argument("--measure", metavar="CODE", help="only this one, such as 'NI 16'")
        parser.add_argument(
            "--processes",
            type=int,
            default=len(os.sched_getaffinity(0)),
            help="that work beside each other, a measure each; as many as there are cores",
        )

    def handle(self, *, measure, processes, **options):
        chosen = Measure.objects.order_by("indicator__number", "code")
        if measure:
            chosen = chosen.filter(code=measure)
            if not chosen:
                raise CommandError(f"There is no measure {measure}.")
        total = summarised = 0
        for code, changed, summaries in _beside_each_other(
            list(chosen.values_list("code", flat=True)), processes
        ):
            total, summarised = total + changed, summarised + summaries
            if changed or summaries:
                self.stdout.write(f"{code:<8} {_changes(changed, summaries)}")
        self.stdout.write(self.style.SUCCESS(_changes(total, summarised)))


def _beside_each_other(codes: list[str], processes: int) -> Iterator[Changes]:
    """Work measures out in several processes, each committing what it has done.

    In one where there is one measure, and inside a transaction, which other processes do not see.
    """
    if min(processes, len(codes)) < 2 or connection.in_atomic_block:
        yield from map(_work_out, codes)
        return
    connection.close()  # so that no child has it too
    with ProcessPoolExecutor(processes, get_context("fork")) as pool:
        yield from pool.map(_work_out, codes)


def _work_out(code: str) -> Changes:
    changed = actions.recompute(measure_code=code, at=timezone.now())
    return code, changed, actions.summarise(measure_code=code, at=timezone.now())


def _changes(figures: int, summaries: int) -> str:
    return f"{figures:>8,} figures changed, {summaries:,} summaries"
