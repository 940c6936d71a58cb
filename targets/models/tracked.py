"""What is changed in place on the way to an agreement, and keeps its former states."""

from laa_portal.foundation.tracking import track

from .agreements import Agreement, Target
from .escalations import Escalation

FormerAgreement = track(Agreement)
FormerEscalation = track(Escalation)
FormerTarget = track(Target)
