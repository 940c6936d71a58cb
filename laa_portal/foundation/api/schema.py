"""The OpenAPI document: names that stay, and every answer that an operation may give."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from laa_portal.foundation import problems

from .filtering import StrictFilterBackend

if TYPE_CHECKING:  # views name this module in their settings
    from .resources import Resource

JSON = "application/json"

PROBLEMS = (problems.INVALID, problems.NOT_ACCEPTABLE, problems.FAILED, problems.UNAVAILABLE)


class ProblemErrorSerializer(serializers.Serializer[Any]):
    """One thing that is wrong with a request."""

    parameter = serializers.CharField(help_text="Which parameter it is about.")
    code = serializers.ChoiceField(
        choices=["unknown_parameter", "unknown_value", "empty", "too_many"],
        help_text="What is wrong, for programs.",
    )
    detail = serializers.CharField(help_text="What is wrong, in a sentence.")


class ProblemSerializer(serializers.Serializer[Any]):
    """Why there is no answer (RFC 9457)."""

    type = serializers.CharField(help_text="Where this type of problem is explained.")
    title = serializers.CharField(help_text="The type of problem, in a few words.")
    status = serializers.IntegerField(help_text="The status of the answer.")
    detail = serializers.CharField(help_text="What is wrong this time, in a sentence.")
    code = serializers.ChoiceField(
        choices=[kind.code for kind in problems.PROBLEM_TYPES.values()],
        help_text="The type of problem, for programs.",
    )
    instance = serializers.CharField(help_text="The reference of this request in our log.")
    errors = ProblemErrorSerializer(many=True, required=False)  # type: ignore[assignment]


class Schema(AutoSchema):
    """Describes `resources.Resource`s."""

    view: "Resource"  # type: ignore[override]

    @property
    def is_list(self) -> bool:
        return not self.view.detail

    def get_operation_id(self) -> str:
        return f"list_{self.view.plural}" if self.is_list else f"get_{self.view.noun}"

    def get_summary(self) -> str:
        return f"List {self.view.plural}" if self.is_list else f"Get one {self.view.noun}"

    def get_tags(self) -> list[str]:
        return [self.view.plural]

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"{serializer_name}Page"

    def get_response_serializers(self) -> Any:
        refusals = PROBLEMS if self.is_list else (*PROBLEMS, problems.NOT_FOUND)
        answers: dict[tuple[str, str], Any] = {
            ("200", JSON): OpenApiResponse(
                self.view.get_serializer_class(),
                description="A page of records." if self.is_list else "The record.",
            )
        }
        for kind in sorted(refusals, key=lambda kind: kind.status):
            answers[str(kind.status), problems.MEDIA_TYPE] = OpenApiResponse(
                ProblemSerializer, description=kind.title
            )
        return answers

    def get_override_parameters(self) -> list[Any]:
        if self.is_list:
            return [LINK]
        return [
            OpenApiParameter(
                self.view.lookup_url_kwarg or self.view.lookup_field,
                self.view.key_schema,
                OpenApiParameter.PATH,
                description=f"Which {self.view.noun}.",
            ),
            *self._detail_parameters(),
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
        return [FORMAT]


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

FORMAT = {
    "name": "format",
    "in": "query",
    "required": False,
    "description": "The format of the answer; without it, the header “Accept” decides.",
    "schema": {"type": "string", "enum": ["json"], "default": "json"},
}
