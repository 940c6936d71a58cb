from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from partnerships.actions import AlreadyKnown, appoint_administrator


class Command(BaseCommand):
    help = "Make one of the first two administrators, and print where they choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name", help="as others see it, such as “Administrator, Greyshire”")

    def handle(self, *, email: str, name: str, **options: Any) -> None:
        try:
            address = appoint_administrator(name=name, email=email, at=timezone.now())
        except (AlreadyKnown, PermissionDenied) as why:
            raise CommandError(str(why)) from None
        self.stdout.write(f"Within the hour, {name} chooses a password at\n{address}")
