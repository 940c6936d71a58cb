"""The whole surface of the API."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import include, path, re_path, resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from indicators.api import (
    FIGURE_FORMATS,
    Changes,
    Exports,
    Figures,
    Indicators,
    Releases,
    Returns,
    Summaries,
)
from laa_portal.foundation.api.resources import ApiView
from laa_portal.foundation.problems import PROBLEM_TYPES
from partnerships.api import Areas, Organisations, Partnerships, Populations
from partnerships.models import Scope
from reviews.api import Concerns, Interventions, Judgements, Progress, Reviews
from targets.api import (
    Agreements,
    Assessments,
    Attachments,
    Commitments,
    CommunitySafetyAgreements,
    Designations,
    Drafts,
    Engagements,
    Escalations,
    EvidencePacks,
    Hallmarks,
    Memoranda,
    Messages,
    Offers,
    PartnershipPlans,
    PlanSteps,
    Priorities,
    Revisions,
    SharedIssues,
    StandardRecords,
    Targets,
    Versions,
)

from .api_docs import operations, records
from .changelog import changelog, feed

RESOURCES = {
    "indicators": Indicators,
    "areas": Areas,
    "organisations": Organisations,
    "partnerships": Partnerships,
    "populations": Populations,
    "figures": Figures,
    "summaries": Summaries,
    "exports": Exports,
    "releases": Releases,
    "returns": Returns,
    "assessments": Assessments,
    "priorities": Priorities,
    "attachments": Attachments,
    "evidence": EvidencePacks,
    "engagements": Engagements,
    "escalations": Escalations,
    "agreements": Agreements,
    "targets": Targets,
    "drafts": Drafts,
    "offers": Offers,
    "messages": Messages,
    "commitments": Commitments,
    "shared-issues": SharedIssues,
    "versions": Versions,
    "revisions": Revisions,
    "designations": Designations,
    "memoranda": Memoranda,
    "hallmarks": Hallmarks,
    "standard-records": StandardRecords,
    "partnership-plans": PartnershipPlans,
    "plan-steps": PlanSteps,
    "community-safety-agreements": CommunitySafetyAgreements,
    "interventions": Interventions,
    "judgements": Judgements,
    "progress": Progress,
    "concerns": Concerns,
    "reviews": Reviews,
}

router = SimpleRouter()
for name, resource in RESOURCES.items():
    router.register(name, resource, basename=f"api-{name}")


class Root(ApiView):
    """The resources of this version, and the document that describes them."""

    required_scopes = {"GET": ()}
    schema = None

    def get(self, request: Request) -> Response:
        names = {name: f"api-{name}-list" for name in RESOURCES} | {
            "changes": "api-changes",
            "dictionary": "dictionary",
            "openapi": "api-openapi",
            "documentation": "api-docs",
        }
        return Response(
            {name: request.build_absolute_uri(reverse(view)) for name, view in names.items()}
        )

    def get_view_name(self) -> str:
        return "Resources"


class OpenAPI(ApiView):
    """The OpenAPI document, from which clients are generated."""

    required_scopes = {"GET": ()}
    renderer_classes = [JSONRenderer]
    schema = None

    def get(self, request: Request) -> Response:
        return Response(document())


class Unknown(ApiView):
    """Whatever else begins with /api/: a problem document, not a page."""

    required_scopes = {}
    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise NotFound


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document of the whole API."""
    return SchemaGenerator().get_schema(request=None, public=True)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The documentation for people, made from the document for programs."""
    context = {
        "address": request.build_absolute_uri(reverse("api-root")),
        "operations": operations(document(), request.build_absolute_uri("/").rstrip("/")),
        "records": records(document()),
        "problem_types": PROBLEM_TYPES,
        "scopes": Scope.choices,
        "limits": settings.API_REQUESTS_A_MINUTE,
        "formats": FIGURE_FORMATS,
        "changelog": changelog(),
    }
    return render(request, "api/docs.html", context)


@require_safe
def changelog_feed(request: HttpRequest) -> HttpResponse:
    """What changed for programs, for those that are told by a reader of feeds."""
    page = request.build_absolute_uri(reverse("api-docs"))
    told = feed(page, request.build_absolute_uri(request.path))
    return HttpResponse(told, content_type="application/atom+xml; charset=utf-8")


@csrf_exempt
def unknown(request: HttpRequest) -> HttpResponse:
    """Lead from an address without its last slash to the one with it; all others are unknown."""
    if not request.path_info.endswith("/") and _is_known(f"{request.path_info}/"):
        address = request.get_full_path(force_append_slash=True)
        return HttpResponsePermanentRedirect(address, preserve_request=True)
    return Unknown.as_view()(request)


def _is_known(address: str) -> bool:
    return resolve(address).func is not unknown


urlpatterns = [
    path("v1/", Root.as_view(), name="api-root"),
    path("v1/", include(router.urls)),
    path("v1/changes/", Changes.as_view({"get": "list"}), name="api-changes"),
    path("v1/openapi.json", OpenAPI.as_view(), name="api-openapi"),
    path("docs/", docs, name="api-docs"),
    path("changelog.atom", changelog_feed, name="api-changelog"),
    re_path("", unknown),
]
