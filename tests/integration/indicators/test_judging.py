"""What is found in a return before it counts, and how it is explained."""

import pytest
from django.core.exceptions import PermissionDenied

from indicators import actions, queries
from indicators.actions import Unexplained
from indicators.models import Explanation, Finding, Observation, StagedRow
from indicators.reading import judging as reading
from indicators.states import ReturnStatus
from laa_portal.foundation.models import AuditEvent, Job
from laa_portal.foundation.versioning import Stale
from partnerships.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

HEADER = "indicator,area_code,period,numerator,denominator\n"
LONDON = "NI 16,E23000001,2008/09,{},7804732\n"


@pytest.fixture
def send(provider, at):
    """Have a return of the rows given checked."""

    def act(rows, *, header=HEADER):
        data_return, _ = actions.send(
            organisation=Organisation.objects.get(code="home-office"),
            name="a.csv",
            content=(header + rows).encode(),
            by=provider,
            at=at,
        )
        assert data_return.status == ReturnStatus.CHECKED, list(data_return.errors.all())
        return data_return

    return act


@pytest.fixture
def confirm(provider, at):
    def act(data_return, **changes):
        arguments = {"version": data_return.version, "by": provider, "at": at}
        return actions.confirm(return_id=data_return.pk, **(arguments | changes))

    return act


def test_each_row_is_foretold_with_what_it_changes(send, confirm, provider):
    confirm(send(LONDON.format(200_000) + "NI 16,E23000002,2008/09,20000,500000\n"))

    found = send(
        LONDON.format(210_000)
        + "NI 16,E23000002,2008/09,20000,500000\nNI 16,E23000003,2008/09,50000,1400000\n"
    )

    lines = reading.foretold(reading.foretold_rows(found), provider)
    assert [line.row.outcome for line in lines] == ["changed", "unchanged", "new"]
    assert [line.percent for line in lines] == [pytest.approx(5.0), 0, None]
    assert queries.changes(found) == queries.Changes(1, 1, 1)


def test_large_change_must_be_explained_before_it_counts(send, confirm, at):
    confirm(send(LONDON.format(200_000)))
    found = send(LONDON.format(300_000))

    with pytest.raises(Unexplained, match="NI 16/large_change") as unexplained:
        confirm(found)

    assert unexplained.value.keys == ["NI 16/large_change"]
    assert Observation.objects.get().numerator == 200_000


def test_explanation_stays_with_the_figure_and_names_its_person(send, confirm, provider, at):
    confirm(send(LONDON.format(200_000)))
    found = send(LONDON.format(300_000))

    confirm(found, explanations={"NI 16/large_change": " Vehicle crime was left out. "})

    kept = Explanation.objects.get()
    assert (kept.text, kept.given_by, kept.given_at) == (
        "Vehicle crime was left out.",
        provider,
        at,
    )
    current = Observation.objects.current().get()
    assert current.numerator == 300_000
    assert [one.text for one in reading.reasons_of(current)] == ["Vehicle crime was left out."]


def test_blank_explanation_is_none(send, confirm):
    confirm(send(LONDON.format(200_000)))

    with pytest.raises(Unexplained):
        confirm(send(LONDON.format(300_000)), explanations={"NI 16/large_change": "  "})


def test_one_explanation_serves_all_rows_of_a_measure(send, confirm):
    areas = [f"E230000{n:02}" for n in (2, 3, 5)]
    rows = "".join(f"NI 16,{area},2008/09,{{}},500000\n" for area in areas)
    confirm(send(rows.replace("{}", "10000")))
    found = send(rows.replace("{}", "20000"))

    (question,) = reading.questions(found)

    assert (question.key, question.count) == ("NI 16/large_change", 3)
    assert [finding.row for finding in question.findings] == [2, 3, 4]
    assert confirm(found, explanations={question.key: "A new recording system"}).changed_count == 3


def test_operator_is_asked_nothing_but_the_findings_stay(send, confirm):
    confirm(send(LONDON.format(200_000)))
    found = send(LONDON.format(300_000))

    confirm(found, by=None)

    assert Finding.objects.get(data_return=found).rule == "large_change"


def test_value_that_its_counts_do_not_come_to_is_found(send):
    header = HEADER.replace("\n", ",value\n")

    right = send("NI 16,E23000001,2008/09,203903,7804732,26.13\n", header=header)
    wrong = send("NI 16,E23000001,2008/09,203903,7804732,26.10\n", header=header)

    assert not right.findings.exists()
    (finding,) = wrong.findings.all()
    assert (finding.rule, finding.row) == ("not_reproduced", 2)
    assert finding.against == pytest.approx(26.1256, abs=1e-4)


def test_rules_see_the_return_together_with_what_is_known(send, confirm):
    confirm(send("NI 47,E06000001,2008,40,\n"))

    (finding,) = send("NI 48,E06000001,2008,41,\n").findings.all()

    assert finding.rule == "children_among_casualties"
    assert (finding.said, finding.against) == (41, 40)


def test_rules_see_both_sides_in_one_return(send):
    found = send("NI 47,E06000001,2008,40,\nNI 48,E06000001,2008,41,\n")

    assert sorted(found.findings.values_list("rule", flat=True)) == [
        "casualties_with_children",
        "children_among_casualties",
    ]


def test_jump_on_the_period_before_is_found(send, confirm):
    confirm(send("NI 16,E23000002,2008-04,400,500000\n"))

    rules = send("NI 16,E23000002,2008-05,4000,500000\n").findings.values_list("rule", flat=True)

    assert list(rules) == ["many_more_than_before"]


def test_hard_rule_allows_no_explanation(send, confirm, monkeypatch):
    from dataclasses import replace

    hard = [replace(rule, severity="hard") for rule in reading.rules()]
    monkeypatch.setattr(reading, "rules", lambda: hard)
    found = send("NI 16,E23000002,2008-04,600000,500000\n")
    assert found.findings.get(rule="events_within_population").is_hard

    for by in ({}, {"by": None}):
        with pytest.raises(PermissionDenied, match="allows no exception"):
            confirm(found, explanations={"NI 16/events_within_population": "Tourists"}, **by)

    assert not Observation.objects.exists()


def test_rows_known_already_are_not_asked_about_again(send, confirm):
    confirm(send(LONDON.format(200_000)))
    confirm(send(LONDON.format(300_000)), explanations={"NI 16/large_change": "Counted anew"})

    again = send(LONDON.format(300_000) + "\n")

    assert not again.findings.exists()
    assert confirm(again).unchanged_count == 1


def test_missing_figures_are_not_judged(send, confirm):
    confirm(send(LONDON.format(200_000)))
    header = HEADER.replace("\n", ",status\n")

    found = send("NI 16,E23000001,2008/09,,,missing\n", header=header)

    assert not found.findings.exists()


def test_return_that_another_overtook_is_judged_again(send, confirm, provider, at):
    first, second = send(LONDON.format(200_000)), send(LONDON.format(300_000))
    confirm(first)

    with pytest.raises(Stale, match="another return was confirmed"):
        confirm(second)

    assert Job.objects.filter(kind="judge_again", key=str(second.pk)).count() == 1
    actions.judge_again(return_id=second.pk, at=at)
    seen = second.version
    second.refresh_from_db()
    assert second.version == seen + 1
    assert StagedRow.objects.get().outcome == "changed"
    assert [q.key for q in reading.questions(second)] == ["NI 16/large_change"]
    assert AuditEvent.objects.filter(verb="judge_again").count() == 1


def test_return_that_waits_is_judged_again_when_an_older_figure_comes_back(
    send, confirm, provider, at
):
    confirm(send(LONDON.format(200_000)))
    confirm(send(LONDON.format(200_000) + "\n"))
    newest = confirm(send(LONDON.format(210_000)))
    waiting = send(LONDON.format(220_000))
    Job.objects.all().delete()

    actions.withdraw(
        return_id=newest.pk, version=newest.version, reason="Counted twice", by=provider, at=at
    )

    asked = Job.objects.filter(kind="judge_again").values_list("key", flat=True)
    assert list(asked) == [str(waiting.pk)]


def test_judging_again_leaves_what_is_as_it_was(send, at):
    found = send(LONDON.format(200_000))

    actions.judge_again(return_id=found.pk, at=at)

    assert not AuditEvent.objects.filter(verb="judge_again").exists()


def test_real_series_raises_few_questions(send, real_return):
    header, _, rows = real_return.decode().partition("\n")

    found = send(rows, header=header + "\n")

    counted = {q.rule: q.count for q in reading.questions(found)}
    assert set(counted) <= {"outlier"}
    assert counted["outlier"] <= 4, "of 390 figures as they were published"
