"""Two who freeze, or attach, the same at once: it is kept once. Each commits, as in life."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from targets import actions
from targets.models import AttachedFile, EvidencePack, Receipt
from tests.factories import targets as made
from tests.factories.documents import PDF
from tests.factories.evidence import figures
from tests.factories.indicators import make_indicator, make_measure, make_return
from tests.factories.partnerships import make_area, make_organisation
from tests.racing import Race

pytestmark = pytest.mark.usefixtures("own_database")
AT = made.AT


@pytest.fixture
def two():
    """A CDRP of this test's own, with an officer and a chair."""
    name = uuid.uuid4().hex[:8]
    area = make_area(f"X{name.upper()}"[:9])
    cdrp = made.make_cdrp(f"x-{name}", areas=[area])
    return cdrp, made.make_officer(cdrp, f"o-{name}"), made.make_chair(cdrp, f"c-{name}")


def test_what_two_freeze_at_once_is_one_pack_with_a_receipt_of_each(two):
    cdrp, *people = two
    area, measure = cdrp.areas.get(), make_measure(make_indicator(901))
    figures(measure, area, make_return(make_organisation("x-force")), [100, 101], "2006/07")

    def freeze_and_open(by):
        pack = actions.freeze(measure=measure, area=area, by=by, at=AT)
        actions.open_evidence(pack=pack, by=by, at=AT)

    outcomes = Race(*(lambda by=by: freeze_and_open(by) for by in people)).finish()

    assert outcomes == ["done", "done"]
    assert EvidencePack.objects.filter(area=area).count() == 1
    assert Receipt.objects.filter(pack__area=area).count() == 2


def test_a_document_attached_by_two_at_once_is_attached_once(two):
    cdrp, officer, chair = two
    draft = made.start(cdrp, officer)

    def attach(by):
        try:
            actions.attach(assessment_id=draft.pk, name="paper.pdf", content=PDF, by=by, at=AT)
        except actions.NotTaken as refused:  # a race counts refusals of two kinds alone
            raise PermissionDenied from refused

    outcomes = Race(*(lambda by=by: attach(by) for by in (officer, chair))).finish()

    assert outcomes == ["PermissionDenied", "done"]
    assert draft.attachments.count() == 1
    assert AttachedFile.objects.filter(pk=draft.attachments.get().file_id).exists()
