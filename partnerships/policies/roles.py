"""Who may grant, approve, refuse, end and hand over roles, and what each kind may be over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from laa_portal.foundation.verdicts import ALLOWED, Verdict
from partnerships.models import (
    Area,
    AreaKind,
    Organisation,
    OrganisationKind,
    Partnership,
    PartnershipKind,
    Role,
    RoleKind,
    User,
    Viewer,
)
from partnerships.states import MOVES, RoleStatus

GOVERNMENTAL = frozenset(
    {
        OrganisationKind.GOVERNMENT_OFFICE,
        OrganisationKind.DEPARTMENT,
        OrganisationKind.INSPECTORATE,
    }
)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a kind of role may be over. Nothing at all: it is national."""

    words: str
    organisations: frozenset[OrganisationKind] = frozenset()
    partnerships: frozenset[PartnershipKind] = frozenset()
    areas: frozenset[AreaKind] = frozenset()

    @property
    def is_national(self) -> bool:
        return not (self.organisations or self.partnerships or self.areas)

    def holds(self, over: Organisation | Partnership | Area | None) -> bool:
        """Whether a role may be over this."""
        match over:
            case Organisation():
                return over.kind in self.organisations
            case Partnership():
                return over.kind in self.partnerships
            case Area():
                return over.kind in self.areas
        return self.is_national


NATION = Reach("the whole country")
CDRP = Reach(
    "a Crime and Disorder Reduction Partnership", partnerships=frozenset({PartnershipKind.CDRP})
)
STRATEGY_GROUP = Reach(
    "a county strategy group", partnerships=frozenset({PartnershipKind.COUNTY_STRATEGY_GROUP})
)
LSP = Reach("a Local Strategic Partnership", partnerships=frozenset({PartnershipKind.LSP}))
COUNCIL = Reach(
    "a county, unitary, metropolitan or London council",
    organisations=frozenset({OrganisationKind.COUNTY_COUNCIL, OrganisationKind.UNITARY_COUNCIL}),
)
LOCAL_BODY = Reach(
    "an organisation outside central government",
    organisations=frozenset(OrganisationKind) - GOVERNMENTAL,
)
ANY_BODY = Reach("an organisation", organisations=frozenset(OrganisationKind))
REGION = Reach(
    "a Government Office or its region",
    organisations=frozenset({OrganisationKind.GOVERNMENT_OFFICE}),
    areas=frozenset({AreaKind.REGION}),
)

REACH: dict[str, Reach] = {
    RoleKind.CDRP_OFFICER: CDRP,
    RoleKind.CDRP_CHAIR: CDRP,
    RoleKind.COUNTY_OFFICER: STRATEGY_GROUP,
    RoleKind.LSP_COORDINATOR: LSP,
    RoleKind.LSP_CHAIR: LSP,
    RoleKind.COUNCIL_LEADER: COUNCIL,
    RoleKind.PARTNER: LOCAL_BODY,
    RoleKind.GO_REVIEWER: REGION,
    RoleKind.GO_DIRECTOR: REGION,
    RoleKind.HO_ANALYST: NATION,
    RoleKind.INSPECTOR: NATION,
    RoleKind.DATA_PROVIDER: ANY_BODY,
    RoleKind.ADMINISTRATOR: NATION,
}
"""Each kind of role, and what it is over."""


def may_propose(user: Viewer) -> Verdict:
    """Whether `user` may grant or propose any role at all."""
    if isinstance(user, User) and user.has_role(RoleKind.ADMINISTRATOR, RoleKind.LSP_COORDINATOR):
        return ALLOWED
    return Verdict(
        "Administrators grant roles, and LSP coordinators propose them over bodies of their own "
        "area. Ask one of them."
    )


def may_grant_role(user: User, role: Role, held: Collection[Role]) -> Verdict:
    """Whether `user` may grant a role, not yet saved, to somebody who has those of `held`."""
    reach = REACH[role.kind]
    if user.pk == role.user_id:
        return Verdict("Nobody grants a role to themselves. Ask an administrator.")
    if not reach.holds(role.over):
        return Verdict(f"The role {role.get_kind_display()} is over {reach.words}.")
    if user.is_administrator or _proposes_over(user, role):
        return _beside(role, held)
    return may_propose(user) and Verdict(
        "You may propose roles over bodies of your own area only. Ask an administrator."
    )


def _proposes_over(user: User, role: Role) -> bool:
    """Whether all the role is over lies where `user` is LSP coordinator."""
    return bool(role.over_area_ids) and role.over_area_ids <= user.coordinated_area_ids


def _beside(role: Role, held: Collection[Role]) -> Verdict:
    """Whether a role may stand beside those a person has or is about to have."""
    for other in held:
        if other.pk == role.pk:
            continue
        if (other.kind, other.over) == (role.kind, role.over):
            return Verdict(f"{role.user} has this role already, or it waits for approval.")
        if RoleKind.ADMINISTRATOR in (role.kind, other.kind):
            return Verdict(
                f"An administrator holds no other role. {role.user} has the role "
                f"“{other}”: end it first."
            )
    return ALLOWED


def may_approve_role(user: User, role: Role, held: Collection[Role]) -> Verdict:
    """Whether `user` may be the second person, for somebody who has the roles `held`."""
    if verdict := _answers("approve_role", user, role):
        if user.pk == role.granted_by_id:
            return Verdict("You granted it yourself. A second administrator approves it.")
        return _beside(role, held)
    return verdict


def may_refuse_role(user: User, role: Role) -> Verdict:
    """Whether `user` may turn down a role that waits."""
    return _answers("refuse_role", user, role)


def may_end_role(user: User, role: Role) -> Verdict:
    """Whether `user` may end a role, or take back one that waits."""
    return _answers("end_role", user, role)


def _answers(verb: str, user: User, role: Role) -> Verdict:
    """Whether an administrator other than its holder may do `verb` to a role as it stands."""
    if not user.is_administrator:
        return Verdict("Only administrators decide about roles. Ask one of them.")
    if user.pk == role.user_id:
        return Verdict("Nobody decides about a role of their own. Ask another administrator.")
    return _in_state(verb, role)


def may_hand_over(user: User, role: Role, *, on: date, is_passing: bool) -> Verdict:
    """Whether `user` may propose a successor on a day: for a role in force, or still to begin.

    `is_passing`: one has been proposed already.
    """
    if not (user.is_administrator or _proposes_over(user, role)):
        return may_propose(user) and Verdict(
            "You may hand over roles of your own area only. Ask an administrator."
        )
    if role.status != RoleStatus.APPROVED:
        return Verdict(_stands(role))
    if role.ends_on and role.ends_on <= on:
        return Verdict("This role is over by its dates. Have the next person given a new one.")
    if is_passing:
        return Verdict("A successor waits for approval already. Refuse that one first.")
    return ALLOWED


def _in_state(verb: str, role: Role) -> Verdict:
    sources, _ = MOVES[verb]
    return ALLOWED if role.status in sources else Verdict(_stands(role))


def _stands(role: Role) -> str:
    if role.status == RoleStatus.GRANTED:
        return "This role waits for approval."
    return f"This role is {role.status.value} already."
