"""What is changed in place, and keeps its former states."""

from laa_portal.foundation.tracking import track

from .areas import Area
from .bodies import Organisation, Partnership, Seat
from .calendar import Cycle, Deadline
from .comparators import ComparatorGroup
from .people import User
from .roles import Role

FormerArea = track(Area)
FormerComparatorGroup = track(ComparatorGroup)
FormerCycle = track(Cycle)
FormerDeadline = track(Deadline)
FormerOrganisation = track(Organisation)
FormerPartnership = track(Partnership)
FormerRole = track(Role)
FormerSeat = track(Seat)
FormerUser = track(User, exclude=["password", "last_login"])
