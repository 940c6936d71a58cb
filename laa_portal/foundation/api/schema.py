"""The OpenAPI document: names that stay, and every answer that an operation may give."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from laa_portal.foundation import conditions, idempotency, problems

from .filtering import StrictFilterBackend
from .paging import SOME_FIELDS

if TYPE_CHECKING:  # views name this module in their settings
    from collections.abc import Mapping

    from .resources import Read, Resource, Write

JSON = "application/json"
PLAIN = ("json", "html")
"""The formats of every answer; pages are for people and are not described."""

PROBLEMS = (
    problems.INVALID,
    problems.UNAUTHENTICATED,
    problems.FORBIDDEN,
    problems.NOT_ACCEPTABLE,
    problems.TOO_MANY_REQUESTS,
    problems.FAILED,
    problems.UNAVAILABLE,
)
OF_WRITES = (problems.UNSUPPORTED_MEDIA_TYPE, problems.TOO_LARGE, problems.KEY_REUSED)
OF_CONDITIONAL_WRITES = (problems.PRECONDITION_FAILED, problems.PRECONDITION_REQUIRED)

SCHEME = "key"
SECURITY_SCHEMES = {
    SCHEME: {
        "type": "http",
        "scheme": "bearer",
        "description": "A key that somebody made for their role. Its scopes are with each "
        "operation.",
    }
}


class ProblemErrorSerializer(serializers.Serializer[Any]):
    """One thing that is wrong with a request."""

    parameter = serializers.CharField(help_text="Which parameter it is about.")
    code = serializers.ChoiceField(
        choices=[
            "unknown_parameter",
            "unknown_value",
            "too_broad",
            "empty",
            "too_many",
            "missing",
            "key_in_address",
            "broken_rule",
        ],
        help_text="What is wrong, for programs.",
    )
    detail = serializers.CharField(help_text="What is wrong, in a sentence.")
    rule = serializers.CharField(required=False, help_text="Which rule is not kept.")
    says = serializers.CharField(required=False, help_text="What the rule says.")
    source = serializers.CharField(  # type: ignore[assignment]
        required=False, help_text="The law, guidance or arithmetic that it comes from."
    )
    href = serializers.URLField(required=False, help_text="The record that does not keep it.")


class MoveSerializer(serializers.Serializer[Any]):
    """Something that can be done now."""

    name = serializers.CharField()
    method = serializers.CharField()
    href = serializers.URLField()


class ProblemSerializer(serializers.Serializer[Any]):
    """Why there is no answer (RFC 9457)."""

    type = serializers.CharField(help_text="Where this type of problem is explained.")
    title = serializers.CharField(help_text="The type of problem, in a few words.")
    status = serializers.IntegerField(help_text="The status of the answer.")
    detail = serializers.CharField(help_text="What is wrong this time, in a sentence.")
    code = serializers.ChoiceField(
        choices=[kind.code for kind in problems.PROBLEM_TYPES],
        help_text="The type of problem, for programs.",
    )
    instance = serializers.CharField(help_text="The reference of this request in our log.")
    errors = ProblemErrorSerializer(many=True, required=False)  # type: ignore[assignment]
    current = serializers.DictField(
        required=False, help_text="Where somebody acted meanwhile: the record as it is now."
    )
    moves = MoveSerializer(
        many=True, required=False, help_text="With “no_such_move”: what can be done instead."
    )


class Schema(AutoSchema):
    """Describes `resources.Resource`s."""

    view: "Resource"  # type: ignore[override]

    @property
    def is_list(self) -> bool:
        return not self.view.detail and self.write is None and self.read is None

    def is_deprecated(self) -> bool:
        return self.view.farewell is not None

    def get_extensions(self) -> dict[str, Any]:
        """Say on which day an operation ends that will."""
        farewell = self.view.farewell
        return {"x-sunset": timezone.localdate(farewell.ends_at).isoformat()} if farewell else {}

    def _get_paginator(self) -> Any:
        paginator: Any = super()._get_paginator()
        if paginator:
            paginator.view = self.view
        return paginator

    @property
    def write(self) -> "Write | None":
        """What is described, unless it only reads."""
        return self.view.writes.get(str(self.view.action))

    @property
    def read(self) -> "Read | None":
        """What is described, where it is neither a list nor the record itself."""
        return self.view.reads.get(str(self.view.action))

    def get_operation_id(self) -> str:
        if named := self.write or self.read:
            return f"{named.name}_{_as_name(self.view.noun)}"
        if self.is_list:
            return f"list_{_as_name(self.view.plural)}"
        return f"get_{_as_name(self.view.noun)}"

    def get_summary(self) -> str:
        if named := self.write or self.read:
            return named.summary
        return f"List {self.view.plural}" if self.is_list else f"Get one {self.view.noun}"

    def get_tags(self) -> list[str]:
        return [self.view.plural]

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}Page"

    def get_description(self) -> str:  # type: ignore[override]
        described = super().get_description()
        needed = self.view.required_scopes[self.method]
        return f"{described} A key needs the scope {' or '.join(needed)}." if needed else described

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Say that a key is needed, or that it may be left out."""
        is_open = self.view.is_public and self.method == "GET"
        return [{SCHEME: []}, *([{}] if is_open else [])]

    def get_request_serializer(self) -> Any:
        return dict(self.write.body) or None if self.write else None

    def get_response_serializers(self) -> Any:
        meanings = self._meanings()
        media_types = self.read.media_types if self.read else ()
        answers: dict[Any, Any] = {
            (str(status), media_type): OpenApiResponse(
                _file(media_type) if media_types else self.view.get_serializer_class(),
                description=meaning,
            )
            for status, meaning in meanings.items()
            for media_type in media_types or (JSON,)
        }
        for renderer in self._files():
            answers[str(HTTPStatus.OK.value), renderer.media_type] = OpenApiResponse(
                _file(renderer.media_type), description=meanings[HTTPStatus.OK]
            )
        if self._is_validated() or self._is_ranged():
            answers[str(HTTPStatus.NOT_MODIFIED.value)] = OpenApiResponse(
                None, description="You have the newest answer: “If-None-Match” is its ETag."
            )
        for status, title in sorted(self._titles_of_refusals().items()):
            answers[str(status), problems.MEDIA_TYPE] = OpenApiResponse(
                ProblemSerializer, description=title
            )
        return answers

    def _get_response_for_code(
        self,
        serializer: Any,
        status_code: str,
        media_types: list[str] | None = None,
        direction: Any = "response",
    ) -> dict[str, Any]:
        """Say that a record may come with some of its fields only, where they can be chosen."""
        answer = super()._get_response_for_code(serializer, status_code, media_types, direction)
        is_whole = status_code == str(HTTPStatus.OK.value) and self.view.has_fields
        if is_whole and not (self.is_list or self.write or self.read):
            content = answer["content"]
            content |= {
                media: one | {"schema": {"anyOf": [one["schema"], SOME_FIELDS]}}
                for media, one in content.items()
                if media == JSON
            }
        return answer

    def _files(self) -> list[Any]:
        """Return the renderers of the formats that the answer has beside JSON."""
        if self.write or self.read:
            return []
        renderers: list[Any] = self.view.get_renderers()
        return [one for one in renderers if one.format not in PLAIN]

    def _is_validated(self) -> bool:
        """Whether the answer has an ETag that saves the next one."""
        is_counted = self.read.is_counted if self.read else not self.write
        return self.view.has_editions and is_counted

    def _is_ranged(self) -> bool:
        """Whether the answer is a file that can be fetched piece by piece."""
        return self.read is not None and self.read.is_ranged

    def _titles_of_refusals(self) -> dict[int, str]:
        """Return what each status of a refusal means; several types of problem may share one."""
        titles: dict[int, str] = {}
        for kind in self._refusals():
            before = f"{titles[kind.status]}. Or: " if kind.status in titles else ""
            titles[kind.status] = f"{before}{kind.title}"
        return titles

    def _meanings(self) -> "Mapping[int, str]":
        """Return what each status of success means."""
        if self.write:
            return self.write.answers
        if self.read:
            piece = {206: "The bytes asked for."} if self._is_ranged() else {}
            return {200: self.read.meaning} | piece
        return {200: "A page of records." if self.is_list else "The record."}

    def _refusals(self) -> tuple[problems.ProblemType, ...]:
        refusals = (*PROBLEMS, problems.NOT_FOUND) if self.view.detail else PROBLEMS
        if self.read:
            of_range = (problems.OUT_OF_RANGE,) if self._is_ranged() else ()
            return (*refusals, *of_range, *self.read.problems)
        if self.write is None:
            return refusals
        conditional = OF_CONDITIONAL_WRITES if self.write.is_conditional else ()
        return (*refusals, *OF_WRITES, *conditional, *self.write.problems)

    def get_override_parameters(self) -> list[Any]:
        validators = VALIDATORS if self._is_validated() else []
        if self.is_list:
            return [LINK, *validators]
        if self.write:
            return [*self._key_parameters(), *_parameters_of(self.write)]
        ranges = RANGES if self._is_ranged() else []
        return [*self._key_parameters(), *self._detail_parameters(), *validators, *ranges]

    def _key_parameters(self) -> list[OpenApiParameter]:
        """Describe the key of the record that an address names, where it does."""
        if not self.view.detail:
            return []
        return [
            OpenApiParameter(
                self.view.lookup_url_kwarg or self.view.lookup_field,
                self.view.key_schema,
                OpenApiParameter.PATH,
                description=f"Which {self.view.noun}.",
            )
        ]

    def _detail_parameters(self) -> list[OpenApiParameter]:
        """Describe the parameters of a single record, of which the generator does not think."""
        return [
            OpenApiParameter(
                described["name"], described["schema"], description=described["description"]
            )
            for described in StrictFilterBackend().get_schema_operation_parameters(self.view)
        ]

    def _get_format_parameters(self) -> list[dict[str, Any]]:
        first = self.read.format if self.read else "json"
        formats = [first, *(renderer.format for renderer in self._files())]
        return [FORMAT | {"schema": {"type": "string", "enum": formats, "default": first}}]


def _file(media_type: str) -> OpenApiTypes:
    """Return what an answer is that is given byte for byte."""
    return OpenApiTypes.OBJECT if media_type.endswith("+json") else OpenApiTypes.BINARY


def _as_name(words: str) -> str:
    """Write the words of a resource as clients' programs can name something."""
    return words.replace(" ", "_")


def _parameters_of(write: "Write") -> list[OpenApiParameter]:
    """Describe the parameters and headers of a write."""
    flags = [
        OpenApiParameter(name, {"type": "boolean", "default": False}, description=meaning)
        for name, meaning in write.parameters.items()
    ]
    headers = [IDEMPOTENCY_KEY, *([IF_MATCH] if write.is_conditional else [])]
    return [*flags, *headers]


def with_keys(result: Any, **context: Any) -> Any:
    """Describe how keys are sent."""
    result["components"]["securitySchemes"] = SECURITY_SCHEMES
    return result


def plain(result: Any, **context: Any) -> Any:
    """Leave out what the generator notes for itself."""
    if isinstance(result, dict):
        return {key: plain(value) for key, value in result.items() if key != "x-spec-enum-id"}
    return [plain(value) for value in result] if isinstance(result, list) else result


LINK = OpenApiParameter(
    "Link",
    str,
    OpenApiParameter.HEADER,
    description='The next page, as in <https://…>; rel="next" (RFC 8288).',
    response=[HTTPStatus.OK.value],
)

ETAGS = [
    OpenApiParameter(
        "If-None-Match",
        str,
        OpenApiParameter.HEADER,
        description="The ETag of the answer you have: while it holds, there is no other (304).",
    ),
    OpenApiParameter(
        "ETag",
        str,
        OpenApiParameter.HEADER,
        description="Another one means another answer.",
        response=[HTTPStatus.OK.value, HTTPStatus.NOT_MODIFIED.value],
    ),
]
VALIDATORS = [
    *ETAGS,
    OpenApiParameter(
        "Last-Modified",
        str,
        OpenApiParameter.HEADER,
        description="When the data you may see last changed.",
        response=[HTTPStatus.OK.value, HTTPStatus.NOT_MODIFIED.value],
    ),
]

RANGES = [
    *ETAGS,
    OpenApiParameter(
        "Range",
        str,
        OpenApiParameter.HEADER,
        description="Which bytes, as in bytes=1000- for all after the first thousand (RFC 9110).",
    ),
    OpenApiParameter(
        "If-Range",
        str,
        OpenApiParameter.HEADER,
        description="The ETag of the file that you have a piece of: of another you get the whole.",
    ),
]

IDEMPOTENCY_KEY = OpenApiParameter(
    idempotency.HEADER,
    {"type": "string", "pattern": r"^[!#-\[\]-~]{1,255}$"},
    OpenApiParameter.HEADER,
    required=True,
    description="A text of your own for this request alone, such as a UUID. Sent again with the "
    "same key within 48 hours, a request is given the first answer and does nothing.",
)
IF_MATCH = OpenApiParameter(
    conditions.IF_MATCH,
    {"type": "string", "pattern": '^"[1-9][0-9]{0,8}"$'},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag with which the record came.",
)

FORMAT = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "The format of the answer; without it, the header “Accept” decides.",
}
