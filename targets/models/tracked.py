"""What on the way to an agreement is changed in place, and keeps its former states."""

from laa_portal.foundation.tracking import track

from .agreements import Agreement, Target
from .commitments import Commitment
from .engagements import Engagement
from .escalations import Escalation
from .shared_issues import SharedIssue

FormerAgreement = track(Agreement)
FormerCommitment = track(Commitment)
FormerEngagement = track(Engagement)
FormerEscalation = track(Escalation)
FormerSharedIssue = track(SharedIssue)
FormerTarget = track(Target)
