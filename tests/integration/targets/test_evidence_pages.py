"""Packs as people open them, and the charts beside what is written of a priority."""

import hashlib

import pytest
from django.urls import reverse

from indicators.models import Figure
from targets import actions
from targets.models import Receipt
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.evidence import make_known
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area

from .test_assessment_pages import page, text

pytestmark = pytest.mark.django_db
AT = made.AT


@pytest.fixture
def area(cdrp):
    return cdrp.areas.get()


@pytest.fixture
def measure(area):
    return make_known(area)


@pytest.fixture
def pack(measure, area, officer):
    return actions.freeze(measure=measure, area=area, by=officer, at=AT)


def test_pack_is_opened_on_purpose_and_then_shows_itself(client, pack, area, officer):
    reviewer = person("reviewer", "go_reviewer", area=area)
    client.force_login(reviewer)
    cover = client.get(pack.get_absolute_url())
    assert "Nobody yet." in text(cover)
    assert "<svg" not in cover.text
    assert not Receipt.objects.exists()

    opened = client.post(pack.get_absolute_url(), follow=True)

    said = text(opened)
    assert "(you)" in said
    assert "reviewer (role)" not in main(opened), "people are told by their posts"
    assert pack.sha256 in said
    assert "worked out anew just now, and the same" in said
    assert "None: the figures are those of the pack." in said
    assert opened.text.count("<svg") >= 3
    as_file = client.get(pack.get_absolute_url(), {"format": "json"})
    assert hashlib.sha256(as_file.content).hexdigest() == pack.sha256
    assert "attachment" in as_file["Content-Disposition"]
    table = client.get(pack.get_absolute_url(), {"format": "csv", "chart": "trend"})
    assert table["Content-Type"].startswith("text/csv")


def main(answer):
    return answer.text[answer.text.index("<main") :]


def test_new_data_is_beside_the_pack_never_inside(client, pack, measure, area, officer):
    client.force_login(officer)
    before = client.post(pack.get_absolute_url(), follow=True)
    Figure.objects.filter(measure=measure, area=area, period_start="2006-04-01").update(value=2.5)

    after = client.get(pack.get_absolute_url())

    assert "2 figures are not what they were" in text(after)
    assert drawn(before) == drawn(after)


def drawn(answer):
    return [str(one.chart.svg) for one in answer.context["exhibits"] if one.chart]


def test_strangers_do_not_find_it(client, pack):
    client.force_login(person("far", "go_reviewer", area=make_area("X07000902")))

    assert client.get(pack.get_absolute_url()).status_code == 404
    assert client.post(pack.get_absolute_url()).status_code == 404
    nowhere = reverse("targets:evidence-pack", args=["0" * 64])
    assert client.get(nowhere).status_code == 404


def test_charts_stand_beside_the_evidence_step(client, cdrp, officer, measure):
    priority = made.add(made.start(cdrp, officer), officer)
    unknown = make_measure(make_indicator(903)).indicator
    actions.describe_priority(
        priority_id=priority.pk,
        version=priority.version,
        changes={},
        indicators=[measure.indicator, unknown],
        by=officer,
        at=AT,
    )
    client.force_login(officer)

    step = page(client, "describe-priority", priority.pk, "evidence")

    assert step.text.count('<figure class="laa-chart"') == 1
    said = text(step)
    assert "its peers" in said
    assert "There is no figure for" in said
    others = page(client, "describe-priority", priority.pk, "importance")
    assert "<figure" not in others.text


def test_priority_names_the_packs_it_rests_on(client, cdrp, officer, measure, pack):
    assessment = made.start(cdrp, officer)
    made.write_all(assessment, officer)
    priority = made.add(assessment, officer)
    actions.describe_priority(
        priority_id=priority.pk,
        version=priority.version,
        changes={},
        indicators=[measure.indicator],
        by=officer,
        at=AT,
    )
    client.force_login(officer)
    assert "Frozen when the assessment is submitted" in text(page(client, "priority", priority.pk))

    made.submit(assessment, officer)

    shown = page(client, "priority", priority.pk)
    assert pack.short_hash in text(shown)
    assert pack.get_absolute_url() in shown.text
