"""Bring the database up to date with the code."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from laa_portal.foundation import ownership


class Command(BaseCommand):
    help = "Migrate the database, and load what the code brings: reference data and catalogue."

    def handle(self, **options: Any) -> None:
        with ownership.as_owner():
            call_command("migrate", interactive=False)
            call_command("createcachetable")
            self._grant()
        call_command("load_reference")
        call_command("make_default_comparators")
        call_command("load_catalogue")

    def _grant(self) -> None:
        if not ownership.are_apart():
            self.stderr.write(
                "The portal owns its tables, and so could rewrite the audit trail: give it a role"
                " of its own, and this command DATABASE_OWNER_URL. See docs/operations.md."
            )
            return
        try:
            ownership.grant()
        except ownership.CannotMakeRole as why:
            raise CommandError(str(why)) from None
