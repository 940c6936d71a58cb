"""The second factor of the demonstration's people, for whoever has no phone to scan it with."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PERIOD = 30


class Command(BaseCommand):
    help = "Print the code that somebody's authenticator app shows now. Demonstration only."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("username", help="user name, or the role in var/demo.json")

    def handle(self, *, username: str, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError("There are no codes to be had outside the demonstration.")
        name = username.replace("_", "-")
        app = Authenticator.objects.filter(
            user__username=name,
            user__email__endswith="@demo.invalid",
            type=Authenticator.Type.TOTP,
        ).first()
        if app is None:
            raise CommandError(f"Nobody in the demonstration is called {name}.")
        value = hotp_value(decrypt(app.data["secret"]), int(time.time()) // PERIOD)
        self.stdout.write(format_hotp_value(value))
