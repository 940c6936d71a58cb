from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from indicators import actions
from indicators.models import DataReturn
from indicators.states import ReturnStatus
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation

OVERTAKEN = (
    "Another return was confirmed, or somebody acted on this one, while the file was imported. "
    "Nothing was loaded. Run the command again."
)


class Command(BaseCommand):
    help = "Send, check, confirm and publish a return from a file, as its organisation would."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--organisation", metavar="CODE", required=True)
        parser.add_argument("--dry-run", action="store_true", help="report, but change nothing")

    def handle(self, *, file, organisation, dry_run, **options):
        try:
            sender = Organisation.objects.get(code=organisation)
            with transaction.atomic():
                data_return, is_new = actions.import_file(
                    organisation=sender, path=file, at=timezone.now()
                )
                self._report(data_return, is_new=is_new)
                transaction.set_rollback(dry_run)
        except (Organisation.DoesNotExist, OSError, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        except Stale as error:  # its own words are for somebody at a page
            raise CommandError(OVERTAKEN) from error

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
