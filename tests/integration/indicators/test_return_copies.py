"""What a sender gets to work with: their own file with its errors, and a return to fill in."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from indicators import actions
from indicators.models import DataReturn, Measure, Observation, Status
from indicators.parsing import read
from indicators.periods import Period, PeriodKind
from indicators.states import ReturnStatus
from laa_portal.foundation.spreadsheets import WORKBOOK_TYPE
from partnerships.models import Area, Organisation
from tests.factories.indicators import make_return
from tests.factories.workbooks import HEADER, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

COLUMNS = "indicator;area_code;period;numerator;denominator;note"
WRONG = [
    "NI 16;E23000001;2008/09;-5;10;=cmd|x",
    "",
    "NI 16;E23000002;2008/09;5;10;right",
    "NI 99;E23000003;oops;5;10;",
]


@pytest.fixture
def browser(client, provider):
    client.force_login(provider)
    return client


@pytest.fixture
def sent(provider, at):
    def send(content, name="a.csv", organisation="home-office"):
        body = Organisation.objects.get(code=organisation)
        return actions.send(organisation=body, name=name, content=content, by=None, at=at)[0]

    return send


def copy_of(browser, data_return) -> bytes:
    answer = browser.get(reverse("indicators:error-copy", args=[data_return.pk]))
    assert answer.status_code == 200
    return answer.content


def csv_rows(content: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def sheet_rows(content: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(content)).worksheets[0].values)


def test_copy_of_a_csv_is_the_file_with_what_is_wrong_beside_each_row(browser, sent):
    refused = sent("\n".join((COLUMNS, *WRONG)).encode())

    header, first, blank, second, third = csv_rows(copy_of(browser, refused), ";")

    assert header == [*COLUMNS.split(";"), "what is wrong"]
    assert first[:6] == ["NI 16", "E23000001", "2008/09", "-5", "10", "'=cmd|x"]
    assert first[6].startswith("numerator: The numerator is -5, below zero.")
    assert blank == []
    assert second == ["NI 16", "E23000002", "2008/09", "5", "10", "right", ""]
    assert third[6].count(" / ") == 1, "two things to mend"


def test_copy_of_a_workbook_is_a_workbook_without_formulas(browser, sent):
    rows = [HEADER, ("NI 16", "E23000001", "2008/09", -5, 10, "=1+1")]
    refused = sent(workbook(*rows), "a.xlsx")

    answer = browser.get(reverse("indicators:error-copy", args=[refused.pk]))
    header, row = sheet_rows(answer.content)

    assert answer["Content-Type"] == WORKBOOK_TYPE
    assert header == (*HEADER, "what is wrong")
    assert row[:5] == ("NI 16", "E23000001", "2008/09", -5, 10)
    assert "numerator: The numerator is -5" in row[6]
    cells = load_workbook(io.BytesIO(answer.content)).worksheets[0]["2"]
    assert all(cell.data_type != "f" for cell in cells)


def test_mended_copy_is_read_without_its_last_column(browser, sent):
    refused = sent("\n".join((COLUMNS, *WRONG)).encode())

    mended = copy_of(browser, refused).replace(b";-5;", b";5;").replace(b"oops", b"2008/09")
    reading = read(mended.replace(b"NI 99", b"NI 16"), "mended.csv")

    assert reading.problems == ()
    assert [row.note for row in reading.rows] == ["=cmd|x", "right", ""]


def test_copy_of_a_copy_has_the_column_once(browser, sent):
    again = sent(copy_of(browser, sent("\n".join((COLUMNS, *WRONG)).encode())))

    header, *_ = csv_rows(copy_of(browser, again), ";")

    assert header == [*COLUMNS.split(";"), "what is wrong"]


def test_what_is_wrong_with_the_header_is_told_beside_the_first_row(browser, sent):
    refused = sent(b"indicator,area_code,period,numerator,colour\nNI 16,E23000001,2008/09,5,red\n")

    _, first = csv_rows(copy_of(browser, refused))

    assert "Row 1, column E (colour): “colour” is not a column" in first[5]


def test_header_is_not_counted_among_the_wrong_rows(browser, sent):
    header = b"indicator,area_code,period,numerator,colour\n"
    row = b"NI 16,E23000001,2008/09,%b,red\n"
    wrong = browser.get(sent(header + row % b"five" + row % b"six").get_absolute_url())
    right = browser.get(sent(header + row % b"5").get_absolute_url())
    empty = browser.get(sent(header).get_absolute_url())

    assert "2 of 2 rows have something to fix." in wrong.text
    assert "The header has something to fix too." in wrong.text
    assert "rows have" not in right.text
    assert "The header has something to fix." in right.text
    assert "with what is wrong in each row" in right.text, "it says so beside the first row"
    assert "with what is wrong in each row" not in empty.text


def test_40000_errors_are_a_bounded_list_that_says_so(browser, sent):
    row = "NI 16;E23000001;2008/09;five;10;"
    refused = sent("\n".join((COLUMNS, *[row] * 12_000)).encode())
    assert refused.status == ReturnStatus.REFUSED

    page = browser.get(refused.get_absolute_url())
    rows = csv_rows(copy_of(browser, refused), ";")

    assert refused.errors.count() == 501
    assert "More than 500 things to fix" in page.text
    assert re.search(r"At least \d+ of 12,000 rows", page.text)
    assert len(rows) == 12_001
    assert "only the first 500 are listed" in rows[1][6]


def test_file_that_cannot_be_read_at_all_has_no_copy_to_offer(browser, sent):
    page = browser.get(sent(b"\xff\xfeindicator").get_absolute_url())

    assert "with what is wrong in each row" not in page.text


def test_areas_called_by_name_are_told_and_confirmed(browser, sent):
    content = b"indicator,area,period,numerator,denominator\nNI 16,cumbria,2008/09,1,100\n"
    checked = sent(content)

    page = browser.get(checked.get_absolute_url())

    assert [a["code"] for a in checked.named_areas] == ["E23000002"]
    assert "Areas that your file calls by name" in page.text
    assert "By confirming you also confirm that the 1 area called by name is read" in page.text


def template(browser, **asked):
    answer = browser.get(reverse("indicators:template"), asked)
    assert answer.status_code == 200
    return answer


def test_template_has_the_areas_and_periods_that_are_due(browser, sent, provider, at):
    rows = "NI 16,E23000002,2010/11,1204,100000,final"
    checked = sent(f"{','.join(HEADER)}\n{rows}\n".encode())
    actions.confirm(return_id=checked.pk, version=checked.version, by=provider, at=at)

    header, *rows = csv_rows(template(browser, measure="NI 16", format="csv").content)

    assert header[:4] == ["indicator", "area_code", "area_name", "period"]
    assert header[-1] == "previous figure"
    assert {row[header.index("period")] for row in rows} >= {"2011/12", "2012/13"}
    cumbria = next(row for row in rows if row[1] == "E23000002")
    assert cumbria[header.index("numerator")] == ""
    assert cumbria[-1] == "1204"


def test_template_is_read_once_its_figures_are_filled_in(browser):
    content = template(browser, measure="NI 16", format="xlsx").content
    book = load_workbook(io.BytesIO(content))
    sheet = book["Return"]
    column = next(cell.column for cell in sheet[1] if cell.value == "numerator")
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column, row)
    filled = io.BytesIO()
    book.save(filled)

    reading = read(filled.getvalue(), "return.xlsx")

    assert reading.problems == ()
    assert len(reading.rows) == sheet.max_row - 1 > 30
    assert reading.notice == "Of the sheets, “Return” was read."


def test_template_page_lists_the_measures_and_refuses_one_that_is_not(browser):
    page = template(browser)
    wrong = browser.get(reverse("indicators:template"), {"measure": "NI 999", "format": "csv"})

    assert "Get a return to fill in" in page.text
    assert "NI 16: " in page.text
    assert wrong.status_code == 422
    assert "Select a measure" in wrong.text


def test_workbook_is_sent_and_got_back_by_page(browser):
    content = workbook(HEADER, ("NI 16", "E23000001", "2008/09", 203903, 7804732, "final"))
    file = SimpleUploadedFile("crime.xlsx", content, content_type=WORKBOOK_TYPE)

    page = browser.post(reverse("indicators:send"), {"file": file}, follow=True)
    back = browser.get(reverse("indicators:file", args=[DataReturn.objects.get().pk]))

    assert "Check what your return changes" in page.text
    assert (back.content, back["Content-Type"]) == (content, WORKBOOK_TYPE)


def test_template_of_what_has_all_been_sent_says_so(browser, home_office):
    measure = Measure.objects.get(code="NI 16")
    area = Area.objects.get(gss_code="E23000002")
    last = Period.containing(PeriodKind(measure.period_kinds[0]), timezone.localdate()).previous()
    Observation.objects.create(
        measure=measure,
        area=area,
        definition=measure.definitions.order_by("starts_on").last(),
        data_return=make_return(home_office),
        period_kind=last.kind,
        period_start=last.start,
        numerator=5,
        status=Status.FINAL,
        row=2,
        recorded_at=timezone.now(),
    )

    page = browser.get(reverse("indicators:template"), {"measure": "NI 16", "format": "csv"})

    assert page.status_code == 422
    assert "up to the last period that has ended" in page.text
