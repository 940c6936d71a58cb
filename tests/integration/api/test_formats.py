"""The same figures in every format: the same rows, in the same order, with equal values."""

import csv
import io
import json

import openpyxl
import pandas as pd
import pytest
from django.utils.http import urlencode

from indicators.api.figure_formats.columns import COLUMNS, FINGERTIPS
from indicators.models import Status
from indicators.policies import WITHHELD
from tests.factories.indicators import make_indicator, make_measure
from tests.factories.partnerships import make_area
from tests.integration.api.conftest import codes

pytestmark = pytest.mark.django_db

FIGURES = "/api/v1/figures/"

ASKED = {"indicator": ["NI 901", "NI 902"], "limit": 1000}

NUMBERS = {
    # what a record calls it: what a flat file does, and SDMX
    "value": ("Value", "OBS_VALUE"),
    "numerator": ("Count", "NUMERATOR"),
    "denominator": ("Denominator", "DENOMINATOR"),
    "lower": ("Lower CI 95.0 limit", "LOWER_CI"),
}


@pytest.fixture
def some(world):
    """Figures of two measures, two areas and each kind of period, some with no value."""
    other = make_measure(make_indicator(902))
    elsewhere = make_area("X07000902", name="=Elsewhere, “quoted”")
    for number, period in enumerate(("2007/08", "2008/09", "2008-04", "2008/09 Q1", "2008")):
        world.figure(period, value=0.1 + number / 3, numerator=640 + number)
    world.figure("2008-05", area=elsewhere, value=-0.1 - 0.2)
    world.figure("2008/09", measure=other, area=elsewhere, numerator="640.500000")
    nothing = dict.fromkeys(("value", "lower", "upper", "lower_998", "upper_998", "numerator"))
    world.figure("2009/10", **nothing, status=Status.MISSING, reason="missing", method="")


def asked_as(api, name, **more):
    answer = api.get(FIGURES, ASKED | more | {"format": name})
    assert answer.status_code == 200, answer.content
    return answer


def of_json(api):
    """Return what everybody is to agree with: the numbers of each record, by name."""
    records = asked_as(api, "json").json()["data"]
    flat = [record | {"lower": record["ci"] and record["ci"]["lower"]} for record in records]
    return [
        {name: None if record[name] is None else float(record[name]) for name in NUMBERS}
        for record in flat
    ]


def numbers(rows, names):
    """Return the numbers of rows of pandas; what is not there as None."""
    return [
        {name: None if pd.isna(row[column]) else float(row[column]) for name, column in names}
        for row in rows.to_dict("records")
    ]


FLAT = [(name, columns[0]) for name, columns in NUMBERS.items()]
SDMX = [(name, columns[1]) for name, columns in NUMBERS.items()]


def as_frame(answer, **options):
    """Return what pandas reads."""
    return pd.read_csv(io.StringIO(answer.content.decode()), **options)


def lines(answer):
    """Return the lines of a CSV by the names of their columns."""
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_csv_read_by_pandas_has_the_rows_of_json(api, some):
    found = as_frame(asked_as(api, "csv"))

    assert numbers(found, FLAT) == of_json(api)
    assert list(found["id"]) == codes(asked_as(api, "json"))


def test_workbook_read_by_openpyxl_has_the_rows_of_json(api, some):
    answer = asked_as(api, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    header, *rows = book["Figures"].iter_rows(values_only=True)
    found = pd.DataFrame(rows, columns=header)

    assert numbers(found, FLAT) == of_json(api)
    assert list(found["id"]) == codes(asked_as(api, "json"))
    assert "Open Government Licence" in str(book["About"]["B1"].value)
    assert answer["Content-Disposition"] == 'attachment; filename="figures.xlsx"'


def test_sdmx_csv_has_the_rows_of_json(api, some):
    answer = asked_as(api, "sdmx-csv")
    found = as_frame(answer)

    assert numbers(found, SDMX) == of_json(api)
    assert set(found["STRUCTURE"]) == {"dataflow"}
    assert set(found["STRUCTURE_ID"]) == {"LAA:FIGURES(1.0)"}
    assert set(found["INDICATOR"]) == {"NI-901", "NI-902"}
    periods = dict(zip(found["TIME_PERIOD"], found["FREQ"], strict=True))
    assert periods == {
        "2007-04-01/P1Y": "A",
        "2008-04-01/P1Y": "A",
        "2009-04-01/P1Y": "A",
        "2008": "A",
        "2008-Q2": "Q",
        "2008-04": "M",
        "2008-05": "M",
    }


def test_json_stat_has_the_rows_of_json(api, some):
    found = asked_as(api, "jsonstat").json()

    keys, values = cells_of(found)
    expected = asked_as(api, "json").json()["data"]
    assert keys == [
        (record["measure"]["code"], record["area"]["code"], record["period"]["code"])
        for record in expected
    ]
    assert values == of_json(api)
    assert found["role"] == {
        "time": ["period"],
        "geo": ["area"],
        "metric": ["measure", "statistic"],
    }
    assert found["extension"]["measures"]["NI 901"]["polarity"] == "low_is_good"


def cells_of(dataset):
    """Read a cube as the format says: places count through the last dimension first."""
    categories = [dataset["dimension"][name]["category"]["index"] for name in dataset["id"]]
    assert dataset["size"] == [len(names) for names in categories]
    rows = {}
    for place in map(int, dataset["status"]):
        rest, statistic = divmod(place, len(categories[3]))
        rest, period = divmod(rest, len(categories[2]))
        measure, area = divmod(rest, len(categories[1]))
        key = (categories[0][measure], categories[1][area], categories[2][period])
        value = dataset["value"].get(str(place))
        rows.setdefault(key, {})[categories[3][statistic]] = value
    return list(rows), [{name: row[name] for name in NUMBERS} for row in rows.values()]


def test_status_of_each_cell_is_that_of_its_row(api, some):
    dataset = asked_as(api, "jsonstat", period="2009/10").json()

    assert set(dataset["status"].values()) == {"O"}
    assert dataset["value"] == {"4": 1306000}


def test_csv_begins_with_the_columns_of_fingertips_and_says_more(api, some):
    header = next(csv.reader(io.StringIO(asked_as(api, "csv").content.decode())))

    assert header[:26] == [column.title for column in FINGERTIPS]
    assert header[0:2] + header[12:15] == [
        *("Indicator ID", "Indicator Name"),
        *("Value", "Lower CI 95.0 limit", "Upper CI 95.0 limit"),
    ]
    assert {"definition_version", "status", "revision", "recorded_at", "reason"} <= set(header)
    assert len(header) == len(set(header)) == len(COLUMNS)


def test_names_are_defused_and_numbers_are_not(api, some):
    (row,) = lines(asked_as(api, "csv", period="2008-05"))

    assert row["Area Name"] == "'=Elsewhere, “quoted”"
    assert row["Value"] == "-0.30000000000000004"


@pytest.mark.parametrize("bom, start", [("true", b"\xef\xbb\xbf"), ("false", b"")])
def test_mark_for_excel_is_there_when_asked_for(api, some, bom, start):
    assert asked_as(api, "csv", bom=bom).content.startswith(start + b"Indicator ID,")


def test_metadata_describes_the_csv_it_names(api, some):
    answer = asked_as(api, "csv")
    described_by = answer["Link"].split("<")[1].split(">")[0]
    metadata = api.get(described_by, headers={"accept": "*/*"})

    assert 'rel="describedby"; type="application/csvm+json"' in answer["Link"]
    assert metadata["Content-Type"] == "application/csvm+json"
    document = metadata.json()
    assert api.get(document["url"]).content == answer.content
    titles = [column["titles"] for column in document["tableSchema"]["columns"]]
    assert titles == next(csv.reader(io.StringIO(answer.content.decode())))
    assert document["tableSchema"]["primaryKey"] == "id"
    assert all(column["dc:description"] for column in document["tableSchema"]["columns"])


def test_structure_message_has_every_column_and_code_of_the_sdmx_csv(api, some):
    answer = asked_as(api, "sdmx-csv")
    structure = api.get(answer["Link"].split("<")[1].split(">")[0], headers={"accept": "*/*"})

    assert structure["Content-Type"] == "application/vnd.sdmx.structure+json"
    data = structure.json()["data"]
    lists = data["dataStructures"][0]["dataStructureComponents"]
    components = [
        *lists["dimensionList"]["dimensions"],
        lists["dimensionList"]["timeDimension"],
        *lists["measureList"]["measures"],
        *lists["attributeList"]["attributes"],
    ]
    found = as_frame(answer, dtype=str)
    assert list(found.columns)[3:] == [one["id"] for one in components]
    known = {one["id"]: {code["id"] for code in one["codes"]} for one in data["codelists"]}
    for column, name in (("INDICATOR", "CL_MEASURE"), ("REF_AREA", "CL_AREA"), ("FREQ", "CL_FREQ")):
        assert set(found[column]) <= known[name]


@pytest.mark.parametrize(
    "accept, expected",
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv; header=present", "text/csv; charset=utf-8"),
        ("application/vnd.sdmx.data+csv; version=2.0.0", "application/vnd.sdmx.data+csv"),
        ("application/vnd.json-stat+json", "application/vnd.json-stat+json"),
        ("application/csvm+json", "application/csvm+json"),
        ("*/*", "application/json"),
    ],
)
def test_header_chooses_the_format_too(api, some, accept, expected):
    answer = api.get(FIGURES, ASKED, headers={"accept": accept})

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(expected)


@pytest.mark.parametrize("name", ["csv", "jsonstat", "sdmx-csv", "csvw", "xlsx"])
def test_problem_is_a_problem_document_in_every_format(api, some, name):
    answer = api.get(FIGURES, {"indicator": "NI 999", "format": name})

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["parameter"] == "indicator"


def test_files_have_pages_too(api, some):
    first = asked_as(api, "csv", limit=5)
    rest = api.get(first["Link"].split("<")[1].split(">")[0])

    assert 'rel="next"' in first["Link"]
    rows = [row["id"] for page in (first, rest) for row in lines(page)]
    assert rows == codes(asked_as(api, "json"))


def test_fields_cut_files_as_they_cut_records(api, some):
    rows = list(csv.reader(io.StringIO(asked_as(api, "csv", fields="id,value").content.decode())))

    assert rows[0] == ["Value", "id"]
    assert len(rows) == 1 + len(codes(asked_as(api, "json")))


@pytest.mark.parametrize("name", ["csv", "jsonstat", "sdmx-csv", "xlsx"])
def test_nothing_there_is_a_file_without_rows(api, some, name):
    answer = asked_as(api, name, period="1999/00")

    assert answer.status_code == 200
    if name == "jsonstat":
        assert answer.json()["value"] == {}


@pytest.mark.parametrize("name", ["csv", "jsonstat", "sdmx-csv", "xlsx"])
def test_small_counts_leave_in_no_format(api, world, name):
    type(world.measure).objects.filter(pk=world.measure.pk).update(suppression_threshold=5)
    world.figure(numerator=3, value=0.12345678, lower=0.02345678, upper=0.42345678)

    answer = api.get(f"{FIGURES}?{urlencode({'indicator': 'NI 901', 'format': name})}")
    content = told(answer, name)

    assert not [secret for secret in ("12345678", "02345678", "42345678") if secret in content]
    assert WITHHELD in content or '"Q"' in content


def told(answer, name) -> str:
    """Return all that a file tells."""
    if name != "xlsx":
        return answer.content.decode()
    sheets = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    return json.dumps([list(sheet.values) for sheet in sheets], default=str)
