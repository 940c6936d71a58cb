"""What the law and the guidance of 2007 and 2008 ask of a line."""

from datetime import date

from .lines import Line, Rule

DESIGNATED_AT_MOST = 35
"""Of the National Indicator Set. This may change, says the note of April 2008."""

EDUCATION_AND_EARLY_YEARS = frozenset(
    f"NI {number}" for number in (*range(72, 76), 83, 87, *range(92, 102))
)
"""The 16 that every agreement carries besides; which they are is general knowledge, not checked."""

TOO_MANY = Rule(
    code="designated_at_most",
    says=f"Up to {DESIGNATED_AT_MOST} targets from the National Indicator Set are designated.",
    source="CLG, Negotiating New LAAs, September 2007; Hansard, 30 January 2008",
    check=lambda line, on: "",  # of the package as a whole
)


def _designated_is_national(line: Line, on: date) -> str:
    if line.type != "designated" or line.is_national:
        return ""
    return "Only an indicator of the National Indicator Set can be designated. Make it local."


def _statutory_is_listed(line: Line, on: date) -> str:
    if line.type != "statutory" or line.code in EDUCATION_AND_EARLY_YEARS:
        return ""
    return (
        f"{line.code or 'This'} is none of the 16 education and early years targets (NI 72 to 75, "
        "83, 87 and 92 to 101). Choose designated or local."
    )


def _not_before_its_date(line: Line, on: date) -> str:
    begins = line.delayed_until
    if line.type != "designated" or line.is_placeholder or begins is None or on >= begins:
        return ""
    return (
        f"{line.code} cannot be designated before {begins:%-d %B %Y}: its introduction is "
        "delayed. Make it a placeholder until then."
    )


def _has_linked_organisation(line: Line, on: date) -> str:
    if line.partners != 0:
        return ""
    return (
        "No organisation is named for it. Ask at least one to sign up before the agreement is "
        "submitted."
    )


LAW = (
    Rule(
        code="designated_is_national",
        says="What is designated is drawn from the National Indicator Set.",
        source="Hansard, Lords, on the Bill of the 2007 Act, ss.105-109",
        check=_designated_is_national,
    ),
    Rule(
        code="statutory_is_listed",
        says="16 education and early years targets stand beside the designated ones.",
        source="Hampshire County Council, refresh of February 2009 (list not checked)",
        check=_statutory_is_listed,
    ),
    Rule(
        code="not_before_its_date",
        says="NI 24, 25, 26, 32 and 38 enter the local framework in 2009/10.",
        source="CLG, Crime reduction and community safety, April 2008",
        check=_not_before_its_date,
    ),
    Rule(
        code="has_linked_organisation",
        says="A draft agreement says for each target which persons it relates to.",
        source="Local Government and Public Involvement in Health Act 2007 s.106(2)(b), in force "
        "30 December 2007",
        check=_has_linked_organisation,
        blocks=False,
        blocks_submission=True,
    ),
)
