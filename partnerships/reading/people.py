"""People as administrators look for them."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from partnerships.models import Area, Role, User


def people(
    user: User, day: date, *, q: str = "", kind: str = "", area: str = "", state: str = ""
) -> QuerySet[User]:
    """Return whom `user` sees that fit all that is asked, with their lasting roles."""
    lasting = Role.objects.lasting(day)
    found = User.objects.visible_to(user).filter(Q(name__icontains=q) | Q(email__icontains=q))
    if kind:
        found = found.filter(pk__in=lasting.filter(kind=kind).values("user"))
    if area:
        over = lasting.over_areas(_areas_named(area))
        found = found.filter(pk__in=over.values("user"))
    if state:
        found = found.filter(_in_state(state))
    roles = lasting.select_related("organisation", "partnership", "area").order_by("pk")
    return found.order_by("name", "pk").prefetch_related(
        Prefetch("roles", queryset=roles, to_attr="lasting_roles")
    )


def _areas_named(text: str) -> frozenset[int]:
    is_it = Q(name__icontains=text) | Q(gss_code__iexact=text) | Q(ons_code__iexact=text)
    return frozenset(Area.objects.filter(is_it).values_list("pk", flat=True))


def _in_state(state: str) -> Q:
    match state:
        case "waiting":
            return Q(pk__in=Role.objects.awaiting_approval().values("user"))
        case "invited":
            has_open = Q(invitations__accepted_at=None, invitations__withdrawn_at=None)
            return has_open & Q(invitations__isnull=False)
    return Q(is_active=False)
