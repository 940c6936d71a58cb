"""Two who work on an assessment at once: nothing is lost. Each commits, as in life."""

import uuid

import pytest

from targets import actions
from tests.factories import targets as made
from tests.factories.partnerships import make_area
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")
AT = made.AT


@pytest.fixture
def two():
    """A CDRP of this test's own, with an officer and a chair, and its draft."""
    name = uuid.uuid4().hex[:8]
    cdrp = made.make_cdrp(f"x-{name}", areas=[make_area(f"X{name.upper()}"[:9])])
    officer, chair = made.make_officer(cdrp, f"o-{name}"), made.make_chair(cdrp, f"c-{name}")
    return made.start(cdrp, officer), officer, chair


def test_priorities_added_at_once_are_both_kept(two):
    draft, officer, chair = two

    outcomes = Race(
        *(
            lambda title=title, by=by: actions.add_priority(
                assessment_id=draft.pk, title=title, by=by, at=AT
            )
            for title, by in (("Burglary", officer), ("Drugs", chair))
        )
    ).finish()

    assert outcomes == ["done", "done"]
    assert sorted(draft.priorities.values_list("rank", flat=True)) == [1, 2]


def test_one_text_saved_at_once_by_two_is_saved_by_one(two):
    draft, officer, chair = two

    outcomes = Race(
        *(
            lambda by=by: actions.write_section(
                assessment_id=draft.pk, content="levels", number=0, text=by.name, by=by, at=AT
            )
            for by in (officer, chair)
        )
    ).finish()

    assert outcomes == ["Stale", "done"]
    assert draft.sections.count() == 1


def test_a_text_saved_while_the_assessment_is_submitted(two):
    """Either it was in before, or whoever wrote it is told: never a text nobody submitted."""
    draft, officer, chair = two
    made.write_all(draft, officer)
    made.add(draft, officer)

    outcomes = Race(
        lambda: made.submit(draft, officer),
        lambda: actions.write_section(
            assessment_id=draft.pk, content="levels", number=1, text="Late", by=chair, at=AT
        ),
    ).finish()

    assert outcomes in (["PermissionDenied", "done"], ["done", "done"])
    draft.refresh_from_db()
    late = draft.sections.filter(text="Late").exists()
    assert draft.status == "submitted"
    assert late == (outcomes == ["done", "done"])
