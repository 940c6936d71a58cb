"""What the invented partnerships did for their duties, half-way through their year."""

from dataclasses import dataclass
from datetime import date

from partnerships.models import OrganisationKind
from targets.models import AskedGroup, ConsultingDuty, EngagementKind, RecordKind

SEEK_VIEWS, INVOLVE = ConsultingDuty.SEEK_VIEWS.value, ConsultingDuty.INVOLVE.value


@dataclass(frozen=True, slots=True)
class Consulted:
    """How a partnership asked people, what they said, and whether everybody may read it."""

    place: str
    title: str
    kind: EngagementKind
    began_on: date
    asked: str
    heard: str = ""
    changed: str = ""
    ended_on: date | None = None
    source: str = ""
    groups: tuple[AskedGroup, ...] = ()
    duties: tuple[str, ...] = ()
    number_asked: int | None = None
    number_taking_part: int | None = None
    announced_on: date | None = None
    announced_how: str = ""
    discussed: str = ""
    bears_on: tuple[str, ...] = ()
    """The titles of priorities."""
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something a minimum standard asks that was done, by bodies of these kinds (none: all)."""

    place: str
    kind: RecordKind
    on: date
    text: str = ""
    by: tuple[OrganisationKind, ...] = ()
    review_due_on: date | None = None
    quarter_start: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """An action of a plan: the priority it serves, and how its success is measured.

    `indicator` is a code, `measure` says it in words.
    """

    priority: str
    step: str
    lead: OrganisationKind
    resources: str
    due_on: date
    indicator: str = ""
    measure: str = ""
    progress: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A partnership's plan of 2008/09 to 2010/11, and whether it is in force."""

    place: str
    strategy: str
    steps: tuple[Step, ...]
    engagement: str = ""
    summary: str = ""
    is_adopted: bool = False


CONSULTED = (
    Consulted(
        "ashmere",
        "Annual meeting in the market hall",
        EngagementKind.PUBLIC_MEETING,
        date(2008, 10, 14),
        "Anybody who lives or works in the district.",
        heard="Violence at night came first, before burglary. Older people asked for light on the "
        "common.",
        changed="The council put six lamps along the path over the common.",
        groups=(AskedGroup.RESIDENTS, AskedGroup.BUSINESSES),
        duties=(SEEK_VIEWS, INVOLVE),
        number_taking_part=84,
        announced_on=date(2008, 9, 16),
        announced_how="Posters in libraries and surgeries, and the council’s newspaper.",
        discussed="What the year’s assessment found, and what to put first.",
        bears_on=("Violence in town centres at night", "Burglary and theft from cars"),
    ),
    Consulted(
        "ashmere",
        "Survey of the citizens’ panel",
        EngagementKind.SURVEY,
        date(2008, 11, 3),
        "A panel of residents chosen to match the district’s age and sex, by post.",
        ended_on=date(2008, 11, 28),
        groups=(AskedGroup.RESIDENTS,),
        duties=(SEEK_VIEWS,),
        number_asked=600,
        is_published=False,
    ),
    Consulted(
        "castlebray",
        "Face the people",
        EngagementKind.PUBLIC_MEETING,
        date(2008, 9, 23),
        "Anybody who lives or works in the city.",
        heard="Tenants of the Eastgate estate named the same five streets again and again.",
        changed="A police team of three now works on the estate only.",
        groups=(AskedGroup.RESIDENTS,),
        duties=(SEEK_VIEWS, INVOLVE),
        number_taking_part=132,
        announced_on=date(2008, 9, 1),
        announced_how="A letter to every household, and local radio.",
        discussed="What was done since last year, and what to put first.",
        bears_on=("Drug dealing on the Eastgate estate",),
    ),
    Consulted(
        "castlebray",
        "Talking with people in treatment",
        EngagementKind.FOCUS_GROUP,
        date(2008, 10, 7),
        "People who use the city’s treatment services, through those who work there.",
        heard="Dealers wait outside the clinic on the days on which it opens late.",
        groups=(AskedGroup.SERVICE_USERS,),
        duties=(SEEK_VIEWS,),
        number_asked=20,
        number_taking_part=11,
        bears_on=("Drug dealing on the Eastgate estate",),
    ),
)

POLICE, FIRE = OrganisationKind.POLICE_FORCE, OrganisationKind.FIRE_AUTHORITY

RECORDED = (
    Recorded("ashmere", RecordKind.PROTOCOL, date(2008, 4, 21), review_due_on=date(2011, 4, 20)),
    Recorded(
        "ashmere",
        RecordKind.LIAISON_OFFICER,
        date(2008, 4, 21),
        text="Information manager (invented)",
        by=(POLICE, FIRE),
    ),
    Recorded("ashmere", RecordKind.DISCLOSURE, date(2008, 9, 26), quarter_start=date(2008, 4, 1)),
    Recorded("castlebray", RecordKind.PROTOCOL, date(2008, 3, 12)),
    Recorded(
        "castlebray",
        RecordKind.LIAISON_OFFICER,
        date(2008, 3, 12),
        text="Data protection officer (invented)",
    ),
    Recorded(
        "castlebray", RecordKind.DISCLOSURE, date(2008, 9, 30), quarter_start=date(2008, 4, 1)
    ),
    Recorded(
        "castlebray",
        RecordKind.SKILLS_REVIEW,
        date(2008, 6, 5),
        text="The group lacks somebody who reads figures. An analyst joins its meetings.",
    ),
    Recorded(
        "castlebray",
        RecordKind.ALIGNMENT,
        date(2008, 5, 19),
        text="The policing plan has the same first two priorities.",
        year=2008,
    ),
)

PLANNED = (
    Planned(
        "ashmere",
        strategy="Fewer people hurt at night, and fewer homes and cars broken into, by working "
        "where and when most of it happens.",
        steps=(
            Step(
                "Violence in town centres at night",
                "Taxi marshals at both ranks on Fridays and Saturdays",
                OrganisationKind.DISTRICT_COUNCIL,
                "Four marshals for two nights a week",
                date(2009, 3, 31),
                indicator="NI 20",
            ),
            Step(
                "Fires set on purpose",
                "Take away rubbish and left cars within a day of a call",
                FIRE,
                "One crew and a lorry of the council",
                date(2009, 9, 30),
                indicator="NI 33",
            ),
        ),
    ),
    Planned(
        "castlebray",
        strategy="Close the open dealing on the Eastgate estate, and make the centre a place for "
        "everybody on Saturday nights.",
        engagement="The public meeting in September and talks with people in treatment set the "
        "order of the priorities.",
        summary="In three years there will be no open drug dealing on the Eastgate estate, and "
        "fewer people will be hurt in the centre at night.",
        steps=(
            Step(
                "Violence in town centres at night",
                "A safe place with nurses near the bridge on Saturday nights",
                OrganisationKind.PCT,
                "Two nurses and a hall",
                date(2009, 3, 31),
                indicator="NI 15",
                progress="Open since November. A third of those who came would have gone to "
                "casualty.",
            ),
            Step(
                "Drug dealing on the Eastgate estate",
                "A police team for the estate alone",
                POLICE,
                "One sergeant and two constables for three years",
                date(2011, 3, 31),
                measure="Tenants who see dealing every week, by the yearly survey",
            ),
        ),
        is_adopted=True,
    ),
)

COUNTY_DELIVERY = (
    "One team of the police and the four districts works on burglary along the railway. The county "
    "council pays its analyst."
)
