"""The priorities of an assessment: added, described, ranked, weighed and removed."""

import pytest
from django.core.exceptions import PermissionDenied

from indicators.models import Indicator
from laa_portal.foundation.versioning import Stale
from targets import actions, queries
from targets.models import Priority
from tests.factories import targets as made

AT = made.AT


@pytest.fixture
def draft(cdrp, officer):
    return made.start(cdrp, officer)


def rank(assessment, by, ranks):
    assessment.refresh_from_db()
    return actions.rank_priorities(
        assessment_id=assessment.pk, version=assessment.version, ranks=ranks, by=by, at=AT
    )


def test_priorities_come_one_after_the_other(draft, officer):
    first, second = made.add(draft, officer, "Burglary"), made.add(draft, officer, "Drugs")

    assert (first.rank, second.rank) == (1, 2)
    with pytest.raises(actions.TitleTaken, match="called “Drugs” already"):
        made.add(draft, officer, "Drugs")


@pytest.mark.usefixtures("catalogue")
def test_a_priority_is_described_a_step_at_a_time(draft, officer, cdrp):
    priority = made.add(draft, officer)
    knife = Indicator.objects.get(code="NI 28")
    force = cdrp.organisations.get(kind="police_force")

    described = actions.describe_priority(
        priority_id=priority.pk,
        version=priority.version,
        changes={"impact": 5, "psa_considered": "PSA 23"},
        indicators=[knife],
        partners=[force],
        by=officer,
        at=AT,
    )

    described.refresh_from_db()
    assert (described.impact, described.evidence) == (5, "Up by a tenth in a year.")
    assert list(described.indicators.all()) == [knife]
    assert list(described.partners.all()) == [force]


def test_whoever_saves_a_step_second_is_told(draft, officer, chair):
    priority = made.add(draft, officer)
    step = {"priority_id": priority.pk, "version": priority.version, "at": AT}
    actions.describe_priority(**step, changes={"evidence": "Theirs"}, by=chair)

    with pytest.raises(Stale):
        actions.describe_priority(**step, changes={"evidence": "Mine"}, by=officer)


def test_ranks_are_all_set_or_none(draft, officer):
    a, b, c = (made.add(draft, officer, title) for title in "abc")

    rank(draft, officer, {a.pk: 3, b.pk: 1, c.pk: 2})
    with pytest.raises(actions.WrongRanks, match="have the rank 1"):
        rank(draft, officer, {a.pk: 1, b.pk: 1, c.pk: 2})
    with pytest.raises(actions.WrongRanks, match="No priority has the rank 3"):
        rank(draft, officer, {a.pk: 1, b.pk: 2, c.pk: 4})
    with pytest.raises(actions.WrongRanks, match="Give every priority"):
        rank(draft, officer, {a.pk: 1})

    assert [p.title for p in draft.priorities.order_by("rank")] == ["b", "c", "a"]


def test_removing_one_moves_the_others_up(draft, officer):
    a, _, _ = (made.add(draft, officer, title) for title in "abc")

    actions.remove_priority(priority_id=a.pk, version=a.version, by=officer, at=AT)

    assert [(p.title, p.rank) for p in draft.priorities.all()] == [("b", 1), ("c", 2)]


def test_nothing_of_an_adopted_assessment_is_changed(cdrp, officer, chair):
    adopted = made.make_adopted(cdrp, officer, chair)
    priority = adopted.priorities.get()

    for refused in (
        lambda: made.add(adopted, officer, "Another"),
        lambda: rank(adopted, officer, {priority.pk: 1}),
        lambda: actions.remove_priority(
            priority_id=priority.pk, version=priority.version, by=officer, at=AT
        ),
    ):
        with pytest.raises(PermissionDenied, match="Begin a corrected edition"):
            refused()
    assert Priority.objects.count() == 1


def test_matrix_scores_by_the_partnerships_own_weights(draft, officer, cdrp):
    harm = {"impact": 5, "likelihood": 2, "trend": 3, "concern": 3}
    often = {"impact": 1, "likelihood": 5, "trend": 3, "concern": 3}
    made.add(draft, officer, "Harm", **harm)
    made.add(draft, officer, "Often", **often)

    before = queries.scored_priorities(draft)
    assert [row.score for row in before.rows] == [3.25, 3.0]
    assert {(c.criterion, c.weight, str(p)) for c, p in before.changes} == {
        ("impact", 0, "Often"),
        ("likelihood", 2, "Often"),
    }
    actions.weigh(
        partnership=cdrp,
        version=0,
        weights={"impact": 0, "likelihood": 1, "trend": 1, "concern": 1},
        by=officer,
        at=AT,
    )

    assert [row.place for row in queries.scored_priorities(draft).rows] == [2, 1]
