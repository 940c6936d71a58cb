from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from indicators import actions
from indicators.models import DataReturn
from indicators.states import ReturnStatus
from partnerships.models import Organisation


class Command(BaseCommand):
    help = "Send, check, confirm and publish a return from a file, as its organisation would."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", metavar="CODE", required=True)
        parser.add_argument("--dry-run", action="store_true", help="report, but change nothing")

    def handle(self, *, file, organisation, dry_run, **options):
        try:
            sender = Organisation.objects.get(code=organisation)
            content = file.read_bytes()
        except (Organisation.DoesNotExist, OSError) as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            self._load(sender, file.name, content)
            transaction.set_rollback(dry_run)

    def _load(self, sender: Organisation, name: str, content: bytes) -> None:
        """Take a file through its whole life, and say what became of it."""
        at = timezone.now()
        data_return, is_new = actions.send(
            organisation=sender, name=name, content=content, by=None, at=at
        )
        if data_return.status == ReturnStatus.RECEIVED:
            data_return = actions.check(return_id=data_return.pk, at=at) or data_return
        if data_return.status == ReturnStatus.CHECKED:
            data_return = self._confirm(data_return, at)
        self._report(data_return, is_new=is_new)

    def _confirm(self, data_return: DataReturn, at: datetime) -> DataReturn:
        """Confirm a checked return. What is unusual in it is kept, and not asked about."""
        try:
            return actions.confirm(
                return_id=data_return.pk, version=data_return.version, by=None, at=at
            )
        except PermissionDenied as refusal:
            raise CommandError(f"{data_return}: {refusal}") from refusal

    def _report(self, data_return: DataReturn, *, is_new: bool) -> None:
        for error in data_return.errors.all():
            self.stderr.write(f"{error.place}: {error.message}")
        for area in data_return.named_areas:
            self.stdout.write(f"“{area['text']}” was read as {area['name']} ({area['code']})")
        if data_return.status == ReturnStatus.REFUSED:
            raise CommandError(f"{data_return} was refused. Nothing was loaded.")
        new, changed = (data_return.new_count, data_return.changed_count) if is_new else (0, 0)
        aside = f", {data_return.conflict_count:,} set aside" if data_return.conflict_count else ""
        counts = f"{data_return.row_count:,} rows, {new:,} new, {changed:,} revised{aside}"
        self.stdout.write(self.style.SUCCESS(f"{data_return}: {counts}"))
