"""Hold every signed agreement against its rows, its certificate and the audit trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from targets import queries

AT_ONCE = 50


class Command(BaseCommand):
    help = "Check that every signed agreement is as it was signed; name whatever is not."

    def handle(self, **options: Any) -> None:
        checked = uncertified = waiting = 0
        faulty = [f"{name}: it was put in force, and is gone." for name in queries.lost_versions()]
        for version in queries.all_signed().iterator(chunk_size=AT_ONCE):
            found = queries.verify(version)
            checked += 1
            uncertified += not found.is_certified
            waiting += found.cover.waiting
            faulty += [f"{version}: {fault}" for fault in found.faults]
        for line in faulty:
            self.stderr.write(line)
        if faulty:
            raise CommandError(f"{len(faulty)} faults in {checked} signed versions.")
        self.stdout.write(
            f"{checked} signed versions are as they were signed; {uncertified} of them wait for"
            f" their certificate, and {waiting} of their acts are not sealed yet."
        )
