"""A negotiation by key: drafts, offers and answers over HTTP, and what is refused."""

import pytest

from laa_portal.foundation.models import AuditEvent
from partnerships.models import Scope
from targets import actions
from targets.models import DraftLine, Message, Offer, Target
from targets.sides import Side
from targets.states import LineKind
from tests.factories.negotiation import AT, make_talks
from tests.factories.negotiators import API, Negotiator, terms
from tests.factories.partners import ask, make_partner
from tests.integration.api.test_problems import problem

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT
TITLES = ("Burglary", "Violence", "Arson")


@pytest.fixture
def talks():
    return make_talks(titles=TITLES)


@pytest.fixture
def lsp(talks):
    return Negotiator(talks.coordinator)


@pytest.fixture
def office(talks):
    return Negotiator(talks.reviewer)


def moves(record):
    return {one["name"] for one in record["actions"] if one["allowed"]}


def test_two_programs_negotiate_a_whole_round(talks, lsp, office):
    (agreement,) = lsp.list("agreements/", waiting_for="partnership")
    assert "It is your turn" in agreement["next_step"]
    for target in lsp.list(agreement["links"]["targets"], status="shortlisted"):
        assert lsp.draft(target["id"], "offer", terms()).status_code == 201
    first = lsp.make_offer(agreement["id"])
    assert (first.status_code, first.json()["number"]) == (201, 1)
    assert [line["terms"]["values"]["2010/11"] for line in first.json()["lines"]] == ["14.4"] * 3

    (waiting,) = office.list("agreements/", waiting_for="government")
    opened = office.post(f"{waiting['unopened']['href']}open/")
    assert opened.json()["status"] == "opened"
    found = office.list("targets/", waiting_for="government")
    arson = next(one for one in found if one["title"] == "Arson")
    asked = arson["terms"] | {"values": {"2010/11": "13.50"}}
    assert office.draft(arson["id"], "counter", asked).status_code == 201
    assert office.post(f"agreements/{waiting['id']}/accept-all/").json()["drafts"] == 3
    second = office.make_offer(waiting["id"]).json()
    assert [line["kind"] for line in second["lines"]] == ["counter", "accept", "accept"]
    (mark,) = [row for row in second["lines"][0]["redline"] if row["name"] == "2010/11"]
    assert mark["against_last_round"] == {"change": "lower", "sentence": "0.90 lower than 14.40"}

    lsp.post(f"offers/{second['id']}/open/")
    assert lsp.draft(arson["id"], "accept").status_code == 201
    third = lsp.make_offer(waiting["id"]).json()
    assert third["answers"]["number"] == 2
    done = lsp.get(f"agreements/{agreement['id']}/")
    assert (done["turn"], done["counts"]["agreed"]) == (None, 3)
    assert Target.objects.get(title="Arson").lines.count() == 3
    keys = AuditEvent.objects.filter(verb="make_offer").exclude(key_prefix="")
    assert keys.count() == 3


def test_what_is_stale_is_refused_and_nothing_is_lost(talks, lsp):
    target = talks.target("Burglary")
    begun = lsp.draft(target.pk, "offer", terms()).json()
    agreement = talks.agreement

    stale = lsp.make_offer(agreement.pk, version=agreement.version + 1)
    current = problem(stale, 412, "precondition_failed")["current"]
    assert (current["version"], current["drafts"]) == (agreement.version, 1)
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary", "13.00"))
    mine = {"kind": "offer", "terms": terms("12.00")}
    late = lsp.post(f"drafts/{begun['id']}/change/", mine, version=begun["version"])
    assert (
        problem(late, 412, "precondition_failed")["current"]["terms"]["values"]["2010/11"] == "13"
    )
    again = lsp.draft(target.pk, "offer", terms("12.00"))
    assert problem(again, 409, "conflict")["current"]["id"] == begun["id"]
    unseen = lsp.make_offer(agreement.pk, drafts={str(begun["id"]): begun["version"]})
    problem(unseen, 412, "precondition_failed")
    assert problem(lsp.post(f"agreements/{agreement.pk}/make-offer/", {"rationale": "x"}), 428,
                   "precondition_required")  # fmt: skip

    assert not Offer.objects.exists()
    assert DraftLine.objects.get().version == 2
    seen = lsp.make_offer(agreement.pk, drafts={str(begun["id"]): 2})
    assert seen.status_code == 201


def test_the_same_request_twice_makes_one_offer(talks, lsp):
    lsp.draft(talks.target("Burglary").pk, "offer", terms())
    agreement = talks.agreement

    once = lsp.make_offer(agreement.pk, version=agreement.version, key="the-offer")
    twice = lsp.make_offer(agreement.pk, version=agreement.version, key="the-offer")

    assert (once.status_code, twice.status_code) == (201, 201)
    assert twice["Idempotency-Replayed"] == "true"
    assert twice.json() == once.json()
    assert Offer.objects.count() == 1


def test_out_of_turn_is_told_what_can_be_done_instead(talks, lsp, office):
    first = talks.say(P, Burglary="14.40")

    refused = problem(lsp.make_offer(talks.agreement.pk), 409, "no_such_move")

    assert "It is the Government Office's turn" in refused["detail"]
    by_name = {move["name"]: move["href"] for move in refused["moves"]}
    assert set(by_name) == {"accept_all", "withdraw"}
    assert by_name["withdraw"].endswith(f"/offers/{first.pk}/withdraw/")
    done = lsp.post(by_name["withdraw"], {"reason": "A slip"}).json()
    assert (done["status"], done["withdrawn_because"]) == ("withdrawn", "A slip")
    late = problem(office.post(f"offers/{first.pk}/open/"), 409, "no_such_move")
    assert "was withdrawn" in late["detail"]
    assert lsp.list("drafts/")[0]["terms"]["values"]["2010/11"] == "14.4"


def test_nobody_answers_by_key_what_their_side_has_not_opened(talks, office):
    offer = talks.say(P, Burglary="14.40")
    target = talks.target("Burglary")

    cover = office.get(f"offers/{offer.pk}/")
    assert (cover["status"], cover["lines"], cover["rationale"]) == ("unopened", None, None)
    assert "Open it to read" in cover["unread_because"]
    assert office.get(f"targets/{target.pk}/")["terms"] is None
    refused = problem(office.draft(target.pk, "accept"), 409, "no_such_move")
    assert "Nobody of your side has opened offer 1" in refused["detail"]
    assert [move["name"] for move in refused["moves"]] == ["open"]
    refused = office.post(f"agreements/{talks.agreement.pk}/accept-all/")
    assert [move["name"] for move in problem(refused, 409, "no_such_move")["moves"]] == [
        "make_offer",
        "open",
    ]

    assert Offer.objects.get().opened_at is None
    assert not DraftLine.objects.exists()


def test_a_move_that_a_target_does_not_have_is_refused_with_those_it_has(talks, lsp):
    talks.say(P, Burglary="14.40")

    answer = lsp.draft(talks.target("Burglary").pk, "accept")

    refused = problem(answer, 409, "no_such_move")
    assert {move["name"] for move in refused["moves"]} == {"offer", "hold", "withdraw"}
    assert {move["href"] for move in refused["moves"]} == {f"http://testserver{API}drafts/"}


def test_each_rule_that_is_not_kept_is_an_error_with_its_source(talks, lsp):
    burglary, violence = talks.target("Burglary"), talks.target("Violence")
    lsp.draft(burglary.pk, "offer", terms("18.10"))
    lsp.draft(violence.pk, "offer", terms("14.40", unit="people", baseline=None))

    refused = problem(lsp.make_offer(talks.agreement.pk), 422, "breaks_rules")

    errors = {one["rule"]: one for one in refused["errors"]}
    assert set(errors) == {"the_better_way", "in_its_unit", "has_baseline"}
    better = errors["the_better_way"]
    assert better["source"] == "2007 Act s.105, “local improvement target”"
    assert better["href"].endswith(f"/targets/{burglary.pk}/")
    assert "18.1 is worse than the baseline" in better["detail"]
    assert DraftLine.objects.count() == 2


def test_terms_are_tried_out_and_nothing_is_kept(talks, lsp):
    target = talks.target("Burglary")
    body = {"target": target.pk, "kind": "offer", "terms": terms("18.10")}

    tried = lsp.post("drafts/?dry_run=true", body)

    assert tried.status_code == 200
    told = tried.json()
    assert (told["id"], told["version"], told["links"]) == (None, 0, None)
    assert [one["rule"] for one in told["findings"]] == ["the_better_way"]
    assert told["ambition"]["reason"] == "There is no figure to judge the value by yet."
    assert not DraftLine.objects.exists()
    assert not AuditEvent.objects.filter(verb="draft_line").exists()
    held = lsp.draft(target.pk, "offer", terms()).json()
    again = {"kind": "offer", "terms": terms("16.00")}
    tried = lsp.post(f"drafts/{held['id']}/change/?dry_run=true", again, version=1)
    assert tried.json()["terms"]["values"]["2010/11"] == "16"
    assert DraftLine.objects.get().version == 1
    wrong = lsp.post("drafts/?dry_run=perhaps", body)
    assert problem(wrong, 400, "invalid")["errors"][0]["parameter"] == "dry_run"


def test_a_draft_is_changed_held_against_its_reason_and_dropped(talks, lsp):
    talks.say(P, Burglary="14.40")
    begun = lsp.draft(talks.target("Burglary").pk, "hold", rationale="").json()
    assert begun["missing"] == ["Give your reason: the other side reads it."]
    changed = {"kind": "withdraw", "rationale": "No money"}

    done = lsp.post(f"drafts/{begun['id']}/change/", changed, version=1)
    assert (done.json()["kind"], done.json()["missing"], done["ETag"]) == ("withdraw", [], '"2"')
    gone = lsp.post(f"drafts/{begun['id']}/discard/", version=2)
    assert gone.json()["kind"] == "withdraw"

    assert not DraftLine.objects.exists()


UNREADABLE = [
    # what is sent of the terms, and the field that is at fault
    ({"baseline": 18.0}, "baseline"),
    ({"values": {"2011/12": "14"}}, "values"),
    ({"baseline_period": "soon"}, "baseline_period"),
    ({"measure": "NI 15"}, "measure"),
    ({"gap_to": "E92000002"}, "gap_to"),
    ({"review_months": 4}, "review_months"),
    ({"parts": [{"area": "E92000001", "value": "1"}]}, "parts.0.area"),
    ({"parts": [{"value": "1"}]}, "parts.0.area"),
    ({"placeholder_reason": "no_baseline", "values": {}}, "placeholder_trigger"),
    ({"placeholder_reason": "no_baseline", "placeholder_trigger": "It"}, "values"),
    ({"placeholder_reason": "shared_issue", "values": {}}, "issue"),
    ({"colour": "red"}, "colour"),
]


def test_terms_that_cannot_be_read_are_refused_by_field(catalogue, talks, lsp):
    target = talks.target("Burglary").pk

    for changes, parameter in UNREADABLE:
        answer = lsp.draft(target, "offer", terms(**changes))
        wrong = [one["parameter"] for one in problem(answer, 400, "invalid")["errors"]]
        assert wrong == [f"terms.{parameter}"], changes
    several = lsp.draft(target, "offer", {"baseline": 1, "shape": "wave"})
    wrong = {one["parameter"] for one in problem(several, 400, "invalid")["errors"]}
    assert wrong == {"terms.type", "terms.baseline", "terms.shape"}
    assert problem(lsp.draft(target, "offer"), 400, "invalid")["errors"][0]["code"] == "missing"
    assert not DraftLine.objects.exists()


def test_a_placeholder_is_prepared_and_held_open_by_both(talks, lsp, office):
    waits = {"placeholder_reason": "no_baseline", "placeholder_trigger": "The first survey"}
    lsp.draft(talks.target("Burglary").pk, "offer", {"type": "designated", **waits})
    offer = lsp.make_offer(talks.agreement.pk).json()
    assert offer["lines"][0]["terms"]["placeholder_trigger"] == "The first survey"
    office.post(f"offers/{offer['id']}/open/")
    office.draft(talks.target("Burglary").pk, "accept")
    answer = office.make_offer(talks.agreement.pk).json()

    (unread,) = lsp.list("targets/", status="placeholder")
    assert (unread["unopened"]["id"], moves(unread)) == (answer["id"], {"open"})
    lsp.post(f"offers/{answer['id']}/open/")
    (held,) = lsp.list("targets/", status="placeholder")
    assert held["terms"]["placeholder_reason"] == "no_baseline"
    assert moves(held) == {"reopen", "withdraw"}


def test_messages_are_written_by_both_sides_and_stay(talks, lsp, office):
    target = talks.target("Burglary")
    early = lsp.post("messages/", {"target": target.pk, "text": "Why?"})
    assert "has not been offered yet" in problem(early, 403, "forbidden")["detail"]
    talks.say(P, Burglary="14.40")

    assert lsp.post("messages/", {"target": target.pk, "text": "Look at 2006"}).status_code == 201
    made = office.post("messages/", {"target": target.pk, "text": "We did"})

    assert made["Location"] == made.json()["links"]["self"]
    told = lsp.list("messages/", target=target.pk)
    assert [(one["side"], one["text"], one["offer"]) for one in told] == [
        ("partnership", "Look at 2006", 1),
        ("government", "We did", 1),
    ]
    assert Message.objects.count() == 2
    other = office.post("messages/", {"target": 987654, "text": "Who?"})
    assert problem(other, 400, "invalid")["errors"][0]["parameter"] == "target"


def test_those_who_only_read_along_speak_for_nobody(talks):
    talks.say(P, Burglary="14.40")
    director = Negotiator(talks.director)
    target = talks.target("Burglary").pk

    drafted = director.draft(target, "accept")
    assert (
        "reviewers of Government Offices make offers"
        in problem(drafted, 403, "forbidden")["detail"]
    )
    problem(director.make_offer(talks.agreement.pk), 403, "forbidden")
    offer = Offer.objects.get()
    problem(director.post(f"offers/{offer.pk}/withdraw/", {"reason": "x"}), 403, "forbidden")
    assert director.post(f"offers/{offer.pk}/open/").json()["status"] == "opened"
    reader = Negotiator(talks.coordinator, Scope.AGREEMENTS_READ)
    problem(reader.draft(target, "hold"), 403, "forbidden")


def test_no_key_consents_objects_or_keeps_notes(client, talks):
    force, officer = make_partner(talks.area)
    (asked,) = ask(talks, "Burglary", force)
    partner = Negotiator(officer, *Scope)

    told = partner.get(f"commitments/{asked.pk}/")
    consents = {one["name"]: one for one in told["actions"]}
    for name in ("agree_to_target", "object_to_target", "say_not_applicable"):
        act = consents[name]
        assert (act["method"], act["allowed"]) == ("GET", False)
        assert "A key cannot answer for an organisation" in act["reason_if_not"]
        path = act["href"].removeprefix("http://testserver")
        assert path == f"/commitments/{asked.pk}/{name.replace('_', '-')}/"
        by_api = f"commitments/{asked.pk}/{name.replace('_', '-')}/"
        assert partner.post(by_api, version=asked.version).status_code == 404
        on_page = partner.client.post(path, {"version": asked.version, "reason": "We do"})
        assert on_page.status_code in (302, 403)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(partner.client, method)(f"{API}commitments/{asked.pk}/")
        assert answer.status_code == 405
    for address in ("commitments/", "private-notes/", f"targets/{asked.target_id}/notes/"):
        assert partner.post(address, {"text": "Quiet"}).status_code in (403, 404, 405)
    asked.refresh_from_db()
    assert (asked.status, asked.answered_at) == ("asked", None)


def test_a_draft_by_a_person_and_an_offer_by_key_meet_in_one_place(talks, lsp):
    talks.draft(P, "Burglary", K.OFFER, talks.terms("Burglary"))
    (prepared,) = lsp.list("drafts/", agreement=talks.agreement.pk)

    made = lsp.make_offer(talks.agreement.pk, drafts={str(prepared["id"]): prepared["version"]})

    assert made.status_code == 201
    offer = Offer.objects.get()
    actions.open_offer(offer_id=offer.pk, by=talks.director, at=AT)
    assert lsp.get(f"offers/{offer.pk}/")["status"] == "opened"
