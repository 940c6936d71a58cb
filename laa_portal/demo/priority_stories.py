"""What the invented districts put first: one entry a partnership, half-way through its year."""

from dataclasses import dataclass

from partnerships.models import OrganisationKind

LABEL = "Invented for demonstration."
YEAR = 2008


@dataclass(frozen=True, slots=True)
class Told:
    """A priority: its name, the indicators it bears on, what it rests on, and its scores.

    Scores are those of `targets.models.CRITERIA`, in their order.
    """

    title: str
    indicators: tuple[str, ...]
    evidence: str
    community: str
    scores: tuple[int, int, int, int]
    psa: str = ""
    partners: tuple[OrganisationKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one partnership has written, and how far it has come."""

    place: str
    status: str
    priorities: tuple[Told, ...]
    contents: int = 6
    """How many of the six contents are written."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A priority put to the county, and its answer: nothing yet, or the verb of it."""

    place: str
    title: str
    reason: str
    local_risk: str
    verb: str = ""
    answer: str = ""
    risk_check: str = ""


FOUND = {
    # what an assessment says on each content, by its key in targets.contents
    "levels": "Theft is the most frequent crime, violence the most harmful. Both gather in the "
    "town centre and along the main road.",
    "changes": "Violence has risen since the last assessment and theft from homes has not. Calls "
    "about nuisance moved from the estates to the centre.",
    "reasons": "More people come to the centre at night than two years ago, and they leave at one "
    "hour. Those who steal from cars come from further away.",
    "priorities": "What harms people most and what the partners can change within three years, in "
    "the order below.",
    "community": "People at the public meeting and in the survey name violence at night first and "
    "what they see every day second.",
    "delivery": "Eleven of the fourteen actions were carried out. Three wait for money: wardens, "
    "lights and a worker for young people.",
}

POLICE = (OrganisationKind.POLICE_FORCE,)
POLICE_AND_HEALTH = (OrganisationKind.POLICE_FORCE, OrganisationKind.PCT)
FIRE = (OrganisationKind.FIRE_AUTHORITY,)

VIOLENCE = Told(
    "Violence in town centres at night",
    ("NI 15", "NI 20"),
    "Assaults rose through the summer, two in three of them on Friday and Saturday nights.",
    "Named first at two of three meetings, and by taxi drivers and door staff.",
    (5, 3, 4, 5),
    "PSA 25 asks for less harm from alcohol and PSA 23 for less serious violence: it serves both.",
    POLICE_AND_HEALTH,
)

ACCOUNTS = (
    Account(
        "ashmere",
        "adopted",
        (
            VIOLENCE,
            Told(
                "Burglary and theft from cars",
                ("NI 16",),
                "A steady level, with a cluster along the railway that the neighbours share.",
                "Second in the survey of the citizens’ panel.",
                (4, 4, 2, 4),
                "PSA 23 asks for less serious acquisitive crime.",
                POLICE,
            ),
            Told(
                "Fires set on purpose",
                ("NI 33",),
                "Most are rubbish and stolen cars; three schools had one each.",
                "Raised by residents near the common.",
                (3, 2, 2, 3),
                partners=FIRE,
            ),
            Told(
                "Noise and nuisance in the market square",
                (),
                "The council’s own calls for service; no national indicator counts them.",
                "Stallholders wrote together.",
                (2, 4, 3, 4),
            ),
        ),
    ),
    Account(
        "coldwell",
        "adopted",
        (
            Told(
                "Burglary by travelling offenders",
                ("NI 16",),
                "Acquisitive crime has shifted upwards since June; arrests point across borders.",
                "First in every ward meeting.",
                (5, 4, 5, 4),
                "PSA 23 asks for less serious acquisitive crime.",
                POLICE,
            ),
            Told(
                "Violence around the station",
                ("NI 15",),
                "Half of serious violence is within a quarter of a mile of the station.",
                "Commuters asked for lighting.",
                (4, 3, 3, 3),
                "PSA 23 asks for less serious violence.",
                POLICE_AND_HEALTH,
            ),
            Told(
                "Off-road motorcycles on the fells",
                (),
                "Wardens’ logs; two walkers hurt.",
                "Parish councils named it.",
                (2, 3, 4, 4),
            ),
        ),
    ),
    Account("fernley", "submitted", (VIOLENCE,)),
    Account("netherby", "draft", (), contents=3),
    Account(
        "castlebray",
        "adopted",
        (
            VIOLENCE,
            Told(
                "Drug dealing on the Eastgate estate",
                ("NI 40",),
                "Treatment services see a third of their clients from five streets.",
                "Tenants’ association, twice this year.",
                (5, 3, 3, 5),
                "PSA 25 asks for less harm from drugs.",
                POLICE_AND_HEALTH,
            ),
        ),
    ),
)

ASKED = (
    Asked(
        "ashmere",
        "Burglary and theft from cars",
        "The line runs through three districts, and so do those who use it.",
        "We would keep our own patrols and push the problem along the line.",
    ),
    Asked(
        "coldwell",
        "Burglary by travelling offenders",
        "Offenders come from outside the district, and the county.",
        "Burglaries would stay a third above those of similar areas.",
        verb="take_up",
        answer="Two districts bring it, and the figures of the county say the same.",
    ),
    Asked(
        "coldwell",
        "Off-road motorcycles on the fells",
        "The fells are the county’s to manage.",
        "Wardens would be withdrawn in winter.",
        verb="decline",
        answer="It is a matter of two parishes, and the district has the powers.",
        risk_check="Low: the force keeps its seasonal patrol, and wardens report to it monthly.",
    ),
)

SHORTLISTED = (
    ("greyshire", "NI 16"),
    ("castlebray", "NI 15"),
    ("castlebray", "NI 20"),
    ("castlebray", "NI 40"),
)
LEFT_OUT = (
    "greyshire",
    "Noise and nuisance in the market square",
    "The district’s own powers are enough, and no indicator would show progress.",
)
