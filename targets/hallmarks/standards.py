"""The standards one by one: what each asks, which law says so, and how it is judged. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from partnerships.standing import CRIME_REDUCTION_REGULATIONS

from . import judges
from .facts import Facts
from .findings import Finding, State
from .judges import DISCLOSURE_BEGINS, SCRUTINY_BEGINS, Judge, each_year

HALLMARKS = {
    "leadership": "Empowered and effective leadership",
    "accountability": "Visible and constructive accountability",
    "intelligence": "Intelligence-led business processes",
    "delivery": "Effective and responsive delivery structures",
    "engagement": "Engaged communities",
    "skills": "Appropriate skills and knowledge",
}

REGULATIONS = "SI 2007/1830"
NOT_CHECKED = "known, not checked against the text"


class Basis(StrEnum):
    LAW = "law"
    GOOD_PRACTICE = "good_practice"

    @property
    def label(self) -> str:
        return self.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Standard:
    """One thing asked of a partnership: in our words, with the law or guidance behind it.

    `since` is the first day on which it was asked. `source` says where it was not checked.
    """

    key: str
    hallmark: str
    title: str
    asks: str
    source: str
    judge: Judge
    since: date = CRIME_REDUCTION_REGULATIONS
    basis: Basis = Basis.LAW

    def finding(self, facts: Facts) -> Finding:
        """Return how a partnership stands against it."""
        if facts.at < self.since:
            return Finding(State.DOES_NOT_APPLY)
        return self.judge(facts)


STANDARDS = (
    Standard(
        "strategy-group",
        "leadership",
        "Strategy group with senior members",
        "Every responsible authority has a member on the strategy group, one of them senior.",
        f"{REGULATIONS} reg. 3; probation from 1 April 2010 (Policing and Crime Act 2009 s.108; "
        "the day is not checked)",
        judges.strategy_group,
    ),
    Standard(
        "chair",
        "leadership",
        "A chair of the strategy group",
        "The strategy group chooses who chairs it.",
        f"{REGULATIONS} reg. 3 ({NOT_CHECKED})",
        judges.chair,
    ),
    Standard(
        "county-group",
        "leadership",
        "County strategy group",
        "In two-tier areas a county strategy group, with the chairs of the districts' groups among "
        "its members, joins up what the districts do.",
        f"{REGULATIONS} reg. 8 (its members: {NOT_CHECKED})",
        judges.county_group,
    ),
    Standard(
        "county-agreement",
        "leadership",
        "Community safety agreement",
        "The county strategy group draws an agreement from the districts' assessments.",
        f"{REGULATIONS} reg. 9 (that it is made each year: {NOT_CHECKED})",
        judges.county_agreement,
    ),
    Standard(
        "public-meeting",
        "accountability",
        "Public meeting",
        "At least once a year there is a public meeting that a senior person of each responsible "
        "authority attends. People are told when it is, and what was discussed.",
        f"{REGULATIONS} reg. 12",
        each_year(
            lambda facts: facts.meetings,
            "Hold a public meeting that a senior person of each responsible authority "
            "attends, and put it on record.",
        ),
    ),
    Standard(
        "summary-published",
        "accountability",
        "Summary of the plan published",
        "A summary of the partnership plan is published.",
        f"{REGULATIONS} regs 13-14 ({NOT_CHECKED})",
        each_year(
            lambda facts: facts.summaries,
            "Write the summary of the adopted partnership plan and publish it.",
        ),
    ),
    Standard(
        "scrutiny-committee",
        "accountability",
        "Crime and disorder committee",
        "The council has a committee that reviews how crime and disorder are dealt with.",
        "Police and Justice Act 2006 s.19, in force in England 30 April 2009 (uncertain: neither "
        "the section nor its first day is checked)",
        judges.scrutiny_committee,
        since=SCRUTINY_BEGINS,
    ),
    Standard(
        "assessment",
        "intelligence",
        "Strategic assessment",
        "The strategy group prepares a strategic assessment every year.",
        f"{REGULATIONS} regs 5-7",
        each_year(
            lambda facts: facts.assessments,
            "Finish this year's strategic assessment and have it adopted.",
        ),
    ),
    Standard(
        "disclosure",
        "intelligence",
        "Information disclosed each quarter",
        "Prescribed information of a quarter, without personal data, is disclosed by the end of "
        "the quarter after it.",
        "Crime and Disorder Act 1998 s.17A and SI 2007/1831, first quarter from 1 October 2007",
        judges.disclosure,
        since=DISCLOSURE_BEGINS,
    ),
    Standard(
        "protocol",
        "intelligence",
        "Information-sharing protocol",
        "The responsible authorities agree a protocol for sharing information.",
        f"{REGULATIONS} reg. 4 ({NOT_CHECKED}); a day for reviewing it is good practice",
        judges.protocol,
    ),
    Standard(
        "liaison-officers",
        "intelligence",
        "Liaison officers",
        "Each responsible authority designates an officer to help share information.",
        f"{REGULATIONS} reg. 4 ({NOT_CHECKED})",
        judges.liaison_officers,
    ),
    Standard(
        "plan-in-force",
        "delivery",
        "Partnership plan",
        "A partnership plan of three years covers this one: strategy, priorities, steps, "
        "resources, measures of success, and how the community is engaged.",
        f"{REGULATIONS} regs 10-11 (its contents: {NOT_CHECKED})",
        each_year(
            lambda facts: facts.plans,
            "Write a partnership plan and have the strategy group adopt it.",
        ),
    ),
    Standard(
        "plan-revised",
        "delivery",
        "Plan revised each year",
        "The partnership plan is revised every year, after the new assessment.",
        f"{REGULATIONS} regs 10-11",
        judges.plan_revised,
    ),
    Standard(
        "policing-plan",
        "delivery",
        "Policing plan aligned",
        "The police authority says how its policing plan goes with the partnership's plan.",
        "Communities and Local Government, note on the local performance framework, April 2008",
        judges.policing_plan,
        since=date(2008, 4, 1),
        basis=Basis.GOOD_PRACTICE,
    ),
    Standard(
        "views-obtained",
        "engagement",
        "Views obtained",
        "The views of people who live and work in the area are obtained.",
        f"{REGULATIONS} reg. 12",
        each_year(
            lambda facts: facts.views,
            "Ask people who live and work in the area, and record what they said.",
        ),
    ),
    Standard(
        "views-in-assessment",
        "engagement",
        "Views shown in the assessment",
        "The assessment says which matters the community would prioritise.",
        f"{REGULATIONS} reg. 6 (the list of contents: {NOT_CHECKED})",
        each_year(
            lambda facts: facts.views_in_assessments,
            "Say in the assessment what the community would prioritise, and adopt it.",
        ),
    ),
    Standard(
        "views-in-plan",
        "engagement",
        "Views shown in the plan",
        "The partnership plan says how the community is engaged.",
        f"{REGULATIONS} reg. 11 ({NOT_CHECKED})",
        each_year(
            lambda facts: facts.views_in_plans,
            "Say in the plan how the community is engaged, and have it adopted.",
        ),
    ),
    Standard(
        "skills-review",
        "skills",
        "Skills and knowledge reviewed",
        "The strategy group reviews its skills and knowledge every year.",
        f"Home Office guide to effective partnership working, 2007 ({NOT_CHECKED})",
        each_year(
            lambda facts: facts.skills_reviews,
            "Review the skills and knowledge of the strategy group, and record the day.",
        ),
    ),
)
