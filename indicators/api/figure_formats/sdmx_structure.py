"""The structure message of SDMX (SDMX-JSON 2.0): the columns of the figures, and their codes."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from indicators.models import Measure
from partnerships.models import Area

from .sdmx import AGENCY, ATTRIBUTES, DIMENSIONS, FLOW, MEASURES, VERSION, measure_code

MEDIA_TYPE = "application/vnd.sdmx.structure+json"
SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/develop/structure-message/tools/schemas/"
    "2.0.0/sdmx-json-structure-schema.json"
)

CONCEPTS = {
    "FREQ": "Frequency",
    "INDICATOR": "Measure of the National Indicator Set",
    "REF_AREA": "Area",
    "TIME_PERIOD": "Period",
    "OBS_VALUE": "Value",
    "OBS_STATUS": "What is known of the value",
    "CONF_STATUS": "Whether it may be passed on",
    "LOWER_CI": "Lower limit of the 95% confidence interval",
    "UPPER_CI": "Upper limit of the 95% confidence interval",
    "NUMERATOR": "What was counted",
    "DENOMINATOR": "What it is divided by",
    "DECIMALS": "Decimals that are shown",
    "UNIT_MEASURE": "Unit",
    "DEF_VERSION": "Version of the definition",
    "LAST_UPDATE": "When it was worked out",
    "COMMENT_OBS": "Why there is no value, or what the sender notes",
}

CODES = {
    "CL_FREQ": {"M": "Monthly", "Q": "Quarterly", "A": "Annual"},
    "CL_OBS_STATUS": {
        "A": "Normal value",
        "P": "Provisional value",
        "M": "Missing value; data cannot exist",
        "O": "Missing value",
        "Q": "Missing value; suppressed",
    },
    "CL_CONF_STATUS": {
        "F": "Free",
        "N": "Not for publication, restricted for internal use only",
        "C": "Confidential statistical information",
    },
}
"""Those of SDMX's cross-domain lists that occur here."""

ENUMERATED = {
    "FREQ": "CL_FREQ",
    "INDICATOR": "CL_MEASURE",
    "REF_AREA": "CL_AREA",
    "OBS_STATUS": "CL_OBS_STATUS",
    "CONF_STATUS": "CL_CONF_STATUS",
}
NUMBERS = {"OBS_VALUE", "LOWER_CI", "UPPER_CI", "NUMERATOR", "DENOMINATOR"}
OTHER_TYPES = {
    "TIME_PERIOD": "ObservationalTimePeriod",
    "DECIMALS": "Integer",
    "LAST_UPDATE": "DateTime",
}


def structure_message(measures: Iterable[Measure], areas: Iterable[Area], at: datetime) -> bytes:
    """Return the message that describes the figures of some measures and areas."""
    codes: dict[str, Mapping[str, str]] = {
        **CODES,
        "CL_MEASURE": {measure_code(one): one.title for one in measures},
        "CL_AREA": {one.gss_code: one.name for one in areas},
    }
    data = {
        "dataflows": [_flow()],
        "dataStructures": [_data_structure()],
        "conceptSchemes": [_concepts()],
        "codelists": [_codelist(name, known) for name, known in codes.items()],
    }
    return json.dumps({"meta": _meta(at), "data": data}, ensure_ascii=False).encode()


def _meta(at: datetime) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "id": f"{AGENCY}-{FLOW}",
        "prepared": at.isoformat(),
        "test": False,
        "contentLanguages": ["en"],
        "sender": {"id": AGENCY},
    }


def _named(identity: str, name: str) -> dict[str, Any]:
    return {"id": identity, "name": name, "names": {"en": name}}


def _artefact(identity: str, name: str) -> dict[str, Any]:
    return {
        **_named(identity, name),
        "version": VERSION,
        "agencyID": AGENCY,
        "isExternalReference": False,
    }


def _urn(package: str, kind: str, identity: str) -> str:
    return f"urn:sdmx:org.sdmx.infomodel.{package}.{kind}={AGENCY}:{identity}({VERSION})"


def _flow() -> dict[str, Any]:
    structure = _urn("datastructure", "DataStructure", FLOW)
    return {**_artefact(FLOW, "Figures of the National Indicator Set"), "structure": structure}


def _concepts() -> dict[str, Any]:
    concepts = [_named(identity, name) for identity, name in CONCEPTS.items()]
    return {**_artefact("CONCEPTS", "Concepts"), "isPartial": False, "concepts": concepts}


def _codelist(name: str, codes: Mapping[str, str]) -> dict[str, Any]:
    known = [_named(code, meaning) for code, meaning in codes.items()]
    return {**_artefact(name, name), "isPartial": False, "codes": known}


def _data_structure() -> dict[str, Any]:
    *dimensions, time = DIMENSIONS
    lists = {
        "dimensionList": {
            "id": "DimensionDescriptor",
            "dimensions": [
                {**_component(name), "position": place} for place, name in enumerate(dimensions)
            ],
            "timeDimension": _component(time),
        },
        "measureList": {
            "id": "MeasureDescriptor",
            "measures": [{**_component(name), "usage": "optional"} for name in MEASURES],
        },
        "attributeList": {
            "id": "AttributeDescriptor",
            "attributes": [_attribute(name) for name in ATTRIBUTES],
        },
    }
    return {**_artefact(FLOW, "Figures"), "dataStructureComponents": lists}


def _attribute(name: str) -> dict[str, Any]:
    relation: dict[str, Any] = {"observation": {}}
    return {**_component(name), "usage": "optional", "attributeRelationship": relation}


def _component(name: str) -> dict[str, Any]:
    concept = _urn("conceptscheme", "Concept", "CONCEPTS")
    return {
        "id": name,
        "conceptIdentity": f"{concept}.{name}",
        "localRepresentation": _representation(name),
    }


def _representation(name: str) -> dict[str, Any]:
    if name in ENUMERATED:
        return {"enumeration": _urn("codelist", "Codelist", ENUMERATED[name])}
    data_type = "Double" if name in NUMBERS else OTHER_TYPES.get(name, "String")
    return {"format": {"dataType": data_type}}
