"""What on the way to an agreement is changed in place, and keeps its former states."""

from laa_portal.foundation.tracking import track

from .agreements import Agreement, Target
from .commitments import Commitment
from .engagements import Engagement
from .escalations import Escalation
from .revisions import RevisionConsent, RevisionProposal
from .shared_issues import SharedIssue
from .versions import AgreementVersion

FormerAgreement = track(Agreement)
FormerAgreementVersion = track(AgreementVersion)
FormerCommitment = track(Commitment)
FormerEngagement = track(Engagement)
FormerEscalation = track(Escalation)
FormerRevisionConsent = track(RevisionConsent)
FormerRevisionProposal = track(RevisionProposal)
FormerSharedIssue = track(SharedIssue)
FormerTarget = track(Target)
