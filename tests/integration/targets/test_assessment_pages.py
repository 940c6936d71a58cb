"""An officer and a chair at their pages, from the first text to an adopted assessment."""

import re

import pytest
from django.urls import reverse

from indicators.models import Indicator
from targets.contents import CONTENTS
from targets.models import Priority, StrategicAssessment
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.partnerships import make_area

pytestmark = pytest.mark.usefixtures("catalogue")


def page(client, name, *args):
    return client.get(reverse(f"targets:{name}", args=args))


def send(client, name, *args, **typed):
    return client.post(reverse(f"targets:{name}", args=args), typed, follow=True)


def text(answer):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)).strip()


def test_from_an_empty_page_to_an_adopted_assessment(client, cdrp, officer, chair):
    client.force_login(officer)
    assert "No assessment yet" in text(page(client, "cdrp", cdrp.code))
    begun = send(client, "start-assessment", cdrp.code, year=2008)
    assessment = StrategicAssessment.objects.get()
    assert begun.redirect_chain[-1][0] == assessment.get_absolute_url()
    assert "Nothing is written yet on: Levels and patterns;" in text(begun)

    for content in CONTENTS:
        asked = page(client, "write-section", assessment.pk, content.key)
        assert content.question in text(asked)
        send(client, "write-section", assessment.pk, content.key, number=0, text="What we know.")
    send(client, "add-priority", assessment.pk, title="Knives in town")
    priority = Priority.objects.get()
    knife = Indicator.objects.get(code="NI 28")
    steps = {
        "indicators": {"title": "Knives in town", "indicators": [knife.pk]},
        "evidence": {"evidence": "Twice the rate of similar areas.", "page_reference": "p. 14"},
        "importance": {"impact": 5, "likelihood": 2, "trend": 4, "concern": 5},
        "partners": {"partners": [cdrp.organisations.first().pk]},
        "community": {"community_said": "Parents named it first."},
    }
    for step, typed in steps.items():
        priority.refresh_from_db()
        gone_on = send(
            client,
            "describe-priority",
            priority.pk,
            step,
            version=priority.version,
            **{"continue": 1},
            **typed,
        )
    said = text(gone_on)
    for words in ("NI 28", "Twice the rate", "p. 14", "5 of 5", "Parents named it first."):
        assert words in said

    assessment.refresh_from_db()
    submitted = send(client, "submit-assessment", assessment.pk, version=assessment.version)
    assert "The strategy group decides" in text(submitted)

    client.force_login(chair)
    posts = {f"seat_{seat.pk}": "Chief officer" for seat in cdrp.seats.all()}
    assessment.refresh_from_db()
    one_missing = dict(list(posts.items())[1:])
    refused = send(
        client, "adopt-assessment", assessment.pk, version=assessment.version, **one_missing
    )
    assert refused.status_code == 422
    assert "took part. Adopt it when one does" in text(refused)
    adopted = send(client, "adopt-assessment", assessment.pk, version=assessment.version, **posts)
    assert "It stands as adopted" in text(adopted)
    paper = text(page(client, "paper", assessment.pk))
    assert all(content.question in paper for content in CONTENTS)
    assert "1. Knives in town" in paper


def test_the_second_to_save_a_text_sees_both(client, cdrp, officer, chair):
    assessment = made.start(cdrp, officer)
    client.force_login(officer)
    send(client, "write-section", assessment.pk, "levels", number=0, text="The officer's words")
    client.force_login(chair)

    overtaken = send(
        client, "write-section", assessment.pk, "levels", number=0, text="The chair's words"
    )
    assert overtaken.status_code == 409
    assert "The officer&#x27;s words" in overtaken.text
    assert "The chair&#x27;s words" in overtaken.text
    assert 'name="number" value="1"' in overtaken.text
    send(client, "write-section", assessment.pk, "levels", number=1, text="Both")

    kept = assessment.sections.order_by("number").values_list("text", flat=True)
    assert list(kept) == ["The officer's words", "Both"]


def test_others_are_told_apart_from_strangers(client, cdrp, officer, chair):
    draft = made.start(cdrp, officer, 2009)
    adopted = made.make_adopted(cdrp, officer, chair, 2008)
    client.force_login(person("reviewer", "go_reviewer", area=cdrp.areas.get()))

    assert page(client, "assessment", draft.pk).status_code == 404
    seen = page(client, "assessment", adopted.pk)
    assert "It stands as adopted" in text(seen)
    assert "Correct it" not in text(seen)
    refused = send(client, "add-priority", adopted.pk, title="Ours")
    assert refused.status_code == 403
    assert "Only the officers and the chair" in text(refused)
    client.force_login(person("far", "go_reviewer", area=make_area("X07000902")))
    assert page(client, "assessment", adopted.pk).status_code == 404


@pytest.mark.parametrize(
    ("name", "more"), [("write-section", ["nonsense"]), ("describe-priority", ["nonsense"])]
)
def test_contents_and_steps_that_are_none(client, cdrp, officer, name, more):
    draft = made.start(cdrp, officer)
    priority = made.add(draft, officer)
    client.force_login(officer)
    pk = draft.pk if name == "write-section" else priority.pk

    assert page(client, name, pk, *more).status_code == 404


def test_ranking_with_a_tie_says_so_and_keeps_what_was_typed(client, cdrp, officer):
    draft = made.start(cdrp, officer)
    one, two = made.add(draft, officer, "One"), made.add(draft, officer, "Two")
    client.force_login(officer)
    draft.refresh_from_db()

    tied = send(
        client,
        "priorities",
        draft.pk,
        version=draft.version,
        **{f"rank_{one.pk}": 2, f"rank_{two.pk}": 2},
    )

    assert tied.status_code == 422
    assert "Two priorities have the rank 2. Each needs its own." in text(tied)
    assert tied.text.count('value="2"') == 2


def test_weights_are_shown_and_set(client, cdrp, officer):
    client.force_login(officer)
    assert page(client, "weigh", cdrp.code).status_code == 200
    none = send(client, "weigh", cdrp.code, version=0, impact=0, likelihood=0, trend=0, concern=0)
    assert "At least one criterion must count" in text(none)

    done = send(client, "weigh", cdrp.code, version=0, impact=3, likelihood=1, trend=1, concern=0)

    assert "The weights are set." in text(done)
    assert cdrp.weighting.impact == 3


def test_a_correction_is_begun_with_its_reason(client, cdrp, officer, chair):
    adopted = made.make_adopted(cdrp, officer, chair)
    client.force_login(officer)

    bare = send(client, "correct-assessment", adopted.pk, version=adopted.version, reason="")
    assert bare.status_code == 422
    begun = send(
        client, "correct-assessment", adopted.pk, version=adopted.version, reason="Wrong table"
    )

    assert "This edition sets the one before it right: Wrong table" in text(begun)
    assert "Edition" in text(page(client, "cdrp", cdrp.code))
