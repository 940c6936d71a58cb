"""Evidence packs: the same knowledge is one pack, nothing changes it, and it draws itself."""

import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from indicators import exhibits as portal
from indicators import reading
from indicators.models import Figure, Status
from laa_portal.foundation.models import AuditEvent
from targets import actions, exhibits, queries
from targets.models import EvidencePack, PriorityEvidence, Receipt
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.evidence import figures, make_known
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area

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
    return freeze(measure, area, officer)


def freeze(measure, area, by):
    return actions.freeze(measure=measure, area=area, by=by, at=AT)


def test_same_knowledge_is_the_same_pack_and_new_knowledge_another(measure, area, officer, chair):
    first, again = freeze(measure, area, officer), freeze(measure, area, chair)
    assert first == again
    assert AuditEvent.objects.filter(verb="freeze_evidence").count() == 1

    Figure.objects.filter(measure=measure, area=area, period_start="2006-04-01").update(value=2.5)

    assert freeze(measure, area, officer) != first
    assert EvidencePack.objects.count() == 2


def test_anybody_can_check_the_hash_of_a_packs_text(pack):
    assert hashlib.sha256(pack.content.encode()).hexdigest() == pack.sha256
    assert pack.is_intact
    assert not EvidencePack(content=pack.content + " ", sha256=pack.sha256).is_intact
    assert ": " not in pack.content
    keys = list(json.loads(pack.content))
    assert keys == sorted(keys)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_database_refuses_to_change_a_pack(pack, change):
    found = EvidencePack.objects.filter(pk=pack.pk)

    with pytest.raises(DatabaseError, match="packs_"), transaction.atomic():
        found.delete() if change == "delete" else found.update(content="{}")

    assert EvidencePack.objects.get().is_intact


def test_pack_says_how_each_figure_was_made_and_what_was_read_with_it(pack, measure):
    known = pack.known

    assert known["definitions"][0]["version"] == measure.definitions.get().version
    assert len(known["peers"]["figures"]) == 7  # six peers, and the area itself
    assert known["summary"]["grade"]
    assert known["guidance_version"]
    one = known["figures"][0]
    assert {"value", "lower", "numerator", "denominator", "status", "vintage"} <= one.keys()
    assert one["method_version"] in known["method_versions"]


def test_charts_from_a_pack_are_those_of_the_day_it_was_frozen(
    pack, measure, area, officer, django_assert_num_queries
):
    known = reading.known(measure, area, officer, None)
    then = portal.of_history(
        reading.history(measure, area, known), reading.evidence(measure, area, officer)
    )
    Figure.objects.filter(measure=measure).update(value=99)
    pack = EvidencePack.objects.get(pk=pack.pk)

    with django_assert_num_queries(0):
        drawn = exhibits.charts_of(queries.recall(pack))

    assert [one.name for one in drawn] == [one.name for one in then]
    assert [one.chart for one in drawn] == [one.chart for one in then]
    assert sum(one.chart is not None for one in drawn) >= 3


def test_new_data_stands_beside_the_pack(pack, measure, area, officer):
    Figure.objects.filter(measure=measure, area=area, period_start="2006-04-01").update(value=2.5)
    figures(measure, area, Figure.objects.first().data_return, [101], "2007-04")

    now = reading.evidence(measure, area, officer)
    newer = queries.newer_figures(queries.recall(pack), now)

    assert [one.row.period.code for one in newer] == ["2007-04", "2006/07", "2006-04"]
    assert newer[0].then is None
    assert newer[-1].now.shown.value == 2.5
    assert queries.newer_figures(queries.recall(freeze(measure, area, officer)), now) == []


def test_nothing_known_is_said(area, officer):
    with pytest.raises(actions.NothingKnown, match="no figure of NI 903"):
        freeze(make_measure(make_indicator(903)), area, officer)


def test_only_those_of_an_area_freeze_and_only_its_readers_open(pack, measure, area, at):
    far = made.make_officer(made.make_cdrp("x-far", areas=[make_area("X07000902")]), "far")
    with pytest.raises(PermissionDenied, match="Only those who work for"):
        freeze(measure, area, far)
    with pytest.raises(PermissionDenied, match="Only those who work for its area"):
        actions.open_evidence(pack=pack, by=far, at=at)
    reviewer = person("reviewer", "go_reviewer", area=area)

    for _ in range(2):
        actions.open_evidence(pack=pack, by=reviewer, at=at)

    assert Receipt.objects.get().opened_by == reviewer
    assert AuditEvent.objects.filter(verb="open_evidence").count() == 1


def test_what_is_not_published_stays_with_the_area(measure, area, officer, analyst):
    public = freeze(measure, area, officer)
    Figure.objects.filter(measure=measure, area=area).update(is_published=False)
    embargoed = freeze(measure, area, officer)

    assert set(EvidencePack.objects.visible_to(analyst)) == {public}
    assert set(EvidencePack.objects.visible_to(officer)) == {public, embargoed}


def test_peers_are_in_it_only_as_everybody_sees_them(measure, area, officer):
    peer = Figure.objects.filter(measure=measure).exclude(area=area).first()
    Figure.objects.filter(pk=peer.pk).update(is_withheld=True)

    found = freeze(measure, area, officer).known["peers"]["figures"]

    (hidden,) = [one for one in found if one["area"]["gss_code"] == peer.area.gss_code]
    assert (hidden["value"], hidden["status"]) == (None, Status.SUPPRESSED)


def test_submitting_freezes_what_priorities_bear_on_once(cdrp, officer, chair, measure, area):
    assessment = made.start(cdrp, officer)
    made.write_all(assessment, officer)
    known, unknown = measure.indicator, make_measure(make_indicator(903)).indicator
    for title, indicators in (("Violence", [known, unknown]), ("Burglary", [known]), ("Youth", [])):
        one = made.add(assessment, officer, title)
        actions.describe_priority(
            priority_id=one.pk,
            version=one.version,
            changes={},
            indicators=indicators,
            by=officer,
            at=AT,
        )

    made.submit(assessment, officer)

    rows = PriorityEvidence.objects.values_list("priority__title", "measure__code", "pack")
    pack = EvidencePack.objects.get()
    assert set(rows) == {
        ("Violence", "NI 901", pack.pk),
        ("Violence", "NI 903", None),
        ("Burglary", "NI 901", pack.pk),
    }
    submitted = AuditEvent.objects.get(verb="submit_assessment")
    assert submitted.details["evidence"] == [pack.sha256]

    assessment.refresh_from_db()
    actions.send_back_assessment(
        assessment_id=assessment.pk, version=assessment.version, reason="More", by=chair, at=AT
    )
    Figure.objects.filter(measure=measure, area=area, period_start="2006-04-01").update(value=2.5)
    made.submit(assessment, officer)

    assert EvidencePack.objects.count() == 2
    assert not pack.under.exists()
