"""What programs read of agreements under negotiation, and at what cost."""

import pytest
from rest_framework.test import APIClient

from partnerships.models import Scope, User
from targets import actions
from targets.models import EvidencePack, OfferLine
from targets.sides import Side
from targets.states import LineKind
from tests.conftest import person
from tests.factories.evidence import make_known
from tests.factories.negotiation import AT, make_talks
from tests.factories.negotiators import API, Negotiator
from tests.factories.partners import ask, make_partner
from tests.factories.partnerships import make_area, make_part
from tests.integration.api.conftest import queries

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    return make_talks(titles=("Arson", "Burglary", "Violence"))


def titles(records):
    return [one["title"] for one in records]


def test_targets_are_found_by_where_they_stand_and_whom_they_wait_for(talks):
    talks.say(P, Arson="14.40", Burglary="15.00")
    talks.say(G, Arson=K.ACCEPT, Burglary="13.00")
    lsp, office = Negotiator(talks.coordinator), Negotiator(talks.reviewer)
    actions.open_offer(offer_id=talks.agreement.offers.last().pk, by=talks.coordinator, at=AT)

    assert titles(lsp.list("targets/", waiting_for="partnership")) == ["Burglary"]
    assert lsp.list("targets/", waiting_for="government") == []
    assert titles(lsp.list("targets/", status="shortlisted")) == ["Violence"]
    assert titles(office.list("targets/", agreement=talks.agreement.pk)) == ["Arson", "Burglary"]
    assert office.list("targets/", agreement=987654) == []
    (burglary,) = lsp.list("targets/", waiting_for="partnership")
    assert burglary["waits_for"] == "partnership"
    assert burglary["terms"]["values"] == {"2008/09": None, "2009/10": None, "2010/11": "13"}
    assert (burglary["offer"]["number"], burglary["offer"]["side"]) == (2, "government")
    assert "wait for your side's answer" in burglary["standing"]
    (agreement,) = lsp.list("agreements/")
    assert {name: n for name, n in agreement["counts"].items() if n} == {
        "agreed": 1,
        "open": 1,
        "shortlisted": 1,
    }
    assert lsp.list("offers/", side="government", status="opened")[0]["number"] == 2
    assert lsp.list("offers/", status="withdrawn") == []


def test_a_national_reader_sees_what_is_settled_and_no_offer(talks, analyst):
    talks.say(P, Arson="14.40", Burglary="15.00")
    talks.say(G, Arson=K.ACCEPT, Burglary=K.HOLD)
    nation = Negotiator(analyst, Scope.AGREEMENTS_READ)

    (settled,) = nation.list("targets/")
    assert (settled["title"], settled["terms"]["values"]["2010/11"]) == ("Arson", "14.4")
    assert (settled["offer"], settled["waits_for"]) == (None, None)
    (agreement,) = nation.list("agreements/")
    assert (agreement["counts"]["agreed"], agreement["last_offer"]) == (1, None)
    assert agreement["next_step"].startswith("It is the partnership's turn")
    for name in ("offers", "drafts", "messages"):
        assert nation.list(f"{name}/") == []


def test_a_line_comes_with_its_evidence_and_five_results(talks):
    talks.measures["Burglary"] = make_known(talks.area, 961)
    offer = talks.say(P, Burglary="14.40")
    lsp, office = Negotiator(talks.coordinator), Negotiator(talks.reviewer)

    plain = lsp.get(f"offers/{offer.pk}/")
    told = lsp.get(f"offers/{offer.pk}/", ambition="true")

    (line,), pack = told["lines"], EvidencePack.objects.get()
    assert plain["lines"][0]["ambition"] is None
    assert len(line["ambition"]["results"]) == 5
    assert "for the partnership and the Government Office to agree" in line["ambition"]["informs"]
    assert line["pack"]["sha256"] == pack.sha256
    assert office.get(line["pack"]["href"])["intact"] is True
    target = lsp.get(line["target"]["href"])
    assert target["ambition"] == line["ambition"]


def test_partners_and_issues_are_read_with_what_each_said(talks, analyst):
    force, officer = make_partner(talks.area)
    council, _ = make_partner(talks.area, "x-council")
    (asked,) = ask(talks, "Burglary", force, question="Two officers")
    ask(talks, "Arson", council)
    actions.object_to_target(
        commitment_id=asked.pk, version=1, reason="No money", by=officer, at=AT
    )
    indicator = talks.target("Burglary").indicator
    issue = actions.raise_issue(
        indicator=indicator, title="No survey", text="It was not run", is_another=False,
        by=talks.coordinator, at=AT,
    )  # fmt: skip
    lsp = Negotiator(talks.coordinator)

    (told,) = lsp.list("commitments/", status="objected")
    assert (told["organisation"]["code"], told["reason"]) == ("x-force", "No money")
    assert (told["question"], told["times_asked"]) == ("Two officers", 1)
    assert told["duties"][0]["source"]
    assert len(lsp.list("commitments/", agreement=talks.agreement.pk)) == 2
    assert lsp.list("commitments/", organisation="x-council", status="objected") == []
    (open_issue,) = lsp.list("shared-issues/", status="open", indicator=indicator.code)
    assert (open_issue["title"], open_issue["answer"]) == ("No survey", None)
    nation = Negotiator(analyst, Scope.AGREEMENTS_READ)
    (act,) = nation.list("shared-issues/")[0]["actions"]
    assert (act["name"], act["method"], act["allowed"]) == ("answer_issue", "GET", True)
    assert act["href"].endswith(f"/shared-issues/{issue.pk}/answer/")


def test_a_draft_is_its_own_sides_alone(talks):
    talks.say(P, Burglary="14.40")
    draft = talks.draft(P, "Arson", K.OFFER, talks.terms("Arson"))
    office = Negotiator(talks.reviewer, *Scope)

    assert office.list("drafts/") == []
    assert office.client.get(f"{API}drafts/{draft.pk}/").status_code == 404
    for act in ("change", "discard"):
        assert office.post(f"drafts/{draft.pk}/{act}/", version=1).status_code == 404
    assert office.list("agreements/")[0]["drafts"] == 0
    assert titles(office.list("targets/")) == ["Burglary"]


LISTS = ("agreements", "targets", "drafts", "offers", "messages", "commitments")


def test_lists_and_an_offer_take_as_many_queries_for_40_targets_as_for_4():
    region = make_area("X12000901", kind="region")
    reviewer = person("of-region", "go_reviewer", area=region)
    reader = APIClient(headers={"accept": "application/json"})
    asked = []

    for suffix, number in (("", 4), ("b", 40)):
        talks = make_talks(suffix, titles=[f"Target {n}{suffix}" for n in range(number)])
        make_part(region, talks.area)
        offer = _under_way(talks, f"x-force{suffix}")
        again = User.objects.get(pk=reviewer.pk)  # their areas are read once for each person
        reader.force_authenticate(again)  # a key notes when it was used
        names = [*(f"{name}/" for name in LISTS), f"offers/{offer.pk}/?ambition=true"]
        reader.get(f"{API}agreements/")
        asked.append([len(queries(lambda n=name: _read(reader, n))) for name in names])

    assert asked[0] == asked[1]
    assert OfferLine.objects.count() == 44
    assert max(asked[1]) <= 16


def _under_way(talks, force):
    """Offer all targets; the office opens that, prepares to accept it and writes of each."""
    titles_ = list(talks.measures)
    for title in titles_:
        talks.draft(P, title, K.OFFER, talks.terms(title, type="local"))
    offer = talks.make_offer(P)
    actions.open_offer(offer_id=offer.pk, by=talks.reviewer, at=AT)
    actions.accept_all(agreement=talks.agreement, by=talks.reviewer, at=AT)
    body, _ = make_partner(talks.area, force)
    for title in titles_:
        ask(talks, title, body)
        target = talks.target(title)
        actions.write_message(target=target, text="Why?", by=talks.reviewer, at=AT)
    return offer


def _read(reader, name):
    answer = reader.get(f"{API}{name}")
    assert answer.status_code == 200, answer.content
    return answer
