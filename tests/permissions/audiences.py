"""Who may see or do what, in words: the matrix and the planted texts name these rules.

They are worked out from what the world says of actors and targets, never by asking the code
under test: a rule of ours that let too much out would otherwise excuse itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from partnerships.models import RoleKind

NATIONAL = frozenset({RoleKind.HO_ANALYST, RoleKind.INSPECTOR})
GOVERNMENT = frozenset({RoleKind.GO_REVIEWER, RoleKind.GO_DIRECTOR})

LEADERS = GOVERNMENT | {
    RoleKind.CDRP_CHAIR,
    RoleKind.COUNTY_OFFICER,
    RoleKind.LSP_COORDINATOR,
    RoleKind.LSP_CHAIR,
    RoleKind.COUNCIL_LEADER,
}
"""Roles that read what was done in their areas."""


@dataclass(frozen=True)
class Actor:
    """Somebody who asks: the kind of role in force, what it is over, and how they come in."""

    name: str
    kind: RoleKind | None = None
    areas: frozenset[str] = frozenset()
    organisation: str = ""
    is_signed_in: bool = True
    is_support: bool = False
    scopes: frozenset[str] | None = None
    """What their key may do; None for people, who come in by a session."""
    has_dead_key: bool = False
    stands_for: str = ""
    """Whose key it is, where that is a person of whom the world has texts."""
    is_stale: bool = False
    """Whether their second factor was given too long ago for what needs a fresh one."""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Target:
    """Something an address leads to, and whose it is."""

    name: str
    kwargs: dict[str, object] = field(default_factory=dict, hash=False)
    area: str = ""
    organisation: str = ""
    second_sender: str = ""
    """The organisation that reports something else for the same cell."""
    person: str = ""
    side: str = ""
    status: str = ""
    query: str = ""
    exists: bool = True

    def __str__(self) -> str:
        return self.name


DISTRICT_OF = {"north": "dale", "next": "moor", "south": "port"}
"""The district of each county whose CDRP there is in the world."""

CONCLUDED = frozenset({"sent", "published"})
"""Of a review: its letter is out."""

COLLATORS = frozenset({RoleKind.COUNTY_OFFICER, RoleKind.LSP_COORDINATOR})

NOTHING = Target("-")
"""The target of an address that leads to no record."""


def _sends_for(actor: Actor, it: Target) -> bool:
    return actor.kind == RoleKind.DATA_PROVIDER and actor.organisation == it.organisation


def _works_for(actor: Actor, it: Target) -> bool:
    return it.area in actor.areas


def _is_of_its_cdrp(actor: Actor, it: Target) -> bool:
    officers = {RoleKind.CDRP_OFFICER, RoleKind.CDRP_CHAIR}
    return actor.kind in officers and _works_for(actor, it)


DISTRICTS_OF = {"north": {"dale", "fell"}, "next": {"moor"}, "south": {"port"}}


def _is_of_its_county(actor: Actor, it: Target) -> bool:
    return actor.kind == RoleKind.COUNTY_OFFICER and _works_for(actor, it)


def _reads_its_trail(actor: Actor, it: Target) -> bool:
    """Those who did it, those who lead its area on the side whose it is, and inspectors."""
    if actor.kind == RoleKind.INSPECTOR and it.area and not it.side:
        return True
    side = "government" if actor.kind in GOVERNMENT else "partnership"
    is_theirs = actor.kind in LEADERS and _works_for(actor, it) and it.side in {"", side}
    return actor.name == it.person or is_theirs


def _writes(actor: Actor) -> bool:
    return actor.scopes is not None and "values:write" in actor.scopes


AUDIENCES: dict[str, Callable[[Actor, Target], bool]] = {
    "everybody": lambda actor, it: True,
    "nobody": lambda actor, it: False,
    "whoever it is for": lambda actor, it: (
        not it.person
        or it.person in {actor.name, actor.stands_for}
        or (actor.scopes is not None and actor.kind == it.person)
    ),
    "keys that read figures": lambda actor, it: (
        actor.scopes is not None and "values:read" in actor.scopes
    ),
    "whoever is signed in": lambda actor, it: actor.is_signed_in,
    "administrators": lambda actor, it: actor.kind == RoleKind.ADMINISTRATOR,
    "support": lambda actor, it: actor.is_support,
    "administrators and support": lambda actor, it: (
        actor.is_support or actor.kind == RoleKind.ADMINISTRATOR
    ),
    "administrators and LSP coordinators": lambda actor, it: (
        actor.kind in {RoleKind.ADMINISTRATOR, RoleKind.LSP_COORDINATOR}
    ),
    "administrators, for others": lambda actor, it: (
        actor.kind == RoleKind.ADMINISTRATOR and it.status != "self"
    ),
    "administrators, of roles that last": lambda actor, it: (
        actor.kind == RoleKind.ADMINISTRATOR and it.status.startswith(("approved", "granted"))
    ),
    "administrators, of roles that wait": lambda actor, it: (
        actor.kind == RoleKind.ADMINISTRATOR and it.status.startswith("granted")
    ),
    "administrators and LSP coordinators of its area": lambda actor, it: (
        actor.kind == RoleKind.ADMINISTRATOR
        or (actor.kind == RoleKind.LSP_COORDINATOR and _works_for(actor, it))
    ),
    "administrators and those it is due from": lambda actor, it: (
        actor.kind in {RoleKind.ADMINISTRATOR, RoleKind.LSP_COORDINATOR, RoleKind.GO_REVIEWER}
    ),
    "whoever has a role that a key can stand for": lambda actor, it: (
        actor.kind not in {None, RoleKind.ADMINISTRATOR}
    ),
    "keys that write": lambda actor, it: _writes(actor),
    "keys that write for its sender": lambda actor, it: _writes(actor) and _sends_for(actor, it),
    "data providers": lambda actor, it: actor.kind == RoleKind.DATA_PROVIDER,
    "those who send for it": _sends_for,
    "those who send for it, and the Home Office": lambda actor, it: (
        _sends_for(actor, it) or actor.kind == RoleKind.HO_ANALYST
    ),
    "both its senders, and the Home Office": lambda actor, it: (
        actor.kind == RoleKind.HO_ANALYST
        or _sends_for(actor, it)
        or (actor.kind == RoleKind.DATA_PROVIDER and actor.organisation == it.second_sender)
    ),
    "those who send for it, the Home Office and support": lambda actor, it: (
        _sends_for(actor, it) or actor.kind == RoleKind.HO_ANALYST or actor.is_support
    ),
    "those who work for its area": _works_for,
    "those who work for its area or the nation": lambda actor, it: (
        _works_for(actor, it) or actor.kind in NATIONAL
    ),
    "those who send for it, and those who work for its area or the nation": lambda actor, it: (
        _sends_for(actor, it) or _works_for(actor, it) or actor.kind in NATIONAL
    ),
    "readers of the figure": lambda actor, it: (
        it.status == "open"
        or _works_for(actor, it)
        or (actor.kind in NATIONAL and it.status != "unpublished")
    ),
    "the Home Office": lambda actor, it: actor.kind == RoleKind.HO_ANALYST,
    "data providers and the Home Office": lambda actor, it: (
        actor.kind in {RoleKind.DATA_PROVIDER, RoleKind.HO_ANALYST}
    ),
    "readers of the figure who are signed in": lambda actor, it: (
        actor.is_signed_in and AUDIENCES["readers of the figure"](actor, it)
    ),
    "both sides of it, and the Home Office": lambda actor, it: (
        actor.name == it.person or _sends_for(actor, it) or actor.kind == RoleKind.HO_ANALYST
    ),
    "whoever raised it and the Home Office, while it is open": lambda actor, it: (
        it.status != "closed" and (actor.name == it.person or actor.kind == RoleKind.HO_ANALYST)
    ),
    "those of its side who work for its area": lambda actor, it: (
        _works_for(actor, it) and (actor.kind in GOVERNMENT) == (it.side == "government")
    ),
    "those of its CDRP": _is_of_its_cdrp,
    "the chair of its CDRP": lambda actor, it: (
        _is_of_its_cdrp(actor, it) and actor.kind == RoleKind.CDRP_CHAIR
    ),
    "readers of the assessment": lambda actor, it: (
        _is_of_its_cdrp(actor, it)
        or (
            it.status in {"adopted", "superseded"}
            and (_works_for(actor, it) or actor.kind in NATIONAL)
        )
    ),
    "readers of the pack": lambda actor, it: (
        _works_for(actor, it) or (it.status == "published" and actor.kind in NATIONAL)
    ),
    "keys of its CDRP that write": lambda actor, it: (
        _is_of_its_cdrp(actor, it)
        and actor.scopes is not None
        and "assessments:write" in actor.scopes
    ),
    "keys of a CDRP that write": lambda actor, it: (
        actor.kind in {RoleKind.CDRP_OFFICER, RoleKind.CDRP_CHAIR}
        and actor.scopes is not None
        and "assessments:write" in actor.scopes
    ),
    "readers of the report": lambda actor, it: (
        _is_of_its_cdrp(actor, it) or it.status == "published"
    ),
    "readers of the report who are signed in": lambda actor, it: (
        actor.is_signed_in and AUDIENCES["readers of the report"](actor, it)
    ),
    "keys of a county that write": lambda actor, it: (
        actor.kind == RoleKind.COUNTY_OFFICER and "assessments:write" in (actor.scopes or ())
    ),
    "county officers of its area": lambda actor, it: (
        actor.kind == RoleKind.COUNTY_OFFICER and _works_for(actor, it)
    ),
    "those who choose for its area": lambda actor, it: (
        actor.kind in COLLATORS and _works_for(actor, it)
    ),
    "readers of the candidate": lambda actor, it: (
        (_works_for(actor, it) and actor.kind not in GOVERNMENT)
        or (
            actor.kind in {RoleKind.CDRP_OFFICER, RoleKind.CDRP_CHAIR}
            and DISTRICT_OF.get(it.area) in actor.areas
        )
    ),
    "both sides of its table": _works_for,
    "readers of the target": lambda actor, it: (
        _works_for(actor, it) or (actor.kind in NATIONAL and it.status in {"agreed", "placeholder"})
    ),
    "those who speak for its partnership": lambda actor, it: (
        actor.kind == RoleKind.LSP_COORDINATOR and _works_for(actor, it)
    ),
    "those who speak for its Government Office": lambda actor, it: (
        actor.kind == RoleKind.GO_REVIEWER and _works_for(actor, it)
    ),
    "those who speak for a side of it": lambda actor, it: (
        actor.kind in {RoleKind.LSP_COORDINATOR, RoleKind.GO_REVIEWER} and _works_for(actor, it)
    ),
    "keys of a coordinator that speak": lambda actor, it: (
        actor.kind == RoleKind.LSP_COORDINATOR and "offers:write" in (actor.scopes or ())
    ),
    "keys of either side that speak": lambda actor, it: (
        actor.kind in {RoleKind.LSP_COORDINATOR, RoleKind.GO_REVIEWER}
        and "offers:write" in (actor.scopes or ())
    ),
    "readers of the version": lambda actor, it: (
        it.status in {"signed", "superseded"}
        or _works_for(actor, it)
        or (actor.kind in NATIONAL and it.status == "approved")
    ),
    "readers of the version who are signed in": lambda actor, it: (
        actor.is_signed_in and AUDIENCES["readers of the version"](actor, it)
    ),
    "its Government Office": lambda actor, it: actor.kind in GOVERNMENT and _works_for(actor, it),
    "readers of the concern": lambda actor, it: (
        (actor.kind in GOVERNMENT and _works_for(actor, it))
        or (it.status != "open" and (_works_for(actor, it) or actor.kind in NATIONAL))
    ),
    "readers of what a review says": lambda actor, it: (
        _works_for(actor, it) or (actor.kind in NATIONAL and it.status in CONCLUDED)
    ),
    "readers of the review": lambda actor, it: (
        AUDIENCES["readers of what a review says"](actor, it)
        or (it.status == "published" and actor.is_signed_in)
    ),
    "readers of the finding": lambda actor, it: (
        (actor.kind in GOVERNMENT and _works_for(actor, it))
        or (it.status in {"put", "agreed"} and _works_for(actor, it))
        or (it.status in CONCLUDED and AUDIENCES["readers of what a review says"](actor, it))
        or it.status == "published"
    ),
    "readers of the finding who are signed in": lambda actor, it: (
        actor.is_signed_in and AUDIENCES["readers of the finding"](actor, it)
    ),
    "readers of the letter": lambda actor, it: (
        (actor.kind in GOVERNMENT and _works_for(actor, it))
        or (it.status in CONCLUDED and AUDIENCES["readers of what a review says"](actor, it))
    ),
    "those who agree how often it is reviewed": lambda actor, it: (
        actor.kind in COLLATORS | GOVERNMENT and _works_for(actor, it)
    ),
    "those who answer for its partnership": lambda actor, it: (
        actor.kind in COLLATORS and _works_for(actor, it)
    ),
    "the director of its Government Office": lambda actor, it: (
        actor.kind == RoleKind.GO_DIRECTOR and _works_for(actor, it)
    ),
    "those whom the offer was made to": lambda actor, it: (
        _works_for(actor, it) and (actor.kind in GOVERNMENT) != (it.side == "government")
    ),
    "those who answer for its organisation": lambda actor, it: (
        actor.kind in {RoleKind.PARTNER, RoleKind.COUNCIL_LEADER}
        and actor.organisation == it.organisation
    ),
    "readers of the revision at its table": lambda actor, it: (
        _works_for(actor, it) and (it.status != "draft" or actor.kind not in GOVERNMENT)
    ),
    "readers of the revision": lambda actor, it: (
        AUDIENCES["readers of the revision at its table"](actor, it)
        or (it.status != "draft" and AUDIENCES["those who answer for its organisation"](actor, it))
    ),
    "those who look over many areas": lambda actor, it: actor.kind in GOVERNMENT | NATIONAL,
    "those who look over all areas": lambda actor, it: actor.kind in NATIONAL,
    "whoever sits at some table": lambda actor, it: (
        actor.kind not in {None, RoleKind.DATA_PROVIDER, RoleKind.ADMINISTRATOR}
    ),
    "those who raise issues": lambda actor, it: (
        actor.kind in {RoleKind.LSP_COORDINATOR, RoleKind.GO_REVIEWER, RoleKind.HO_ANALYST}
    ),
    "readers of the record": lambda actor, it: (
        _is_of_its_cdrp(actor, it)
        or (it.status == "standing" and (_works_for(actor, it) or actor.kind in NATIONAL))
    ),
    "the officers of its county": _is_of_its_county,
    "readers of the county's agreement": lambda actor, it: (
        _is_of_its_county(actor, it)
        or (
            it.status in {"adopted", "superseded"}
            and (
                _works_for(actor, it)
                or bool(actor.areas & DISTRICTS_OF[it.area])
                or actor.kind in NATIONAL
            )
        )
    ),
    "its Government Office and the nation": lambda actor, it: (
        (actor.kind in GOVERNMENT and _works_for(actor, it)) or actor.kind in NATIONAL
    ),
    "both sides of its concern": lambda actor, it: (
        actor.kind in GOVERNMENT | COLLATORS and _works_for(actor, it)
    ),
    "its Government Office, or both sides of what is proposed": lambda actor, it: (
        _works_for(actor, it)
        and (actor.kind in GOVERNMENT or (actor.kind in COLLATORS and it.status == "proposed"))
    ),
    "inspectors": lambda actor, it: actor.kind == RoleKind.INSPECTOR,
    "whoever enters that kind": lambda actor, it: (
        actor.kind == (RoleKind.HO_ANALYST if it.status == "at_risk" else RoleKind.INSPECTOR)
    ),
    "keys of bodies of government": lambda actor, it: (
        actor.kind in GOVERNMENT | NATIONAL and "concerns:write" in (actor.scopes or ())
    ),
    "keys of inspectors": lambda actor, it: (
        actor.kind == RoleKind.INSPECTOR and "concerns:write" in (actor.scopes or ())
    ),
    "keys of its Government Office that judge": lambda actor, it: (
        AUDIENCES["its Government Office"](actor, it) and "concerns:write" in (actor.scopes or ())
    ),
    "everybody, once it is published": lambda actor, it: it.status == "published",
    "whoever holds a letter that is open": lambda actor, it: it.status == "open",
    "its own person, those who work for its area, administrators and support": lambda actor, it: (
        actor.name == it.person
        or _works_for(actor, it)
        or actor.is_support
        or actor.kind == RoleKind.ADMINISTRATOR
    ),
    "its own person, those who work for its area and administrators": lambda actor, it: (
        actor.name == it.person or _works_for(actor, it) or actor.kind == RoleKind.ADMINISTRATOR
    ),
    "those who read its trail": _reads_its_trail,
    "those who read its trail, and administrators": lambda actor, it: (
        _reads_its_trail(actor, it) or actor.kind == RoleKind.ADMINISTRATOR
    ),
    "its own person": lambda actor, it: actor.name == it.person,
    "its own person and administrators": lambda actor, it: (
        actor.name == it.person or actor.kind == RoleKind.ADMINISTRATOR
    ),
    "its own person, administrators and support": lambda actor, it: (
        actor.name == it.person or actor.is_support or actor.kind == RoleKind.ADMINISTRATOR
    ),
    "its own person, those who work for its area, those who send for it, the Home Office, "
    "administrators and support": lambda actor, it: (
        it.person in {actor.name, actor.stands_for or actor.name}
        or _works_for(actor, it)
        or _sends_for(actor, it)
        or actor.is_support
        or actor.kind in {RoleKind.ADMINISTRATOR, RoleKind.HO_ANALYST}
    ),
}
