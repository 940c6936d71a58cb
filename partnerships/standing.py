"""Which duties bind which kind of body, and from when: the law as a table.

Kinds are the values of `OrganisationKind`. "Responsible authority" (a CDRP's statutory member) and
"responsible local authority" (whoever submits the local area agreement) are different things.

The table begins with the law in force on 1 August 2007. Of earlier days it says nothing, so every
question about them is answered no. Where the enacted text has not been read, the source says so.
"""

from dataclasses import dataclass
from datetime import date

UPPER_TIER = frozenset({"county_council", "unitary_council"})
COUNCILS = UPPER_TIER | {"district_council"}
STATUTORY_MEMBERS = COUNCILS | {"police_force", "police_authority", "fire_authority", "pct"}

PARTNERS = frozenset(
    {
        "district_council",
        "police_authority",
        "police_force",
        "fire_authority",
        "pct",
        "yot",
        "probation",
        "national_park",
        "broads",
        "waste",
        "passenger_transport",
        "tfl",
        "gla",
        "lda",
    }
)

BEST_VALUE = COUNCILS | {
    "national_park",
    "broads",
    "fire_authority",
    "waste",
    "passenger_transport",
    "tfl",
    "gla",
    "lda",
}

CRIME_REDUCTION_REGULATIONS = date(2007, 8, 1)
LAA_DUTIES = date(2007, 12, 30)
DUTY_TO_INVOLVE = date(2009, 4, 1)
PROBATION_JOINS = date(2010, 4, 1)


@dataclass(frozen=True, slots=True)
class Duty:
    """What a body must do, in a few words, and the law that says so."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Binding:
    """That kinds of body are bound by duties from a day on."""

    kinds: frozenset[str]
    since: date
    duties: tuple[Duty, ...]

    def holds(self, kind: str, on: date) -> bool:
        return kind in self.kinds and on >= self.since


STRATEGY = Duty(
    "make and carry out the area's strategy to reduce crime and disorder",
    "Crime and Disorder Act 1998 ss.5-6, as at 1 August 2007",
)
FACE_THE_PEOPLE = Duty(
    "consult the community and answer to it in public at least once a year",
    "SI 2007/1830 reg.12, in force 1 August 2007",
)
SUBMIT = Duty(
    "prepare the local area agreement with its partners and submit it",
    "Local Government and Public Involvement in Health Act 2007 ss.103, 106",
)
COOPERATE = Duty(
    "co-operate in settling the targets of the local area agreement",
    "Local Government and Public Involvement in Health Act 2007 ss.104, 106 (list not checked)",
)
HAVE_REGARD = Duty(
    "have regard to every local improvement target that relates to it",
    "Local Government and Public Involvement in Health Act 2007 s.108",
)
INFORM_CONSULT_INVOLVE = Duty(
    "inform, consult and involve representatives of local people",
    "Local Government Act 1999 s.3A, from the 2007 Act s.138; its first day is not checked",
)

RESPONSIBLE_AUTHORITY = (
    Binding(STATUTORY_MEMBERS, CRIME_REDUCTION_REGULATIONS, (STRATEGY, FACE_THE_PEOPLE)),
    Binding(frozenset({"probation"}), PROBATION_JOINS, (STRATEGY, FACE_THE_PEOPLE)),
)
RESPONSIBLE_LOCAL_AUTHORITY = (Binding(UPPER_TIER, LAA_DUTIES, (SUBMIT, HAVE_REGARD)),)
PARTNER_AUTHORITY = (Binding(PARTNERS, LAA_DUTIES, (COOPERATE, HAVE_REGARD)),)
INVOLVEMENT = (Binding(BEST_VALUE, DUTY_TO_INVOLVE, (INFORM_CONSULT_INVOLVE,)),)

LAW = (*RESPONSIBLE_AUTHORITY, *RESPONSIBLE_LOCAL_AUTHORITY, *PARTNER_AUTHORITY, *INVOLVEMENT)


def is_responsible_authority(kind: str, on: date) -> bool:
    """Whether such a body is a statutory member of a CDRP.

    Crime and Disorder Act 1998 s.5 as at 1 August 2007: county and district councils, the chief
    officer of police, the police authority, the fire and rescue authority and the primary care
    trust. Probation joined them on 1 April 2010 (Policing and Crime Act 2009 s.108).
    """
    return any(binding.holds(kind, on) for binding in RESPONSIBLE_AUTHORITY)


def is_responsible_local_authority(kind: str, on: date) -> bool:
    """Whether such a council submits the local area agreement of its area.

    Local Government and Public Involvement in Health Act 2007 s.103, in force 30 December 2007: a
    county council, a unitary, metropolitan or London borough council, the City, or Scilly.
    """
    return any(binding.holds(kind, on) for binding in RESPONSIBLE_LOCAL_AUTHORITY)


def is_partner_authority(kind: str, on: date) -> bool:
    """Whether such a body must co-operate with the responsible local authority of its area.

    The same Act, s.104, in force 30 December 2007. A district council below a county is one; a
    responsible local authority is not its own partner. The section has not been read as enacted:
    joint waste authorities and the London Development Agency (as London's regional development
    agency) are the least certain of the list.
    """
    return any(binding.holds(kind, on) for binding in PARTNER_AUTHORITY)


def is_best_value_authority(kind: str, on: date) -> bool:
    """Whether such a body is one of the best value authorities that must involve local people.

    They are those that Communities and Local Government listed in April 2008 (its note on the
    local performance framework, footnote 3). Police authorities owe best value under the Local
    Government Act 1999 but are exempt from this duty (s.3A(3)(a)), and are answered no. The list
    is answered from 1 August 2007; the duty itself began later, see `duties`.
    """
    return kind in BEST_VALUE and on >= CRIME_REDUCTION_REGULATIONS


def duties(kind: str, on: date) -> tuple[Duty, ...]:
    """Return what the law asks of such a body on a day, each duty once."""
    bound = (binding.duties for binding in LAW if binding.holds(kind, on))
    return tuple(dict.fromkeys(duty for duties in bound for duty in duties))
