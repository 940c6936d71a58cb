"""What the source note (CLG, April 2008, 07 LGSR 05025/k) says of the indicators it lists."""

from datetime import date

TITLES = {
    15: "Serious violent crime rate",
    16: "Serious acquisitive crime rate",
    17: "Perceptions of anti-social behaviour",
    18: "Adult re-offending rate",
    19: "Youth re-offending rate",
    20: "Assault with injury rate",
    21: "Dealing with local concerns",
    24: "Satisfaction with service delivery (ASB)",
    25: "Comparative satisfaction with service delivery (ASB)",
    26: "Support to victims of serious sexual offences",
    27: "Understanding local concerns",
    28: "Serious knife crime rate",
    29: "Gun crime rate",
    30: "Priority offender re-offending rate",
    32: "Domestic violence victimisation",
    33: "Arson and deliberate fires",
    34: "Domestic violence – homicide",
    35: "Building resilience to violent extremism",
    36: "Protection against terrorist attack",
    38: "Drug-related offending rate",
    41: "Perception of drunk / rowdy behaviour",
    42: "Perception of drug use / drug dealing",
    47: "People killed or seriously injured in road traffic accidents",
    48: "Children killed or seriously injured in road traffic accidents",
    111: "First time entrants to the youth justice system",
}

DELAYED = frozenset({24, 25, 26, 32, 38})
"""Marked * in the note: they enter the local performance framework only in 2009/10."""

DELAYED_UNTIL = date(2009, 4, 1)

NOT_HEADLINE = frozenset({35})
"""Marked ** in the note: in the framework, but no APACS headline indicator in 2008/09."""
