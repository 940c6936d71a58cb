"""What is one side's alone leaves it by no way."""

from django.db.models import Q

from partnerships.audiences import areas_on_side
from partnerships.models import User
from targets.sides import Side


def of_own_side(user: User, area: str = "target__agreement__area") -> Q:
    """Records of a `side`: those of the side on which `user` sits at the table of their `area`."""
    mine = Q(pk__in=())
    for side in Side:
        if areas := areas_on_side(user, side):
            mine |= Q(**{"side": side.value, f"{area}__in": areas})
    return mine
