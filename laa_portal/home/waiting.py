"""What waits for the person: nobody else can go on until they act."""

from collections.abc import Iterable

from django.urls import reverse

from indicators.models import DataReturn
from indicators.states import ReturnStatus
from partnerships.models import Invitation, Notice, Role, RoleKind

from . import concerns, negotiations, partners, priorities, reviews, revisions, signing
from .blocks import LONGEST, Block, Looking, Row, gathered, shortened
from .drafts import drafts

TO_DO = {
    ReturnStatus.CHECKED: ("Confirm", "To confirm", "yellow"),
    ReturnStatus.REFUSED: ("Mend", "To mend", "red"),
}


def waiting(looking: Looking) -> Block:
    return Block(
        "Waiting for you",
        gathered(SOURCES, looking),
        "Nothing waits for you. What you have to write, decide, confirm, mend or approve will be "
        "here.",
    )


def returns(looking: Looking) -> Iterable[Row]:
    """Returns to confirm or mend, for those who send them."""
    if RoleKind.DATA_PROVIDER not in looking.kinds:
        return []
    found = DataReturn.objects.visible_to(looking.person).filter(
        status__in=list(TO_DO), organisation__in=_senders(looking)
    )
    rows = [_return(one) for one in found.select_related("organisation")[: LONGEST + 1]]
    return shortened(rows, Row("All returns", reverse("indicators:returns")))


def _senders(looking: Looking) -> list[int | None]:
    roles = looking.person.current_roles
    return [role.organisation_id for role in roles if role.kind == RoleKind.DATA_PROVIDER]


def _return(one: DataReturn) -> Row:
    verb, tag, colour = TO_DO[ReturnStatus(one.status)]
    return Row(
        f"{verb} return {one.pk}, {one.name}",
        one.get_absolute_url(),
        f"{one.organisation}, sent",
        tag,
        colour,
        one.sent_at,
    )


def roles(looking: Looking) -> Iterable[Row]:
    """Roles that wait for a second administrator, whom the person may be."""
    if not looking.person.is_administrator:
        return []
    others = Role.objects.visible_to(looking.person).awaiting_approval()
    found = others.exclude(user=looking.person).exclude(granted_by=looking.person)
    related = found.select_related("organisation", "partnership", "area").order_by("granted_at")
    link = reverse("manage-roles")
    rows = [
        Row(f"Approve or refuse: {role}", link, "Granted", "To approve", "yellow", role.granted_at)
        for role in related[: LONGEST + 1]
    ]
    return shortened(rows, Row("All roles that wait for approval", link))


def invitations(looking: Looking) -> Iterable[Row]:
    """Invitations whose time ran out before anybody took them up."""
    found = Invitation.objects.visible_to(looking.person).open().filter(valid_until__lt=looking.at)
    link = f"{reverse('manage-people')}?state=invited"
    rows = [
        Row(f"Invite again: {one.user}", link, "Ran out", "Ran out", "grey", one.valid_until)
        for one in found.select_related("user")[: LONGEST + 1]
    ]
    return shortened(rows, Row("All invitations that ran out", link))


def notices(looking: Looking) -> Iterable[Row]:
    """Notices not read yet, as one row."""
    count = Notice.objects.visible_to(looking.person).unread().count()
    if not count:
        return []
    text = f"Read {count} notice{'' if count == 1 else 's'}"
    return [Row(text, reverse("notices"), "What others have done that concerns you", "New", "blue")]


SOURCES = (
    signing.signatures,
    signing.submissions,
    signing.sent_back,
    priorities.assessments,
    priorities.escalations,
    priorities.choices,
    partners.commitments,
    partners.objections,
    partners.issues,
    negotiations.ours,
    revisions.to_designate,
    revisions.consents,
    revisions.to_decide,
    revisions.to_propose,
    revisions.to_take_over,
    concerns.to_answer,
    concerns.to_look_at,
    concerns.plans,
    reviews.of_years,
    reviews.frequencies,
    drafts,
    returns,
    roles,
    invitations,
    notices,
)
