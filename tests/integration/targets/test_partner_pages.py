"""The pages of partners, of issues for all areas, and of what is written about a target."""

from html import unescape

import pytest
from django.urls import reverse

from targets.models import Commitment, Message, PrivateNote, SharedIssue
from targets.sides import Side
from tests.factories.negotiation import make_talks
from tests.factories.partners import answer, ask, make_partner

pytestmark = pytest.mark.django_db
P, G = Side.PARTNERSHIP, Side.GOVERNMENT


@pytest.fixture
def talks():
    found = make_talks()
    found.say(P, Burglary="14.40")
    return found


@pytest.fixture
def force(talks):
    return make_partner(talks.area)


def read(client, name, *args, status=200, query=""):
    answer = client.get(reverse(f"targets:{name}", args=args) + query)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def post(client, name, *args, **sent):
    return client.post(reverse(f"targets:{name}", args=args), sent)


def test_a_coordinator_asks_and_a_partner_answers(client, talks, force):
    organisation, officer = force
    target = talks.target("Burglary")
    client.force_login(talks.coordinator)
    assert "No organisation is named for it yet" in read(client, "partners", target.pk)
    assert str(organisation) in read(client, "ask-partners", target.pk)

    sent = post(
        client, "ask-partners", target.pk, organisations=organisation.pk, question="Two PCs"
    )
    assert sent.status_code == 302
    asked = Commitment.objects.get()
    assert "Every organisation of the area is named" in read(client, "ask-partners", target.pk)

    client.force_login(officer)
    page = read(client, "our-commitments")
    assert ("Burglary" in page, "2010/11: 14.4" in page) == (True, True)
    page = read(client, "commitment", asked.pk)
    assert "Two PCs" in page
    assert "co-operate in settling the targets" in page
    lacking = post(client, "object-to-target", asked.pk, version=1, reason="")
    assert lacking.status_code == 422
    assert post(client, "agree-to-target", asked.pk, version=1, reason="").status_code == 302
    asked.refresh_from_db()
    assert asked.status == "agreed"

    overtaken = post(client, "object-to-target", asked.pk, version=1, reason="No officers")
    assert overtaken.status_code == 409
    assert "No officers" in overtaken.content.decode()


def test_a_coordinator_answers_an_objection_and_marks_the_lead(client, talks, force):
    organisation, officer = force
    (asked,) = ask(talks, "Burglary", organisation)
    answer("object_to_target", asked, officer, "No officers")
    client.force_login(talks.coordinator)

    assert "Answer, and ask again" in read(client, "commitment", asked.pk)
    assert post(client, "ask-partner-again", asked.pk, version=2, question="Two").status_code == 302
    assert post(client, "mark-lead", asked.pk, version=3, is_lead="True").status_code == 302

    page = read(client, "commitment", asked.pk)
    assert "What it said before" in page
    assert "“No officers”" in page
    assert Commitment.objects.get().is_lead
    assert "Lead" in read(client, "partners", talks.target("Burglary").pk)


def test_the_ledger_by_target_by_partner_and_as_a_file(client, talks, force):
    organisation, officer = force
    (asked,) = ask(talks, "Burglary", organisation)
    answer("object_to_target", asked, officer, "=HYPERLINK()")
    code = talks.area.gss_code
    client.force_login(talks.coordinator)

    address = reverse("targets:partner-ledger", args=[code])
    for name, where in (("negotiation", code), ("partners", asked.target_id)):
        assert f'href="{address}"' in read(client, name, where)
    page = read(client, "partner-ledger", code)
    assert f'href="{talks.agreement.get_absolute_url()}"' in page
    assert ("Objected: 1" in page, "Nobody named yet" in page) == (True, True)
    assert str(organisation) in read(client, "partner-ledger", code, query="?by=partner")
    lines = read(client, "partner-ledger", code, query="?format=csv").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("Burglary,NI 930,Organisation x-force,no,Objected,")
    assert "'=HYPERLINK()" in lines[1]

    client.force_login(talks.reviewer)
    assert "Violence" not in read(client, "partner-ledger", code)  # it has not been offered


def test_an_issue_is_raised_and_answered(client, talks, analyst):
    indicator = talks.target("Burglary").indicator
    typed = {"indicator": indicator.pk, "title": "No baseline", "text": "None anywhere"}
    client.force_login(talks.coordinator)
    assert "There is none" in read(client, "issues")
    assert post(client, "raise-issue", **typed).status_code == 302
    issue = SharedIssue.objects.get()

    again = post(client, "raise-issue", **typed)
    assert (again.status_code, "No baseline" in again.content.decode()) == (422, True)
    assert post(client, "raise-issue", **typed, is_another="yes").status_code == 302

    client.force_login(analyst)
    assert "Answer for all areas" in read(client, "issue", issue.pk)
    assert post(client, "answer-issue", issue.pk, version=1, text="Soon").status_code == 302
    assert "Soon" in read(client, "issue", issue.pk)


def test_messages_and_notes_are_written_where_they_are_read(client, talks):
    target = talks.target("Burglary")
    client.force_login(talks.reviewer)
    read(client, "write-message", target.pk)

    sent = post(client, "write-message", target.pk, message="Why 14?", next="/home/")
    assert sent["Location"] == "/home/"
    elsewhere = post(client, "write-note", target.pk, note="Weak", next="https://example.com/")
    assert elsewhere["Location"] == reverse("targets:write-note", args=[target.pk])
    assert post(client, "write-note", target.pk, note="").status_code == 422
    note = PrivateNote.objects.get()
    assert "Weak" in read(client, "write-note", target.pk)

    client.force_login(talks.coordinator)
    assert "Why 14?" in read(client, "write-message", target.pk)
    assert "Weak" not in read(client, "write-note", target.pk)
    read(client, "remove-note", note.pk, status=404)

    client.force_login(talks.reviewer)
    assert post(client, "remove-note", note.pk).status_code == 302
    assert (PrivateNote.objects.count(), Message.objects.count()) == (0, 1)


def test_the_parts_of_a_targets_page_ask_little(client, talks, force, django_assert_num_queries):
    from types import SimpleNamespace

    from partnerships.models import User
    from targets import queries
    from targets.views.commitments import partners_of
    from targets.views.talk import notes_of, talk_of

    ask(talks, "Burglary", force[0])
    target = talks.target("Burglary")
    request = SimpleNamespace(user=User.objects.get(pk=talks.coordinator.pk))
    partners_of(request, target)
    position = queries.positions([target])[target.pk]
    talk_of(request, target)

    with django_assert_num_queries(4):  # one of them: whether a version holds the target fast
        for part in (talk_of, notes_of):
            part(request, target)
        partners_of(request, target, position)
