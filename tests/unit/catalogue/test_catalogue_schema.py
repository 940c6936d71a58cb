"""A file of the catalogue is refused with every fault, by file and key."""

import json
import shutil
import tomllib
from dataclasses import fields
from itertools import pairwise

import pytest
from jsonschema import Draft202012Validator

from indicators.catalogue import source_note
from indicators.catalogue.schema import (
    FOLDER,
    UNCERTAIN_WORDS,
    CatalogueFaults,
    DefinitionEntry,
    IndicatorEntry,
    MeasureEntry,
    MembershipEntry,
    read_catalogue,
)
from indicators.models import FrameworkMembership, Indicator, Measure, MeasureKind, Polarity
from indicators.periods import PeriodKind
from partnerships.models import Level

SCHEMA = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
FILES = sorted(FOLDER.glob("ni_*.toml"))


@pytest.fixture
def folder(tmp_path):
    """A copy of the catalogue, to be spoilt."""
    for path in FILES:
        shutil.copy(path, tmp_path)
    return tmp_path


def edit(folder, name, before, after):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def faults_of(folder):
    with pytest.raises(CatalogueFaults) as caught:
        read_catalogue(folder)
    return caught.value.faults


def test_the_catalogue_has_36_files_and_42_measures():
    catalogue = read_catalogue()

    assert len(catalogue.indicators) == 36
    assert len(list(catalogue.measures)) == 42


def test_an_indicator_is_read_whole():
    crime = next(read_catalogue().among(16))

    assert (crime.code, crime.slug, crime.lag_months) == ("NI 16", "ni-16", 2)
    (measure,) = crime.measures
    assert measure.levels == ("district", "police_force")
    back, newer = measure.definitions
    assert back.ends_on == newer.starts_on
    assert newer.ends_on is None


@pytest.mark.parametrize(
    "before, after, fault",
    [
        ("per = 1000", "per = 12", "ni_16.toml: measures[0].per: 12 is not one of"),
        ('polarity = "low"', 'polarity = "down"', "ni_16.toml: measures[0].polarity: 'down'"),
        ("decimals = 2", "decimals = -1", "ni_16.toml: measures[0].decimals: -1 is less than"),
        ("decimals = 2", 'decimals = "2"', "ni_16.toml: measures[0].decimals: '2' is not of type"),
        ("decimals = 2", "decimal = 2", "ni_16.toml: measures[0]: 'decimals' is a required"),
        ("decimals = 2", "decimals = 2\nround = 2", "'round' was unexpected"),
        ('["district", ', '["parish", ', "ni_16.toml: measures[0].levels[0]: 'parish'"),
        (
            "starts_on = 2002-04-01",
            "starts_on = 2002-04-01T00:00:00",
            "ni_16.toml: measures[0].definitions[0].starts_on: '2002-04-01T00:00:00'",
        ),
        ('uncertain = ["lag_months"]', 'uncertain = ["luck"]', "ni_16.toml: uncertain[0]: 'luck'"),
        ("number = 16", "number = sixteen", "ni_16.toml: Invalid value"),
    ],
)
def test_a_fault_is_named_by_file_and_key(folder, before, after, fault):
    edit(folder, "ni_16.toml", before, after)

    faults = faults_of(folder)

    assert [sentence for sentence in faults if fault in sentence], faults


def test_every_fault_of_every_file_is_named_at_once(folder):
    edit(folder, "ni_15.toml", "per = 1000", "per = 0")
    edit(folder, "ni_16.toml", "decimals = 2", "decimals = 9")
    edit(folder, "ni_16.toml", "minimum_count = 20", "minimum_count = -1")
    edit(folder, "ni_17.toml", "number = 17", "number == 17")

    named = [fault.split(": ")[0] for fault in faults_of(folder)]

    assert sorted(named) == ["ni_15.toml", "ni_16.toml", "ni_16.toml", "ni_17.toml"]


def test_a_file_in_another_encoding_is_a_fault(folder):
    (folder / "ni_34.toml").write_bytes("title = 'Domestic violence – murder'".encode("cp1252"))

    assert faults_of(folder)[0].startswith("ni_34.toml: ")


def test_what_is_uncertain_becomes_a_sentence():
    catalogue = read_catalogue()

    assert next(catalogue.among(17)).caveat == ""
    assert next(catalogue.among(30)).caveat == (
        "Especially uncertain: how often it is collected; how soon after a period figures come."
    )


def test_keys_come_in_one_order_in_every_file():
    def check(entry, properties, where):
        order = list(properties)
        places = [order.index(key) for key in entry]
        assert all(a < b for a, b in pairwise(places)), f"{where}: {list(entry)}"

    for path in FILES:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        check(raw, SCHEMA["properties"], path.name)
        parts = SCHEMA["$defs"]
        for membership in raw["memberships"]:
            check(membership, parts["membership"]["properties"], path.name)
        for measure in raw.get("measures", []):
            check(measure, parts["measure"]["properties"], path.name)
            for definition in measure["definitions"]:
                check(definition, parts["definition"]["properties"], path.name)


def test_the_schema_is_sound_and_describes_what_is_read():
    Draft202012Validator.check_schema(SCHEMA)
    described = {
        IndicatorEntry: SCHEMA,
        MembershipEntry: SCHEMA["$defs"]["membership"],
        MeasureEntry: SCHEMA["$defs"]["measure"],
        DefinitionEntry: SCHEMA["$defs"]["definition"],
    }

    for entry, part in described.items():
        assert {field.name for field in fields(entry)} - {"file"} == set(part["properties"])


def test_the_schema_speaks_the_words_of_the_tables():
    membership = SCHEMA["$defs"]["membership"]["properties"]
    measure = SCHEMA["$defs"]["measure"]["properties"]

    assert membership["framework"]["enum"] == FrameworkMembership.Framework.values
    assert membership["standing"]["enum"] == FrameworkMembership.Standing.values
    assert measure["kind"]["enum"] == MeasureKind.values
    assert measure["polarity"]["enum"] == Polarity.values
    assert measure["base"]["enum"] == Measure.Base.values
    assert measure["levels"]["items"]["enum"] == [level.value for level in Level]
    assert measure["period_kinds"]["items"]["enum"] == [kind.value for kind in PeriodKind]
    assert SCHEMA["properties"]["uncertain"]["items"]["enum"] == list(UNCERTAIN_WORDS)


def test_the_schema_keeps_texts_as_short_as_their_columns():
    parts = {Indicator: SCHEMA, Measure: SCHEMA["$defs"]["measure"]}

    for model, part in parts.items():
        for name, rule in part["properties"].items():
            if "maxLength" in rule:
                assert rule["maxLength"] == model._meta.get_field(name).max_length, name


def test_the_note_lists_25_indicators():
    assert len(source_note.TITLES) == 25
    assert source_note.TITLES.keys() > source_note.DELAYED | source_note.NOT_HEADLINE
