import json
import os
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from laa_portal.demo.bodies import make_bodies
from laa_portal.demo.calendar import make_calendar
from laa_portal.demo.comparators import make_comparators
from laa_portal.demo.duties import make_duties
from laa_portal.demo.expectations import make_expectations
from laa_portal.demo.followed import make_followed
from laa_portal.demo.keys import known_keys, make_keys
from laa_portal.demo.negotiation import make_negotiation
from laa_portal.demo.people import known_passwords, make_people
from laa_portal.demo.places import make_places
from laa_portal.demo.priorities import make_priorities
from laa_portal.demo.returns import send_returns
from laa_portal.demo.reviewed import make_reviewed
from laa_portal.demo.signed import make_signed
from laa_portal.demo.supported import make_supported

BEFORE_OFFERS = timedelta(days=20)
"""How long ago districts chose: the negotiation took the fortnight since."""

BEFORE_SIGNING = timedelta(days=420)
"""How long ago figures came: before what was signed, whose evidence they are."""


class Command(BaseCommand):
    help = "Make the demonstration: invented places, a sign-in for each role, generated figures."

    def add_arguments(self, parser):
        port = os.environ.get("PORT", "8000")
        parser.add_argument("--address", default=f"http://127.0.0.1:{port}/")

    def handle(self, *, address, **options):
        path = settings.VAR_DIR / "demo.json"
        now = timezone.now()
        with transaction.atomic():
            make_places()
            make_bodies()
            make_comparators(at=now)
            users = make_people(known_passwords(path))
            keys = make_keys(known_keys(path), at=now)
            send_returns(at=now - BEFORE_SIGNING)
            make_expectations(at=now)
            make_calendar(at=now)
            make_priorities(at=now - BEFORE_OFFERS)
            make_duties(at=now - BEFORE_OFFERS)
        make_signed(at=now)
        make_supported(at=now)
        make_followed(at=now)
        make_reviewed(at=now)
        make_negotiation(at=now)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        contents = {"address": address, "users": users, "keys": keys}
        path.write_text(json.dumps(contents, indent=2) + "\n")
        self._print(users)

    def _print(self, users: list[dict]) -> None:
        """Say how to sign in, one line a role."""
        self.stdout.write("Demonstration sign-ins (user name, password, what for):")
        for user in users:
            what = f"{user['role'].replace('_', ' ')}, {user['area']}"
            self.stdout.write(f"  {user['username']:<26} {user['password']:<22} {what}")
        self.stdout.write("For the code of the second factor: make code ROLE=go_reviewer")
