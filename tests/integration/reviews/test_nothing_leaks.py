"""A small count and a restricted figure reach nobody but their readers, by whatever exit.

Both come as real returns, are assessed, concern somebody, are reviewed and published. Then people
who may not read them ask for every page, file and record that follows targets, and get letters.
"""

from datetime import UTC, date, datetime

import pytest
from django.urls import get_resolver, reverse

from laa_portal.foundation.models import AuditEvent
from partnerships.actions import notice
from partnerships.models import Notice, Scope
from reviews import actions
from reviews.models import Concern, Finding, Review
from tests.conftest import person
from tests.factories.foundation import make_event
from tests.factories.keys import program
from tests.factories.partnerships import make_organisation
from tests.factories.reviews import DUE, TEXTS
from tests.integration.targets import test_nothing_leaks as exits

pytestmark = pytest.mark.django_db

IN_2010 = datetime(2010, 6, 21, 9, tzinfo=UTC)
DAYS = {name: day.replace(year=2010) for name, day in DUE.items()}
WHOLE = (
    *("submit_evidence", "hold_review", "put_findings", "agree_findings", "write_letter"),
    *("send_letter", "publish_review"),
)
LISTS = (
    *("concerns/", "progress/", "interventions/", "judgements/", "reviews/"),
    *("figures/?indicator=NI%2032", "summaries/?indicator=NI%2032", "targets/"),
)
SMALL, RESTRICTED = "13.8", "37.9"
"""Per cent: 4 repeats of 29 cases, and 11 of 29 of an indicator that is restricted."""


def published(following, repeats, *, is_restricted=False):
    """Follow repeat cases until the review of their year is published."""
    case = following("NI 32", at=IN_2010, type="local", baseline=9, in_2008_09=None, in_2010_11=8)
    case.measure.indicator.is_restricted = is_restricted
    case.measure.indicator.save()
    case.report([repeats], "2009/10", area=case.area, base=29)
    assert case.has_concern()
    talks = case.talks
    actions.schedule_review(
        agreement=talks.agreement, year=2009, by=talks.reviewer, at=case.at, **DAYS
    )
    for verb in WHOLE:
        review = Review.objects.get(agreement=talks.agreement)
        if verb == "put_findings":
            judge(case, review)
        by_partnership = verb in ("submit_evidence", "agree_findings")
        texts = TEXTS.get(verb, {}) | (
            {"held_on": date(2010, 6, 1)} if verb == "hold_review" else {}
        )
        getattr(actions, verb)(
            review_id=review.pk,
            **{"version": review.version} | texts,
            by=talks.coordinator if by_partnership else talks.reviewer,
            at=case.at,
        )
    concern = Concern.objects.get(target=case.target)
    actions.ask(
        concern_id=concern.pk,
        version=concern.version,
        question="What has changed?",
        by=talks.reviewer,
        at=case.at,
    )
    return case


def judge(case, review):
    for one in Finding.objects.filter(review=review):
        actions.judge_finding(
            finding_id=one.pk,
            version=one.version,
            rag=one.computed,
            because="",
            comment="",
            ground="",
            by=case.talks.reviewer,
            at=case.at,
        )


def addresses(case):
    """Return every address under `reviews` that leads to something of a case."""
    known = {
        "code": case.area.gss_code,
        "gss_code": case.area.gss_code,
        "slug": case.measure.indicator.slug,
        "year": 2009,
        "concern_id": Concern.objects.get(target=case.target).pk,
        "target_id": case.target.pk,
        "finding_id": Finding.objects.get(target=case.target).pk,
    }
    routes = next(
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "reviews"
    )
    arguments = {
        name: set(routes.reverse_dict.getlist(name)[0][0][0][1])
        for name in routes.reverse_dict
        if isinstance(name, str)
    }
    return sorted(
        reverse(f"reviews:{name}", kwargs={key: known[key] for key in keys})
        for name, keys in arguments.items()
        if keys <= set(known)
    )


@pytest.mark.parametrize(
    ("repeats", "mark", "is_restricted"), [(4, SMALL, False), (11, RESTRICTED, True)]
)
def test_no_page_file_record_or_letter_tells_it_outside_its_readers(
    client, following, repeats, mark, is_restricted
):
    case = published(following, repeats, is_restricted=is_restricted)
    strangers = [
        person("far-away", "go_reviewer"),
        person("provider-elsewhere", "data_provider", organisation=make_organisation("x-else")),
    ]
    pages = addresses(case)
    letters = letters_to_others(case)

    for stranger in strangers:
        on_pages = exits.everything_on_pages(client, stranger, pages)
        key = program(stranger, *Scope)
        said = on_pages | {name: key.get(f"/api/v1/{name}").content.decode() for name in LISTS}
        assert [address for address, text in said.items() if mark in text] == []
    client.logout()
    assert mark not in client.get(public(case)).content.decode()
    assert not any(mark in text for letter in letters for text in letter)

    own = exits.everything_on_pages(client, case.talks.coordinator, pages)
    assert sum(mark in text for text in own.values()) >= 3, "its readers find it"


def letters_to_others(case):
    """Return what notices say to all but those who work for the area."""
    for event in list(AuditEvent.objects.order_by("id")):
        kept = ("target_type", "target_id", "target_name", "area_id", "side", "details")
        values = {name: getattr(event, name) for name in kept}
        make_event(event.verb, event, by=event.made_by, **values)
    notice(at=case.at)
    readers = [case.talks.coordinator, case.talks.reviewer, case.talks.director]
    return Notice.objects.exclude(user__in=readers).values_list("subject", "body")


def public(case):
    return f"/agreements/{case.area.gss_code}/reviews/2009/"
