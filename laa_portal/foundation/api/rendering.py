"""The API as pages of the service, for people who look before they program."""

import json
import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from rest_framework.renderers import BaseRenderer
from rest_framework.status import is_success
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.utils.urls import replace_query_param

from .filtering import filterset_class_of

ADDRESS = re.compile(r'"(https?://[^"\\\s]+)"')


class BrowsableRenderer(BaseRenderer):
    """The same status, headers and body as a program gets, and a form to filter by."""

    media_type = "text/html"
    format = "html"
    charset = "utf-8"
    template_name = "api/browse.html"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> str:
        view, request = renderer_context["view"], renderer_context["request"]
        response = renderer_context["response"]
        fields = filters(view, request)
        is_done = is_success(response.status_code)
        wrong = [] if is_done else errors(data, fields)  # a record may have errors of its own
        address = request.build_absolute_uri()
        context = {
            "title": view.get_view_name(),
            "description": view.get_view_description(),
            "method": request.method,
            "address": request.get_full_path(),
            "as_json": replace_query_param(address, "format", "json"),
            "status": f"{response.status_code} {response.status_text}",
            "colour": "green" if is_done else "red",
            "headers": sorted(response.items()),
            "body": linked(json.dumps(data, indent=2, ensure_ascii=False, cls=JSONEncoder)),
            "filters": fields,
            "errors": wrong,
            "has_errors": bool(wrong),
            "next": data.get("next"),
        }
        return render_to_string(self.template_name, context, request=request._request)


def linked(text: str) -> SafeString:
    """Return JSON as HTML in which addresses can be followed."""
    parts = ADDRESS.split(text)  # every second one is an address
    return mark_safe(  # each part is escaped
        "".join(
            format_html('"<a class="govuk-link laa-reference" href="{0}">{0}</a>"', part)
            if number % 2
            else format_html("{}", part)
            for number, part in enumerate(parts)
        )
    )


def errors(data: Any, fields: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return what is wrong with parameters, each with where on the page to mend it."""
    ids = {field["name"]: field["id"] for field in fields}
    return [
        {"text": error["detail"], "href": f"#{ids.get(error['parameter'], 'answer')}"}
        for error in data.get("errors", [])
    ]


def filters(view: Any, request: Any) -> list[dict[str, Any]]:
    """Return the parameters of a list as fields of a form, with what was asked."""
    if getattr(view, "detail", True):
        return []
    return [
        {
            "name": name,
            "id": f"filter-{name}",
            "label": name.replace("_", " ").capitalize(),
            "hint": parameter.help_text,
            "choices": parameter.kind.choices,
            "is_repeatable": parameter.is_repeatable,
            "values": request.query_params.getlist(name),
        }
        for name, parameter in filterset_class_of(view).base_filters.items()
    ]
