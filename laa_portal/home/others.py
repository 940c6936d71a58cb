"""What the person has done their part of, and others have yet to answer."""

from collections.abc import Iterable

from django.urls import reverse

from indicators.models import DataReturn
from indicators.states import ReturnStatus
from partnerships.models import Invitation, Role

from . import negotiations, priorities
from .blocks import LONGEST, Block, Looking, Row, gathered, shortened


def waiting_for_others(looking: Looking) -> Block:
    return Block(
        "Waiting for others",
        gathered(SOURCES, looking),
        "Nothing of yours waits for anybody else. What you have sent or asked for will be here "
        "until it is answered.",
    )


def returns(looking: Looking) -> Iterable[Row]:
    """The person's own returns that are still being checked."""
    mine = DataReturn.objects.visible_to(looking.person).filter(sent_by=looking.person)
    found = mine.filter(status=ReturnStatus.RECEIVED).select_related("organisation")
    rows = [
        Row(
            f"Return {one.pk}, {one.name}",
            one.get_absolute_url(),
            f"{one.organisation}, sent",
            "Being checked",
            "blue",
            one.sent_at,
        )
        for one in found[: LONGEST + 1]
    ]
    return shortened(rows, Row("All returns", reverse("indicators:returns")))


def roles(looking: Looking) -> Iterable[Row]:
    """Roles the person granted that a second administrator has yet to answer."""
    mine = Role.objects.visible_to(looking.person).filter(granted_by=looking.person)
    found = mine.awaiting_approval().select_related("organisation", "partnership", "area")
    link = reverse("manage-roles") if looking.person.is_administrator else ""
    rows = [
        Row(str(role), link, "Granted", "With an administrator", "blue", role.granted_at)
        for role in found.order_by("granted_at")[: LONGEST + 1]
    ]
    return shortened(rows, Row("All roles that wait for approval", link))


def invitations(looking: Looking) -> Iterable[Row]:
    """Invitations the person sent that can still be taken up."""
    mine = Invitation.objects.visible_to(looking.person).filter(invited_by=looking.person)
    found = mine.open().filter(valid_until__gte=looking.at).select_related("user")
    link = f"{reverse('manage-people')}?state=invited"
    rows = [
        Row(f"Invitation of {one.user}", link, "Good until", "Sent", "blue", one.valid_until)
        for one in found[: LONGEST + 1]
    ]
    return shortened(rows, Row("All invitations", link))


SOURCES = (priorities.answers, negotiations.theirs, returns, roles, invitations)
