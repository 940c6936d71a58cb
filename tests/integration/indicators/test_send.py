import pytest
from django.core.exceptions import PermissionDenied

from indicators import actions
from indicators.models import DataReturn, ReturnFile
from indicators.states import ReturnStatus
from laa_portal.foundation.models import AuditEvent, Job
from partnerships.models import Organisation

pytestmark = pytest.mark.django_db


def send(content, **changes):
    arguments = {"organisation": Organisation.objects.get(code="home-office"), "name": "a.csv"}
    return actions.send(content=content, **(arguments | changes))


def test_send_checks_a_small_file_at_once_and_stages_every_row(
    catalogue, real_return, provider, at
):
    data_return, is_new = send(real_return, by=provider, at=at)

    assert (is_new, data_return.status) == (True, ReturnStatus.CHECKED)
    assert (data_return.row_count, data_return.staged.count()) == (390, 390)
    acts = AuditEvent.objects.filter(target_type="indicators.datareturn").order_by("id")
    assert list(acts.values_list("verb", "made_by")) == [("send", provider.pk), ("check", None)]


def test_send_keeps_the_file_byte_for_byte(catalogue, faulty_return, provider, at):
    data_return, _ = send(faulty_return, by=provider, at=at)

    assert bytes(data_return.file.content) == faulty_return


def test_send_shows_all_ten_faults_at_once_and_loads_nothing(
    catalogue, faulty_return, provider, at
):
    data_return, _ = send(faulty_return, by=provider, at=at)

    places = [(error.row, error.column) for error in data_return.errors.all()]
    assert data_return.status == ReturnStatus.REFUSED
    assert len(places) == len(set(places)) == 10
    assert all(row and column for row, column in places)
    assert not data_return.staged.exists()


def test_send_the_same_file_again_gives_the_first_return_back(catalogue, real_return, provider, at):
    first, _ = send(real_return, by=provider, at=at)

    again, is_new = send(real_return, by=provider, at=at, name="other name.csv")

    assert (again.pk, is_new) == (first.pk, False)
    assert DataReturn.objects.count() == ReturnFile.objects.count() == 1


def test_send_for_somebody_else_is_refused(catalogue, real_return, stranger, at):
    with pytest.raises(PermissionDenied, match="Only data providers of Home Office"):
        send(real_return, by=stranger, at=at)

    assert not DataReturn.objects.exists()


def test_send_of_a_large_file_is_left_to_a_worker(catalogue, provider, at):
    large = b"indicator,area_code,period,numerator,denominator\n" + b"\n" * actions.CHECKED_AT_ONCE

    data_return, _ = send(large, by=provider, at=at)

    assert data_return.status == ReturnStatus.RECEIVED
    assert Job.objects.get().payload == {"return_id": data_return.pk}


def test_check_twice_is_done_once(catalogue, real_return, provider, at):
    data_return, _ = send(real_return, by=provider, at=at)

    assert actions.check(return_id=data_return.pk, at=at) is None
    assert data_return.staged.count() == 390


def test_resend_checks_a_refused_file_again(catalogue, faulty_return, provider, at):
    data_return, _ = send(faulty_return, by=provider, at=at)

    again = actions.resend(
        return_id=data_return.pk, version=data_return.version, by=provider, at=at
    )

    assert again.status == ReturnStatus.REFUSED
    assert again.errors.count() == 10


def test_resend_of_a_checked_return_is_refused(catalogue, real_return, provider, at):
    data_return, _ = send(real_return, by=provider, at=at)

    with pytest.raises(PermissionDenied, match="is checked already"):
        actions.resend(return_id=data_return.pk, version=data_return.version, by=provider, at=at)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"indicator,area_code,period,numerator,denominator\n", "row"),
        (b"\xff\xfei\0n\0", "UTF-16"),
        (b"PK\x03\x04 a workbook", "CSV"),
        (b"a,b\n1,2\n", "column"),
    ],
)
def test_send_of_what_is_no_return_says_what_is_wrong(catalogue, provider, at, content, words):
    data_return, _ = send(content, by=provider, at=at)

    assert data_return.status == ReturnStatus.REFUSED
    assert any(words in error.message for error in data_return.errors.all())


GROUPS = "numerator,denominator,group_2_numerator,group_2_denominator"


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ("numerator", "NI 47,E10000016,2008,99"),
        (GROUPS, "NI 25,E10000016,2009/10,56,70,48,80"),
        (f"{GROUPS},design_effect", "NI 25,E10000016,2009/10,56,70,48,80,1.5"),
        ("numerator,expected", "NI 38,E10000016,2009/10,10,20"),
    ],
)
def test_send_takes_each_kind_of_measure_from_the_columns_it_needs(
    catalogue, provider, at, columns, row
):
    content = f"indicator,area_code,period,{columns}\n{row}\n".encode()

    data_return, _ = send(content, by=provider, at=at)

    assert data_return.status == ReturnStatus.CHECKED, list(data_return.errors.all())


@pytest.mark.parametrize(
    ("columns", "row", "words"),
    [
        ("value", "NI 47,E10000016,2008,-6.1", "There is no numerator"),
        ("numerator", "NI 47,E10000016,2008/09,99", "collected by calendar year"),
        ("numerator", "NI 47,E10000016,2008,99.5", "not a whole number"),
        (GROUPS, "NI 25,E10000016,2009/10,56,70,,", "There is no group 2 numerator"),
        (GROUPS, "NI 25,E10000016,2009/10,56,70,81,80", "is larger than the group 2 denominator"),
        (GROUPS, "NI 25,E10000016,2009/10,56,70,0,0", "The group 2 denominator is 0"),
    ],
)
def test_send_of_a_row_that_nothing_can_be_worked_out_of_says_so(
    catalogue, provider, at, columns, row, words
):
    content = f"indicator,area_code,period,{columns}\n{row}\n".encode()

    data_return, _ = send(content, by=provider, at=at)

    assert data_return.status == ReturnStatus.REFUSED
    assert any(words in error.message for error in data_return.errors.all())
