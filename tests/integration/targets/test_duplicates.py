"""Two priorities that may be one are noticed, and kept apart on purpose."""

import pytest

from targets import queries
from tests.factories import targets as made
from tests.factories.indicators import make_indicator

from .test_assessment_pages import send, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cdrp, officer):
    return made.start(cdrp, officer)


@pytest.mark.parametrize(
    ("title", "is_noticed"),
    [
        ("Violence at night", True),
        ("violence in the night time", True),
        ("Burglary", False),
        ("Violence in the night", False),  # the same: adding it is refused with a sentence
    ],
)
def test_titles_much_alike_are_noticed(draft, officer, title, is_noticed):
    made.add(draft, officer, "Violence in the night")

    assert bool(queries.alike(draft, title=title)) == is_noticed


def test_adding_one_more_of_the_same_is_asked_about_first(client, draft, officer):
    first = made.add(draft, officer, "Violence at night")
    client.force_login(officer)

    asked = send(client, "add-priority", draft.pk, title="Violence in the night")

    assert asked.status_code == 200
    assert "Is it the same priority?" in text(asked)
    assert first.get_absolute_url() in asked.text
    assert draft.priorities.count() == 1
    kept = send(client, "add-priority", draft.pk, title="Violence in the night", keep=1)
    assert "step 1 of 5" in text(kept)
    assert draft.priorities.count() == 2


def test_an_indicator_that_another_bears_on_is_asked_about_once(client, draft, officer):
    one, two = made.add(draft, officer, "Knives"), made.add(draft, officer, "Gangs")
    shared = make_indicator(901)
    one.indicators.add(shared)
    client.force_login(officer)
    typed = {"version": two.version, "title": "Gangs", "indicators": [shared.pk], "continue": 1}

    asked = send(client, "describe-priority", two.pk, "indicators", **typed)

    assert "both bear on NI 901" in text(asked)
    assert not two.indicators.exists()
    assert 'name="continue" value="1"' in asked.text
    kept = send(client, "describe-priority", two.pk, "indicators", keep=1, **typed)
    assert "step 2 of 5" in text(kept)
    typed["version"] += 1
    again = send(client, "describe-priority", two.pk, "indicators", **typed)
    assert "step 2 of 5" in text(again)
