"""What on the way to an agreement is changed in place, and keeps its former states."""

from laa_portal.foundation.tracking import track

from .agreements import Agreement, Target
from .engagements import Engagement
from .escalations import Escalation

FormerAgreement = track(Agreement)
FormerEngagement = track(Engagement)
FormerEscalation = track(Escalation)
FormerTarget = track(Target)
