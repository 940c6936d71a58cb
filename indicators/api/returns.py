"""Returns: a data provider's system sends them, reads what is wrong, and confirms them."""

from collections.abc import Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.http import parse_header_parameters
from django_filters import rest_framework as filters
from rest_framework.decorators import action
from rest_framework.parsers import BaseParser, DataAndFiles, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from indicators import actions, policies
from indicators.forms import SendForm
from indicators.models import DataReturn
from indicators.parsing import MOST_ROWS
from indicators.reading import judging
from indicators.states import ReturnStatus
from laa_portal.foundation import conditions
from laa_portal.foundation.api import Parameter, choice
from laa_portal.foundation.api.resources import Read, Resource, Write
from laa_portal.foundation.file_names import file_name
from laa_portal.foundation.idempotency import once
from laa_portal.foundation.problems import NO_SUCH_MOVE, InvalidParameters, ParameterError, Refusal
from laa_portal.foundation.spreadsheets import WORKBOOK_TYPE
from laa_portal.foundation.versioning import Stale
from partnerships.models import Scope, User

from . import return_bodies as bodies
from .return_records import (
    ReturnRecord,
    ReturnSerializer,
    ReturnSummarySerializer,
    record_of,
    summaries,
)
from .return_rows import RowsSerializer

FILE_SCHEMA = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary", "description": "The return."}},
}

TOO_MANY = "It has {:,} rows, and up to {:,} are listed. Its page has a file of them."


def _named(request: Request) -> str:
    """Return what the header calls the file; "" where it does not, or in no encoding we know."""
    try:
        _, said = parse_header_parameters(request.headers.get("Content-Disposition", ""))
    except ValueError:
        return ""
    return str(said.get("filename", ""))


class FileParser(BaseParser):
    """A file as the whole body; the header `Content-Disposition` may name it."""

    unnamed = ""
    """What it is called without that header."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        request = parser_context["request"]
        name = file_name(_named(request), unnamed=self.unnamed)
        file = SimpleUploadedFile(name, stream.read(), content_type=self.media_type)
        return DataAndFiles({}, MultiValueDict({"file": [file]}))


class CsvParser(FileParser):
    media_type, unnamed = "text/csv", "return.csv"


class WorkbookParser(FileParser):
    media_type, unnamed = WORKBOOK_TYPE, "return.xlsx"


class ReturnFilter(filters.FilterSet):
    status = Parameter(
        choice([(status.value, status.label) for status in ReturnStatus]),
        field_name="status",
        is_repeatable=True,
        help_text="How far it has come.",
    )


class Returns(Resource):
    """Returns of the organisations you send for, oldest first; the Home Office reads all."""

    noun, plural = "return", "returns"
    required_scopes = {
        "GET": (Scope.VALUES_READ, Scope.VALUES_WRITE),
        "POST": (Scope.VALUES_WRITE,),
    }
    is_public = False
    page_key = ("id",)
    filterset_class = ReturnFilter
    parser_classes = [CsvParser, WorkbookParser, MultiPartParser]
    lookup_url_kwarg = "id"
    lookup_value_regex = "[1-9][0-9]{0,8}"
    key_schema = {"type": "integer", "minimum": 1, "maximum": 999_999_999, "example": 1}
    writes = {
        "create": Write(
            "send",
            "Send a return",
            {
                200: "This very file is here already, or was only tried out.",
                201: "It is checked, or refused with all that is wrong with it.",
                202: "It is kept and will be checked: ask for it again.",
            },
            body={
                CsvParser.media_type: {"type": "string"},
                WorkbookParser.media_type: {"type": "string", "format": "binary"},
                "multipart/form-data": FILE_SCHEMA,
            },
            parameters={"dry_run": "Check the file and keep nothing."},
        ),
        "confirm": Write(
            "confirm",
            "Confirm a return",
            {200: "It is published, or will be when its embargo ends; conflicts wait."},
            body=bodies.CONFIRMATION.json,
            is_conditional=True,
        ),
        "publish": Write(
            "publish",
            "Publish a return",
            {200: "It counts, and is published."},
            is_conditional=True,
        ),
        "withdraw": Write(
            "withdraw",
            "Withdraw a return",
            {200: "It counts no more."},
            body=bodies.REASON.json,
            is_conditional=True,
        ),
    }

    reads = {
        "rows": Read(
            "rows_of",
            "List what each row changes",
            "Every row, in the file's order; none once it counts.",
            problems=(NO_SUCH_MOVE,),
        )
    }

    def get_queryset(self) -> QuerySet[DataReturn]:
        visible = DataReturn.objects.visible_to(self.request.user)
        return visible.select_related("organisation")

    def get_object(self) -> DataReturn:
        visible: Any = self.filter_queryset(self.get_queryset())
        return get_object_or_404(visible, pk=self.kwargs["id"])

    def get_serializer_class(self) -> Any:
        others = {"list": ReturnSummarySerializer, "rows": RowsSerializer}
        return others.get(self.action, ReturnSerializer)

    def shown(self, records: Iterable[DataReturn]) -> list[ReturnRecord]:
        return summaries(records, self.request.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._answer(self.get_object())

    @once
    def create(self, request: Request) -> Response:
        """Check a CSV file or workbook of your figures, row by row. It counts once confirmed."""
        self.check_parameters("dry_run")
        sent = self._sent(request)
        if self.is_asked("dry_run"):
            return self._rehearse(sent)
        found, is_new = actions.send(by=self._user, at=timezone.now(), **sent)
        return self._answer(found, status=_status(found, is_new=is_new))

    @action(detail=True, methods=["get"])
    def rows(self, request: Request, **kwargs: Any) -> Response:
        """Every row of a checked return: new, changed, as known, or set aside as a conflict."""
        found = self.get_object()
        told = judging.foretold_rows(found)
        if (number := told.count()) > MOST_ROWS:
            raise Refusal(NO_SUCH_MOVE, TOO_MANY.format(number, MOST_ROWS))
        rows = judging.foretold(told, request.user)
        return Response(self.get_serializer({"id": found.pk, "rows": rows}).data)

    @action(detail=True, methods=["post"], parser_classes=bodies.PARSERS)
    @once
    def confirm(self, request: Request, **kwargs: Any) -> Response:
        """Have a checked return count: published at once, or when the embargo you give ends.

        “explanations” says why rows that break rules are right, by the key of each question.
        """
        given = bodies.CONFIRMATION.read(request)
        return self._act(request, actions.confirm, **given)

    @action(detail=True, methods=["post"], parser_classes=bodies.PARSERS)
    @once
    def publish(self, request: Request, **kwargs: Any) -> Response:
        """Publish a confirmed return before its embargo ends."""
        return self._act(request, actions.publish)

    @action(detail=True, methods=["post"], parser_classes=bodies.PARSERS)
    @once
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Take a return back: what other returns say counts, and nothing is deleted."""
        return self._act(request, actions.withdraw, **bodies.REASON.read(request))

    def _act(self, request: Request, act: Any, **given: Any) -> Response:
        """Act upon the version of a return that the caller has seen."""
        found = self.get_object()
        version = conditions.version_asked(request)
        try:
            found = act(
                return_id=found.pk, version=version, by=self._user, at=timezone.now(), **given
            )
        except Stale as stale:
            raise conditions.changed(self._written(found)) from stale
        except actions.Unexplained as unexplained:
            raise _missing(unexplained.keys) from unexplained
        return self._answer(found)

    @property
    def _user(self) -> User:
        """Who writes: a key, as its permission has made sure."""
        return cast(User, self.request.user)

    def _sent(self, request: Request) -> dict[str, Any]:
        """Read what was sent as the page reads it. Raises InvalidParameters."""
        policies.may_send_any(self._user).enforce()
        form = SendForm({}, request.FILES, senders=policies.senders(self._user))
        if form.is_valid():
            return dict(form.cleaned_data)
        raise InvalidParameters(
            [
                ParameterError(name, _code(error), " ".join(error.messages))
                for name, errors in form.errors.as_data().items()
                for error in errors
            ]
        )

    def _rehearse(self, sent: dict[str, Any]) -> Response:
        """Tell what would become of a file."""
        if not actions.is_checked_at_once(sent["name"], len(sent["content"])):
            detail = (
                "dry_run: the file is larger than what is checked at once. Send it without; "
                "nothing counts until you confirm it."
            )
            raise InvalidParameters([ParameterError("dry_run", "unknown_value", detail)])

        def tell(found: DataReturn, is_new: bool) -> Any:  # noqa: FBT001
            return self._written(found, is_kept=not is_new)

        return Response(
            actions.rehearse(by=self._user, at=timezone.now(), tell=tell, **sent), status=200
        )

    def _written(self, found: DataReturn, *, is_kept: bool = True) -> Any:
        record = record_of(found, self.request.user, is_kept=is_kept)
        return self.get_serializer(record).data

    def _answer(self, found: DataReturn, *, status: int = 200) -> Response:
        """Give one return, with its version for whoever goes on to act on it."""
        written = self._written(found)
        headers = {"ETag": conditions.etag(found)}
        if status != 200:
            headers["Location"] = str(written["links"]["self"])
        return Response(written, status=status, headers=headers)


def _missing(keys: Iterable[str]) -> InvalidParameters:
    """Return the refusal of a return of which something is not explained."""
    return InvalidParameters(
        [
            ParameterError(
                f"explanations.{key}",
                "missing",
                f"{key}: say why these rows are right, or mend them and send the file again.",
            )
            for key in keys
        ]
    )


def _code(error: ValidationError) -> str:
    return "missing" if error.code == "required" else "unknown_value"


def _status(found: DataReturn, *, is_new: bool) -> int:
    """Return how sending is answered: done before, done, or still under way."""
    if found.status == ReturnStatus.RECEIVED:
        return 202
    return 201 if is_new else 200
