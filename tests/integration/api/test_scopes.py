"""Every route with every scope: a key reaches what its scopes say, and is told what it lacks."""

import pytest
from django.core.checks import run_checks
from django.urls import get_resolver, path
from rest_framework.views import APIView

from laa_portal.foundation.api.scopes import every_method_declares_its_scopes, views_of
from partnerships.models import Scope
from tests.factories.keys import make_key, program, with_key
from tests.factories.summaries import make_summary
from tests.integration.api.test_problems import problem

OPEN = (
    *("indicators", "areas", "organisations", "partnerships", "populations"),
    *("memoranda", "designations"),
)

FOR_KEYS = (
    *("returns", "escalations", "targets", "assessments", "priorities", "evidence"),
    *("attachments", "hallmarks", "standard-records", "partnership-plans", "plan-steps"),
    *("community-safety-agreements", "agreements", "drafts", "offers", "messages", "commitments"),
    *("shared-issues", "versions", "revisions"),
    *("interventions", "judgements", "concerns", "progress", "reviews"),
)
"""Of which those without a key or a session read nothing."""

NO_PACK = "0" * 64
NO_EXPORT = "00000000-0000-0000-0000-000000000000"
OF_NOTHING = ("/1/", ".1999.", NO_PACK, NO_EXPORT, "exports/public", "no-such-cdrp")
"""What an address that leads to no record has in it."""

BETWEEN = {Scope.ASSESSMENTS_WRITE, Scope.OFFERS_WRITE}
"""Of what lies between districts and agreements: its people write one or the other."""

READS = {
    **{f"/api/v1/{name}/": set() for name in OPEN},
    "/api/v1/": set(),
    "/api/v1/openapi.json": set(),
    "/api/v1/indicators/ni-15/": set(),
    "/api/v1/areas/E92000001/": set(),
    "/api/v1/organisations/home-office/": set(),
    "/api/v1/partnerships/E22000001/": set(),
    "/api/v1/populations/E92000001.1999.all/": set(),
    "/api/v1/memoranda/1/": set(),
    "/api/v1/designations/1/": set(),
    "/api/v1/changes/": {Scope.VALUES_READ},
    "/api/v1/figures/structure/": {Scope.VALUES_READ},
    "/api/v1/figures/": {Scope.VALUES_READ},
    "/api/v1/figures/bulk/": {Scope.VALUES_READ},
    "/api/v1/exports/": {Scope.VALUES_READ},
    "/api/v1/exports/public/": {Scope.VALUES_READ},
    f"/api/v1/exports/{NO_EXPORT}/": {Scope.VALUES_READ},
    f"/api/v1/exports/{NO_EXPORT}/parts/1/": {Scope.VALUES_READ},
    "/api/v1/figures/ni-901.X07000901.2008_09/": {Scope.VALUES_READ},
    "/api/v1/figures/ni-901.X07000901.2008_09/history/": {Scope.VALUES_READ},
    "/api/v1/summaries/": {Scope.VALUES_READ},
    "/api/v1/summaries/ni-901.X07000901/": {Scope.VALUES_READ},
    "/api/v1/summaries/ni-901.X07000901/explain/": {Scope.VALUES_READ},
    "/api/v1/releases/": set(),
    "/api/v1/releases/1/": set(),
    "/api/v1/returns/": {Scope.VALUES_READ, Scope.VALUES_WRITE},
    "/api/v1/returns/1/": {Scope.VALUES_READ, Scope.VALUES_WRITE},
    "/api/v1/returns/1/rows/": {Scope.VALUES_READ, Scope.VALUES_WRITE},
    **{
        f"/api/v1/{name}/{key}": {Scope.AGREEMENTS_READ, Scope.ASSESSMENTS_WRITE}
        for name, one in {
            **dict.fromkeys(("assessments", "priorities", "engagements", "attachments"), "1/"),
            **dict.fromkeys(("partnership-plans", "plan-steps", "standard-records"), "1/"),
            "community-safety-agreements": "1/",
            "hallmarks": "no-such-cdrp/",
        }.items()
        for key in ("", one)
    },
    "/api/v1/attachments/1/content/": {Scope.AGREEMENTS_READ, Scope.ASSESSMENTS_WRITE},
    "/api/v1/agreements/1/certificate/": {Scope.AGREEMENTS_READ, Scope.OFFERS_WRITE},
    **{
        f"/api/v1/{name}/{key}": {Scope.AGREEMENTS_READ, *BETWEEN}
        for name, one in {
            **dict.fromkeys(("escalations", "targets"), "1/"),
            "evidence": f"{NO_PACK}/",
        }.items()
        for key in ("", one)
    },
    **{
        f"/api/v1/{name}/{key}": {Scope.AGREEMENTS_READ, Scope.OFFERS_WRITE}
        for name in (
            *("agreements", "drafts", "offers", "messages", "commitments", "shared-issues"),
            "versions",
            "revisions",
        )
        for key in ("", "1/")
    },
    **{
        f"/api/v1/{name}/{key}": {Scope.CONCERNS_READ, Scope.CONCERNS_WRITE}
        for name in ("interventions", "judgements", "concerns", "reviews")
        for key in ("", "1/")
    },
    **{
        f"/api/v1/progress/{key}": {Scope.AGREEMENTS_READ, Scope.CONCERNS_READ}
        for key in ("", "1/")
    },
}
WRITES = {
    "/api/v1/exports/": {Scope.VALUES_READ},
    "/api/v1/returns/": {Scope.VALUES_WRITE},
    "/api/v1/returns/1/confirm/": {Scope.VALUES_WRITE},
    "/api/v1/returns/1/publish/": {Scope.VALUES_WRITE},
    "/api/v1/returns/1/withdraw/": {Scope.VALUES_WRITE},
    **{
        f"/api/v1/{name}/": {Scope.ASSESSMENTS_WRITE}
        for name in (
            *("assessments", "engagements", "standard-records", "partnership-plans"),
            "community-safety-agreements",
        )
    },
    **{
        f"/api/v1/engagements/1/{act}/": {Scope.ASSESSMENTS_WRITE}
        for act in (
            *("describe", "record-attendance", "report-heard", "say-what-changed"),
            *("publish", "correct", "withdraw", "remove"),
        )
    },
    **{
        f"/api/v1/assessments/1/{act}/": {Scope.ASSESSMENTS_WRITE}
        for act in ("sections", "priorities", "rank", "attach", "submit")
    },
    **{
        f"/api/v1/priorities/1/{act}/": {Scope.ASSESSMENTS_WRITE}
        for act in ("describe", "attach", "remove")
    },
    **{
        f"/api/v1/partnership-plans/1/{act}/": {Scope.ASSESSMENTS_WRITE}
        for act in (
            *("write", "steps", "refresh", "discard", "publish-summary", "unpublish-summary"),
        )
    },
    **{
        f"/api/v1/plan-steps/1/{act}/": {Scope.ASSESSMENTS_WRITE}
        for act in ("change", "remove", "note-progress")
    },
    "/api/v1/attachments/1/remove/": {Scope.ASSESSMENTS_WRITE},
    "/api/v1/standard-records/1/withdraw/": {Scope.ASSESSMENTS_WRITE},
    "/api/v1/community-safety-agreements/1/write/": {Scope.ASSESSMENTS_WRITE},
    **{f"/api/v1/escalations/{act}": BETWEEN for act in ("", "1/take-up/", "1/decline/")},
    **{
        f"/api/v1/targets/1/{act}/": BETWEEN for act in ("shortlist", "longlist-again", "leave-out")
    },
    **{
        f"/api/v1/{act}/": {Scope.OFFERS_WRITE}
        for act in (
            *("agreements/1/accept-all", "agreements/1/make-offer", "drafts", "drafts/1/change"),
            *("drafts/1/discard", "offers/1/open", "offers/1/withdraw", "messages"),
        )
    },
    **{
        f"/api/v1/{act}/": {Scope.CONCERNS_WRITE}
        for act in (
            *("interventions", "interventions/1/acknowledge", "interventions/1/close"),
            *("judgements", "judgements/1/withdraw"),
            *("concerns/1/ask", "concerns/1/answer", "concerns/1/accept-answer"),
            *("concerns/1/lower", "concerns/1/escalate", "concerns/1/snooze", "concerns/1/wake"),
            *("concerns/1/resolve", "concerns/1/dismiss"),
            *("reviews/1/submit-evidence", "reviews/1/hold-review", "reviews/1/put-findings"),
            *("reviews/1/refresh-findings", "reviews/1/take-back-findings"),
        )
    },
}
CELLS = [("get", *read) for read in READS.items()] + [("post", *write) for write in WRITES.items()]


def test_every_method_of_every_route_has_its_cells():
    routes = [
        (method.lower(), view.__name__)
        for view, methods in views_of(get_resolver().url_patterns)
        for method in methods
    ]

    assert len(CELLS) == len(routes)


def found_at(address):
    return 404 if any(part in address for part in OF_NOTHING) else 200


@pytest.mark.parametrize("scope", Scope)
def test_key_reaches_what_its_scope_is_for(world, provider, scope):
    """All routes in one test: most of the time goes into the records that they lead to."""
    world.figure()
    make_summary(world.measure, world.district)
    client = program(provider, scope)

    for method, address, scopes in CELLS:
        answer = getattr(client, method)(address)

        if not scopes or scope in scopes:
            expected = 400 if method == "post" else found_at(address)
            assert answer.status_code == expected, (method, address)
        else:
            wanted = " or ".join(one for one in Scope if one in scopes)
            document = problem(answer, 403, "forbidden")
            assert f"has no scope {wanted}" in document["detail"], (method, address)


def test_without_a_key_only_what_is_public_is_read(api, world):
    world.figure()
    make_summary(world.measure, world.district)

    for method, address, _ in CELLS:
        answer = getattr(api, method)(address)

        if method == "get" and not any(f"/{name}/" in address for name in FOR_KEYS):
            assert answer.status_code == found_at(address), address
        else:
            problem(answer, 401, "unauthenticated")
            assert answer["WWW-Authenticate"] == "Bearer", (method, address)


@pytest.mark.django_db
def test_several_scopes_reach_all_that_each_does(world, provider):
    _, token = make_key(provider.roles.get(), Scope.VALUES_READ, Scope.VALUES_WRITE)

    answers = [with_key(token).get(f"/api/v1/{name}/") for name in ("figures", "returns")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_check_of_the_service_finds_nothing_amiss():
    assert [fault for fault in run_checks() if fault.id == "laa.E001"] == []


def test_check_finds_a_method_that_declares_no_scopes(monkeypatch):
    class Forgetful(APIView):
        required_scopes = {"GET": ()}

        def get(self, request):
            raise NotImplementedError

        def post(self, request):
            raise NotImplementedError

    monkeypatch.setattr(get_resolver(), "url_patterns", [path("x/", Forgetful.as_view())])

    (fault,) = every_method_declares_its_scopes()

    assert "Forgetful answers POST" in fault.msg
