"""The strategy group's paper: asked for, made by the worker, downloaded; or said why not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Figure
from laa_portal.foundation import jobs, typesetting
from laa_portal.foundation.models import Job
from targets import actions, papers, tasks
from targets.models import Paper
from tests.conftest import person
from tests.factories import targets as made
from tests.factories.evidence import make_known

pytestmark = pytest.mark.django_db
AT = made.AT


@pytest.fixture
def submitted(cdrp, officer):
    """An assessment before the strategy group, one of whose priorities has evidence."""
    measure = make_known(cdrp.areas.get())
    assessment = made.start(cdrp, officer)
    made.write_all(assessment, officer)
    priority = made.add(assessment, officer, title="Drink & <b>knives</b> #[x] *y*")
    actions.describe_priority(
        priority_id=priority.pk,
        version=priority.version,
        changes={"impact": 5, "community_said": "Streets\nat night"},
        indicators=[measure.indicator],
        by=officer,
        at=AT,
    )
    return made.submit(assessment, officer)


def test_worker_makes_an_accessible_pdf_with_title_and_language(submitted, officer):
    paper = actions.ask_for_paper(assessment_id=submitted.pk, by=officer, at=AT)
    assert actions.ask_for_paper(assessment_id=submitted.pk, by=officer, at=AT) == paper

    jobs.run_next({"make_paper": tasks.make_paper})

    paper.refresh_from_db()
    assert paper.status == Paper.Status.READY
    pdf = bytes(paper.content)
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid:part>1<" in pdf
    assert b"/Lang" in pdf
    assert b"(en-GB)" in pdf


def test_what_cannot_be_set_is_said_and_may_be_tried_again(client, submitted, officer, monkeypatch):
    def fails(*args):
        raise typesetting.NotTypeset("no")

    monkeypatch.setattr(papers, "typeset", fails)
    client.force_login(officer)
    address = reverse("targets:paper-file", args=[submitted.pk])
    assert "Make the PDF" in client.get(address).text
    assert client.get(reverse("targets:paper-pdf", args=[submitted.pk])).status_code == 404

    asked = client.post(address, follow=True)
    assert "It is being made." in asked.text
    jobs.run_next({"make_paper": tasks.make_paper})
    assert "Try again" in client.get(address).text
    assert Job.objects.get().state == Job.State.DONE
    monkeypatch.undo()
    client.post(address)
    jobs.run_next({"make_paper": tasks.make_paper})

    assert "Download the PDF" in client.get(address).text
    pdf = client.get(reverse("targets:paper-pdf", args=[submitted.pk]))
    assert (
        pdf["Content-Disposition"] == 'attachment; filename="x-cdrp-assessment-2008-edition-1.pdf"'
    )
    assert Paper.objects.count() == 1


def test_paper_shows_what_was_frozen_and_nothing_newer(client, submitted, officer):
    measure = submitted.priorities.get().rests_on.get().measure
    client.force_login(officer)
    address = reverse("targets:paper", args=[submitted.pk])
    then = client.get(address).text
    Figure.objects.filter(measure=measure).update(value=99)

    now = client.get(address).text

    assert then.count("<svg") == now.count("<svg") >= 1
    pack = submitted.priorities.get().rests_on.get().pack
    assert pack.short_hash in now
    assert chart_of(then) == chart_of(now)
    assert "knives&lt;/b&gt;" in now


def chart_of(page):
    return page[page.index("<svg") : page.index("</svg>")]


def test_figures_not_published_stay_out_of_the_paper(client, cdrp, officer):
    measure = make_known(cdrp.areas.get())
    Figure.objects.filter(measure=measure, area=cdrp.areas.get()).update(is_published=False)
    assessment = made.start(cdrp, officer)
    made.write_all(assessment, officer)
    priority = made.add(assessment, officer)
    actions.describe_priority(
        priority_id=priority.pk,
        version=priority.version,
        changes={},
        indicators=[measure.indicator],
        by=officer,
        at=timezone.now(),
    )
    made.submit(assessment, officer)
    client.force_login(officer)

    shown = client.get(reverse("targets:paper", args=[assessment.pk])).text

    assert "It holds figures not yet published" in shown
    assert "<figure" not in shown


def test_strangers_ask_for_no_paper(submitted, cdrp):
    far = person("far", "partner", organisation=cdrp.organisations.first())
    with pytest.raises(type(submitted).DoesNotExist):
        actions.ask_for_paper(assessment_id=submitted.pk, by=far, at=AT)
