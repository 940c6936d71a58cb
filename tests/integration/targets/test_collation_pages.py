"""At the table of an area's priorities: what it shows, and what is chosen there."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Figure
from targets.models import Escalation, Target
from tests.factories import collation as made
from tests.factories import targets
from tests.factories.indicators import make_figure, make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation, make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return made.make_county()


@pytest.fixture
def violence(county):
    indicator = make_indicator(915, title="Serious violence")
    sender = make_return(make_organisation("x-sender"))
    make_figure(make_measure(indicator), county.area, sender, value=1.25)
    return indicator


@pytest.fixture
def violent(county, violence):
    of = {"Violence": [violence], "Knives": [violence]}
    county.adopt("ash", "Violence", "Noise", indicators=of)
    county.adopt("birch", "Drugs", "Knives", indicators=of)


def address(county, name="collation"):
    return reverse(f"targets:{name}", args=[county.area.gss_code])


def text(answer):
    """What a page says, its spaces as a reader sees them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)).strip()


def choose(client, county, name, *titles, **typed):
    """Tick rows, go to the page of an act, and carry it out there as the page has it."""
    rows = [str(county.rows()[title].row) for title in titles]
    asked = client.get(address(county, name), {"rows": rows})
    assert all(title in text(asked) for title in titles)
    typed |= {"rows": rows, "version": county.version()}
    return client.post(address(county, name), typed, follow=True)


def test_nothing_adopted_yet(client, county):
    client.force_login(county.coordinator)

    assert "has adopted a strategic assessment yet" in text(client.get(address(county)))


@pytest.mark.usefixtures("violent")
def test_table_shows_ranks_figures_and_what_is_before_the_county(client, county):
    drugs = county.rows()["Drugs"].priorities[0]
    made.put(county, "birch", drugs)
    client.force_login(county.officer)

    page = client.get(address(county))

    said = text(page)
    assert "3 rows: 3 to decide, 0 on the short list, 0 left out" in said
    assert said.index("NI 915 Serious violence") < said.index("Drugs") < said.index("Noise")
    assert "2 1.5 1.25 2008/09 1 , Violence 2 , Knives" in said
    assert "1.25" in said
    assert page.text.count('role="img"') == 1
    assert "Put to the county" in said
    assert "None adopted" in said


@pytest.mark.usefixtures("violent")
def test_table_is_sorted_filtered_and_taken_away(client, county):
    county.act("leave_out", "Noise", reason="=Small")
    client.force_login(county.coordinator)

    by_title = text(client.get(address(county), {"sort": "-title"}))
    assert by_title.index("Noise") < by_title.index("NI 915")
    left_out = text(client.get(address(county), {"show": "left_out"}))
    assert "Noise" in left_out
    assert "Drugs" not in left_out
    none = text(client.get(address(county), {"show": "shortlisted"}))
    assert "No row is like that" in none
    file = client.get(address(county), {"format": "csv"}).text.splitlines()
    assert file[0].startswith(
        "priority,indicator,districts,mean_rank,status,left_out_because,county"
    )
    assert file[1].startswith("NI 915 Serious violence,NI 915,2,1.5,Not decided,,,2008/09,1.25")
    assert file[-1].startswith("Noise,,1,2.0,Left out,'=Small,")


@pytest.mark.usefixtures("violent")
def test_from_ticks_to_a_short_list_and_back(client, county):
    client.force_login(county.coordinator)

    done = choose(client, county, "shortlist", "NI 915 Serious violence", "Drugs")
    assert "The short list has what you chose." in text(done)
    left = choose(client, county, "leave-out", "Noise", reason="A district matter")
    assert "A district matter" in text(left)
    choose(client, county, "longlist-again", "Drugs")

    statuses = dict(Target.objects.values_list("title", "status"))
    assert statuses == {
        "NI 915 Serious violence": "shortlisted",
        "Drugs": "longlisted",
        "Noise": "left_out",
    }


@pytest.mark.usefixtures("violent")
def test_nothing_ticked_and_no_reason_given(client, county):
    client.force_login(county.coordinator)

    assert "You ticked nothing" in text(client.get(address(county, "shortlist")))
    empty = client.post(address(county, "shortlist"), {"version": 0})
    assert empty.status_code == 422
    assert "Tick at least one row of the table first." in text(empty)
    row = str(county.rows()["Noise"].row)
    bare = client.post(address(county, "leave-out"), {"version": 0, "rows": row})
    assert bare.status_code == 422
    assert f'name="rows" value="{row}"' in bare.text


@pytest.mark.usefixtures("violent")
def test_an_old_table_is_told_and_may_be_chosen_from_on_purpose(client, county):
    row = str(county.rows()["Drugs"].row)
    county.act("shortlist", "Noise")
    client.force_login(county.officer)

    overtaken = client.post(address(county, "shortlist"), {"version": 0, "rows": row})
    assert overtaken.status_code == 409
    assert f'name="version" value="{county.version()}"' in overtaken.text

    again = client.post(address(county, "shortlist"), {"version": county.version(), "rows": row})
    assert again.status_code == 302


@pytest.mark.usefixtures("violent")
def test_put_together_shown_with_evidence_and_taken_apart(client, county):
    client.force_login(county.coordinator)
    choose(client, county, "merge", "Noise", "Drugs", title="Town centres")
    merged = Target.objects.get()

    page = text(client.get(merged.get_absolute_url()))
    assert "ash CDRP, ranked 2 in 2008/09 Up by a tenth in a year." in page
    noise = merged.priorities.get(title="Noise")
    split = reverse("targets:split", args=[merged.pk])
    done = client.post(split, {"version": county.version(), "priorities": [noise.pk]}, follow=True)

    assert "They stand by themselves again." in text(done)
    assert set(county.rows()) == {"NI 915 Serious violence", "Noise", "Town centres"}


@pytest.mark.usefixtures("violent")
def test_gaps_and_a_candidate_nobody_asked_for(client, county, violence):
    client.force_login(county.coordinator)
    typed = {"version": 0, "title": "Arson", "indicator": ""}
    client.post(address(county, "longlist"), typed)

    page = text(client.get(address(county, "gaps")))

    assert "Knives , birch CDRP, ranked 2 in 2008/09" in page
    assert "Arson Long list" in page


@pytest.mark.usefixtures("violent")
def test_a_district_reads_what_became_of_its_priority(client, county):
    (drugs,) = county.rows()["Drugs"].priorities
    county.act("leave_out", "Drugs", reason="The force has it in hand")
    client.force_login(county.officers["birch"])

    page = text(client.get(drugs.get_absolute_url()))
    assert "The force has it in hand" in page
    candidate = client.get(Target.objects.get().get_absolute_url())
    assert "Left out on" in text(candidate)
    assert "Back to the long list" not in text(candidate)
    assert client.get(address(county)).status_code == 404
    client.force_login(county.officers["ash"])
    assert client.get(Target.objects.get().get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("violent")
def test_a_priority_is_put_and_answered_at_the_pages(client, county):
    (drugs,) = county.rows()["Drugs"].priorities
    client.force_login(county.officers["birch"])
    put = reverse("targets:put-to-county", args=[drugs.pk])
    assert "takes it up or says why not" in text(client.get(put))
    done = client.post(put, {"reason": "It crosses over", "local_risk": "Harm"}, follow=True)
    escalation = Escalation.objects.get()
    assert "answer for the county. You will be told when they have." in text(done)
    refused = client.post(reverse("targets:take-up", args=[escalation.pk]), {
        "version": 1, "reason": "Ours"})  # fmt: skip
    assert refused.status_code == 403
    assert "You will be told when they have." in text(refused)

    client.force_login(county.officer)
    decline = reverse("targets:decline", args=[escalation.pk])
    bare = client.post(decline, {"version": 1, "reason": "No"})
    assert bare.status_code == 422
    answered = client.post(
        decline, {"version": 1, "reason": "No", "risk_check": "The force watches"}, follow=True
    )

    assert "How it judged the risk The force watches" in text(answered)


def test_a_unitary_area_never_sees_the_step_of_the_county(client):
    area = make_area("X06000901", kind="unitary", name="Elmouth")
    cdrp = targets.make_cdrp("x-unitary", areas=[area])
    officer, chair = targets.make_officer(cdrp), targets.make_chair(cdrp)
    lsp = make_partnership("x-unitary-lsp", areas=[area])
    coordinator = made.person("lsp", "lsp_coordinator", partnership=lsp)
    (priority,) = made.adopt(cdrp, officer, chair, "Knives")

    client.force_login(officer)
    page = text(client.get(priority.get_absolute_url()))
    client.force_login(coordinator)
    table = client.get(reverse("targets:collation", args=[area.gss_code]))

    assert "Nothing yet. What is decided" in page
    assert "county" not in page.lower()
    assert "county" not in text(table).lower()
    file = client.get(reverse("targets:collation", args=[area.gss_code]), {"format": "csv"})
    assert "county" not in file.text
    assert (
        client.post(
            reverse("targets:shortlist", args=[area.gss_code]),
            {"version": 0, "rows": f"p-{priority.pk}"},
        ).status_code
        == 302
    )


@pytest.mark.usefixtures("violence")
def test_as_many_queries_for_many_districts_and_priorities_as_for_few(client, violence):
    """Also with candidates, escalations and figures: what a busy county has."""
    few, many = (made.make_county(f"q{n}", districts=[f"d{i}" for i in range(n)]) for n in (2, 9))
    for county in (few, many):
        for name in county.cdrps:
            titles = [f"{name} {i}" for i in range(len(county.cdrps))]
            found = county.adopt(name, *titles, indicators={titles[0]: [violence]})
            made.put(county, name, found[-1])
        county.act("shortlist", "NI 915 Serious violence", titles[-1])
        figure = Figure.objects.first()
        make_figure(figure.measure, county.area, figure.data_return)

    asked = []
    for county in (few, many):
        client.force_login(county.coordinator)
        client.get(address(county))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(county)).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1]
