"""What one side keeps for itself reaches the other by no way: planted words, and every exit.

The words are planted by the acts by which people write them. Then somebody of the other side asks
for every page, file and record there is of the negotiation, and nothing may hold one of them.
"""

import logging
import re

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from laa_portal.foundation.models import AuditEvent, Mail
from partnerships.models import Scope
from targets import actions
from targets.models import DraftLine, PrivateNote
from targets.sides import Side
from targets.states import LineKind
from tests.factories.keys import program
from tests.factories.negotiation import AT, make_talks
from tests.factories.partners import ask, make_partner
from tests.integration.targets.test_offer_notices import tell

pytestmark = pytest.mark.django_db
K, P, G = LineKind, Side.PARTNERSHIP, Side.GOVERNMENT

ADDRESS = re.compile(r'"(http://testserver/api/v1/[^"]*)"')
OF_REFERENCE = re.compile("/(areas|indicators|organisations|partnerships|populations)/[^?]|openapi")
FORMS = ("?format=csv", "?print=1")
OF_OTHERS = ("home", "notices", "audit", "audit-act")
"""Pages beside the negotiation's own on which acts and texts turn up."""


@pytest.fixture
def talks():
    found = make_talks(titles=("Arson", "Burglary", "Violence"))
    found.say(P, Arson="14.40", Burglary="15.00")
    found.say(G, Arson=K.ACCEPT, Burglary="13.00")
    actions.open_offer(offer_id=found.agreement.offers.last().pk, by=found.coordinator, at=AT)
    organisation, _ = make_partner(found.area)
    ask(found, "Burglary", organisation)
    return found


def plant(talks, side):
    """Have a side note and prepare something; return the words that are its alone."""
    word = f"canary-of-the-{side}"
    speaker = talks.speaker(side)
    for title in ("Arson", "Burglary"):
        target = talks.target(title)
        text = f"{word}-note-on-{title}"
        actions.write_note(target=target, text=text, by=speaker, at=AT)
    said = {"baseline_source": f"{word}-source", "baseline_because": f"{word}-because"}
    kind = K.COUNTER if side == P else K.OFFER
    talks.draft(
        side, "Burglary", kind, talks.terms("Burglary", "12.3456", **said), rationale=f"{word}-why"
    )
    talks.draft(side, "Arson", K.REOPEN, talks.placeholder("Arson"), rationale=f"{word}-reopened")
    return word


def named(talks):
    """Return what addresses can be about, by the names that routes have for it."""
    target = talks.target("Burglary")
    planting = AuditEvent.objects.filter(verb__in=["draft_line", "write_note"])
    return {
        "code": [talks.area.gss_code],
        "area_code": [talks.area.gss_code],
        "number": [one.number for one in talks.agreement.offers.all()],
        "target_id": [target.pk, talks.target("Arson").pk],
        "commitment_id": [target.commitments.get().pk],
        "note_id": list(PrivateNote.objects.values_list("pk", flat=True)),
        "kind": [kind.value for kind in LineKind],
        "event_id": list(planting.values_list("pk", flat=True)),
    }


def pages(talks):
    """Return every address of the negotiation, and of the pages beside it."""
    known = named(talks)
    found = {reverse(name, kwargs=it) for name in _names() for it in _choices(name, known)}
    return [*sorted(found), "/search/?q=canary"]


def _names():
    of_targets = next(
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "targets"
    )
    yield from (f"targets:{one}" for one in of_targets.reverse_dict if isinstance(one, str))
    yield from OF_OTHERS


def _choices(name, known):
    """Yield the arguments with which a route leads to something of the table."""
    for keys in ((), *((key,) for key in known), ("code", "number"), ("target_id", "kind")):
        try:
            reverse(name, kwargs={key: known[key][0] for key in keys})
        except (NoReverseMatch, IndexError):
            continue
        first, *rest = keys or ("",)
        for one in known.get(first, [None]):
            for other in known[rest[0]] if rest else [None]:
                yield dict(zip(keys, (one, other), strict=False))


def everything_by_key(client):
    """Follow the addresses that the API gives, from its root, and return all that it says.

    All lists are read, but of places, bodies and indicators no single record.
    """
    ahead, told = ["http://testserver/api/v1/"], {}
    while ahead:
        address = ahead.pop()
        if address in told or OF_REFERENCE.search(address):
            continue
        told[address] = client.get(address).content.decode()
        ahead += ADDRESS.findall(told[address])
    return told


def everything_on_pages(client, reader, addresses):
    """Open pages, and those that are for the reader in the forms of a file and of a print too."""
    client.force_login(reader)
    ahead, told = list(addresses), {}
    while ahead:
        address = ahead.pop()
        answer = client.get(address)
        if answer.status_code == 200 and "?" not in address and "/audit/" not in address:
            ahead += [f"{address}{form}" for form in FORMS]
        assert answer.status_code in (200, 302, 403, 404, 405), address
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told[address] = body.decode("utf-8", "replace")
    return told


@pytest.mark.timeout(900)
@pytest.mark.parametrize("side", Side)
def test_no_page_file_record_letter_or_log_tells_what_the_other_side_keeps(
    client, talks, side, caplog
):
    caplog.set_level(logging.DEBUG)
    word = plant(talks, side)
    told = tell()
    other = talks.speaker(side.other)

    by_key = everything_by_key(program(other, *Scope))
    on_pages = everything_on_pages(client, other, pages(talks))
    letters = "\n".join(
        [
            *told.values_list("subject", flat=True),
            *told.values_list("body", flat=True),
            *Mail.objects.values_list("body", flat=True),
        ]
    )

    assert [address for address, said in (by_key | on_pages).items() if word in said] == []
    assert "Burglary" in letters
    assert word not in letters
    assert word not in caplog.text
    assert "12.3456" not in "".join((by_key | on_pages).values())
    for resource in ("agreements", "targets", "offers", "drafts", "messages", "commitments"):
        assert any(f"/{resource}/" in address for address in by_key)
    assert sum("/api/v1/offers/" in one for one in by_key) >= 3
    assert len(on_pages) > 80


@pytest.mark.parametrize("side", Side)
def test_its_own_people_find_those_words(client, talks, side):
    """So that nothing above is right only because everything is hidden."""
    word = plant(talks, side)
    speaker = talks.speaker(side)

    drafts = program(speaker, Scope.OFFERS_WRITE).get("/api/v1/drafts/").content.decode()
    address = reverse("targets:write-note", args=[talks.target("Burglary").pk])
    page = everything_on_pages(client, speaker, [address])[address]

    assert f"{word}-why" in drafts
    assert f"{word}-source" in drafts
    assert f"{word}-note-on-Burglary" in page
    assert DraftLine.objects.filter(side=side).count() == 2
