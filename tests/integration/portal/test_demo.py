"""The demonstration: invented, labelled, kept from one start to the next."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import models, transaction
from django.test import override_settings
from django.utils import timezone

from indicators.models import DataReturn, Observation
from laa_portal.demo.people import ELSEWHERE, PEOPLE, posts_of, user_of
from laa_portal.demo.returns import FILES
from partnerships.actions import revoke_key
from partnerships.models import (
    Area,
    ComparatorGroup,
    Deadline,
    Key,
    Organisation,
    Partnership,
    Peer,
    Population,
    RoleKind,
    Seat,
    User,
)
from reviews.models import (
    Concern,
    ConcernStep,
    ImprovementAction,
    ImprovementPlan,
    Intervention,
    Judgement,
    Review,
    ReviewStep,
)
from targets import actions, queries
from targets.models import (
    AgreementVersion,
    Commitment,
    CommunitySafetyAgreement,
    Designation,
    DraftLine,
    Engagement,
    Escalation,
    Memorandum,
    Message,
    Offer,
    OfferLine,
    PartnershipPlan,
    Priority,
    PriorityEvidence,
    PrivateNote,
    SharedIssue,
    StandardRecord,
    StrategicAssessment,
    Target,
)
from targets.sides import Side
from targets.signing import ORDER as SIGNING_ORDER
from tests.factories.keys import with_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@dataclass
class Demo:
    """The demonstration as it was begun, and what was there before it."""

    file: Path
    before: dict[type[models.Model], set[int]] = field(default_factory=dict)
    written: dict[str, Any] = field(default_factory=dict)

    def start(self) -> dict[str, Any]:
        call_command("demo", address="http://127.0.0.1:8000/", verbosity=0)
        return json.loads(self.file.read_text())


@pytest.fixture(scope="module")
def demo(catalogue, django_db_blocker, tmp_path_factory):
    """Begun once for this module, since that takes its time, and undone after it."""
    folder = tmp_path_factory.mktemp("var")
    places = (Area, Organisation, Partnership)
    with (
        django_db_blocker.unblock(),
        override_settings(VAR_DIR=folder),
        transaction.atomic(),
    ):
        begun = Demo(folder / "demo.json")
        begun.before = {one: set(one.objects.values_list("pk", flat=True)) for one in places}
        begun.written = begun.start()
        yield begun
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def file_as_begun(demo):
    """What a test has written to the file is undone as what it wrote to the database is."""
    yield
    demo.file.write_text(json.dumps(demo.written))


def test_demo_has_a_sign_in_for_every_role_in_a_file_for_its_owner_alone(demo):
    users = demo.written["users"]

    assert {user["role"] for user in users} == set(RoleKind.values)
    assert len(PEOPLE) == len(RoleKind) + 1, "the second person who approves"
    assert len(users) == len(PEOPLE) + len(ELSEWHERE)
    for user in users:
        assert User.objects.get(username=user["username"]).check_password(user["password"])
    assert demo.file.stat().st_mode & 0o077 == 0


def test_demo_again_keeps_people_passwords_and_figures(demo):
    kept = (User, Area, Population, Organisation, Seat, ComparatorGroup, Peer, Observation)
    kept += (Deadline, StrategicAssessment, Priority, Escalation, Target)
    kept += (Engagement, StandardRecord, PartnershipPlan, CommunitySafetyAgreement)
    kept += (Concern, ConcernStep, Intervention, Judgement, ImprovementAction, ReviewStep)
    kept += (Offer, OfferLine, DraftLine, Commitment, SharedIssue, Message, PrivateNote)
    counts = [model.objects.count() for model in kept]

    again = demo.start()

    assert again == demo.written
    assert counts == [model.objects.count() for model in kept]
    assert DataReturn.objects.count() == len(FILES)


def test_demo_marks_all_it_makes_as_invented_and_leaves_real_areas_without_figures(demo):
    for model, known in demo.before.items():
        made = model.objects.exclude(pk__in=known)
        assert made.exists()
        assert not made.filter(is_invented=False).exists()
        assert not model.objects.filter(pk__in=known, is_invented=True).exists()
    assert not Observation.objects.filter(area__is_invented=False).exists()
    assert not Observation.objects.exclude(note="Generated for demonstration").exists()


def test_demo_has_keys_that_open_and_are_kept(demo):
    keys = demo.written["keys"]

    resources = ("returns", "partnership-plans", "community-safety-agreements")
    for key, name in zip(keys, resources, strict=True):
        assert with_key(key["secret"]).get(f"/api/v1/{name}/").status_code == 200
    assert demo.start()["keys"] == keys
    assert Key.objects.count() == len(keys)


def test_demo_makes_another_key_once_one_is_revoked(demo, at):
    first, *others = demo.written["keys"]
    key = Key.objects.earliest("pk")
    revoke_key(key_id=key.pk, by=key.made_by, at=at)

    second, *same = demo.start()["keys"]

    assert second["secret"] != first["secret"]
    assert same == others


def test_demo_has_a_county_before_and_a_unitary_area_within_its_negotiation(demo):
    found = StrategicAssessment.objects.values_list("partnership__code", "status")
    assert {code.removeprefix("x-cdrp-"): status for code, status in found} == {
        "ashmere": "adopted",
        "coldwell": "adopted",
        "fernley": "submitted",
        "netherby": "draft",
        "castlebray": "adopted",
    }
    assert set(Escalation.objects.values_list("status", flat=True)) == {
        "put",
        "taken_up",
        "declined",
    }
    frozen = PriorityEvidence.objects.filter(measure__indicator__code__in=("NI 15", "NI 16"))
    assert frozen.exists()
    assert not frozen.filter(pack=None).exists()
    rows = queries.rows_of(Area.objects.get(name="Greyshire"))
    assert sorted(one.target.status for one in rows if one.target) == ["left_out", "shortlisted"]
    assert_negotiation_is_half_way()
    assert_what_is_said_is_labelled()


def assert_negotiation_is_half_way():
    ours, theirs = Offer.objects.filter(agreement__area__name="Castlebray").order_by("number")
    assert (ours.side, theirs.side) == (Side.PARTNERSHIP, Side.GOVERNMENT)
    assert ours.made_at < ours.opened_at < theirs.made_at < theirs.opened_at
    assert ours.agreement.turn == Side.PARTNERSHIP
    assert DraftLine.objects.get().side == Side.PARTNERSHIP
    answers = Counter(theirs.lines.values_list("kind", flat=True))
    assert answers == {"accept": 4, "counter": 2, "hold": 1}
    stand = Counter(ours.agreement.targets.values_list("status", flat=True))
    assert stand == {"open": 3, "agreed": 3, "placeholder": 1}
    without_evidence = ours.lines.filter(pack=None)
    codes = without_evidence.values_list("target__indicator__code", flat=True)
    assert set(codes) == {"NI 40", None}
    assert queries.waiting_for(SharedIssue.objects.open().get()).exists()
    named = Commitment.objects.filter(target__agreement=ours.agreement)
    assert set(named.values_list("status", flat=True)) == {"asked", "agreed", "objected"}


def test_demo_has_an_agreement_that_was_signed_a_year_ago(demo):
    version = AgreementVersion.objects.get(area__name="Larrowmouth")
    assert (version.status, version.number) == ("signed", 1)
    assert version in AgreementVersion.objects.in_force(timezone.localdate())
    signed = version.signatures.values_list("capacity", flat=True)
    assert list(signed) == list(SIGNING_ORDER)
    listed = version.lines.exclude(standing="agreed").values_list("code", "standing")
    assert list(listed) == [("NI 32", "placeholder")]
    assert queries.rebuilt_text(version) == version.content
    assert queries.changes_since(version) == []
    codes = Designation.objects.values_list("target__indicator__code", flat=True)
    assert sorted(codes) == ["NI 15", "NI 16", "NI 20", "NI 33"]
    assert Memorandum.objects.get().occasion == "designation"
    assert_what_follows_is_under_way()


def assert_what_follows_is_under_way():
    concerns = Concern.objects.filter(area__name="Larrowmouth")
    assert set(concerns.values_list("status", flat=True)) == {"in_hand", "asked", "open"}
    opened = Intervention.objects.open().values_list("body", flat=True)
    assert set(opened) == {"ofsted", "home_office"}
    found = Judgement.objects.order_by("published_on").values_list("kind", "weight")
    assert list(found) == [("inspection", "concern"), ("area_assessment", "exceptional")]
    assert ImprovementPlan.objects.get().status == "agreed"
    done, late = ImprovementAction.objects.order_by("number")
    assert done.done_at
    assert late.is_overdue(timezone.localdate())
    review = Review.objects.get()
    assert (review.status, review.findings.count()) == ("held", 5)
    assert {one.computed for one in review.findings.all()} > {"red", "amber", "green"}


def assert_what_is_said_is_labelled():
    texts = [
        *Priority.objects.values_list("evidence", flat=True),
        *Offer.objects.values_list("rationale", flat=True),
        *OfferLine.objects.exclude(rationale="").values_list("rationale", flat=True),
        *Commitment.objects.exclude(reason="").values_list("reason", flat=True),
        *Message.objects.values_list("text", flat=True),
        *PrivateNote.objects.values_list("text", flat=True),
        *ConcernStep.objects.exclude(done_by=None)
        .exclude(verb="decide_response")
        .values_list("text", flat=True),
        *Intervention.objects.values_list("text", flat=True),
        *Judgement.objects.values_list("text", flat=True),
        *ReviewStep.objects.exclude(text="").values_list("text", flat=True),
    ]
    assert all(text.startswith("Invented for demonstration.") for text in texts)


def test_demo_has_plans_what_people_said_and_a_county_agreement_to_adopt(demo, at):
    plans = PartnershipPlan.objects.values_list("partnership__code", "status")
    assert dict(plans) == {"x-cdrp-castlebray": "adopted", "x-cdrp-ashmere": "draft"}
    assert PartnershipPlan.objects.with_public_summary().count() == 1
    statuses = set(Engagement.objects.values_list("status", flat=True))
    assert statuses == {"draft", "published"}
    said = Engagement.objects.published().values_list("heard", flat=True)
    assert all(text.startswith("Invented for demonstration.") for text in said)
    agreement = CommunitySafetyAgreement.objects.get()

    actions.adopt_safety_agreement(
        agreement_id=agreement.pk,
        version=agreement.version,
        positions=posts_of(agreement.partnership, at),
        by=user_of(RoleKind.COUNTY_OFFICER, "greyshire"),
        at=at,
    )

    sat = agreement.presences.values_list("seat__organisation__name", flat=True)
    assert {f"{place} District Council" for place in ("Ashmere", "Netherby")} < set(sat)
