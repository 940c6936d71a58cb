"""The bodies that look at an area, ask of it and help it, and from when each was there. Pure.

The seven inspectorates are those that the note of April 2008 names. On 1 April 2009 the Care
Quality Commission took the place of two of them (Health and Social Care Act 2008): general
knowledge, not checked.
"""

from datetime import date
from enum import StrEnum

CAA_FROM = date(2009, 4, 1)
"""The first day of Comprehensive Area Assessment."""

CAA_SOURCE = (
    "CLG, Crime reduction and community safety, April 2008: Comprehensive Area Assessment is "
    "introduced from April 2009"
)


class Body(StrEnum):
    """A Government Office, a department or an inspectorate."""

    GOVERNMENT_OFFICE = "government_office"
    HOME_OFFICE = "home_office"
    CLG = "clg"
    DCSF = "dcsf"
    DH = "dh"
    DFT = "dft"
    MOJ = "moj"
    OTHER_DEPARTMENT = "other_department"
    AUDIT_COMMISSION = "audit_commission"
    HMIC = "hmic"
    CSCI = "csci"
    HEALTHCARE_COMMISSION = "healthcare_commission"
    HMI_PRISONS = "hmi_prisons"
    HMI_PROBATION = "hmi_probation"
    OFSTED = "ofsted"
    CQC = "cqc"

    @property
    def label(self) -> str:
        return LABELS[self]


B = Body
LABELS = {
    B.GOVERNMENT_OFFICE: "Government Office",
    B.HOME_OFFICE: "Home Office",
    B.CLG: "Communities and Local Government",
    B.DCSF: "Department for Children, Schools and Families",
    B.DH: "Department of Health",
    B.DFT: "Department for Transport",
    B.MOJ: "Ministry of Justice",
    B.OTHER_DEPARTMENT: "Another department",
    B.AUDIT_COMMISSION: "Audit Commission",
    B.HMIC: "HM Inspectorate of Constabulary",
    B.CSCI: "Commission for Social Care Inspection",
    B.HEALTHCARE_COMMISSION: "Healthcare Commission",
    B.HMI_PRISONS: "HM Inspectorate of Prisons",
    B.HMI_PROBATION: "HM Inspectorate of Probation",
    B.OFSTED: "Ofsted",
    B.CQC: "Care Quality Commission",
}

UNTIL_CQC = frozenset({B.CSCI, B.HEALTHCARE_COMMISSION})
INSPECTORATES = (
    *(B.AUDIT_COMMISSION, B.HMIC, B.CSCI, B.HEALTHCARE_COMMISSION),
    *(B.HMI_PRISONS, B.HMI_PROBATION, B.OFSTED, B.CQC),
)
"""Seven, and the one that came later."""

DEPARTMENTS = (B.CLG, B.DCSF, B.DH, B.DFT, B.MOJ, B.OTHER_DEPARTMENT)
"""Whose requests the Government Office puts on record, as they tell it; not the Home Office."""


def inspectorates_on(day: date) -> tuple[Body, ...]:
    """Return the inspectorates there were on a day: seven, and six from 1 April 2009."""
    gone = UNTIL_CQC if day >= CAA_FROM else frozenset({B.CQC})
    return tuple(one for one in INSPECTORATES if one not in gone)
