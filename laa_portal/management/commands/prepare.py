"""Bring the database up to date with the code."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrate the database, and load what the code brings: reference data and catalogue."

    def handle(self, **options: Any) -> None:
        call_command("migrate", interactive=False)
        call_command("createcachetable")
        call_command("load_reference")
        call_command("load_catalogue")
