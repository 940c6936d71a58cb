"""What on the way to an agreement is changed in place, and keeps its former states."""

from laa_portal.foundation.tracking import track

from .engagements import Engagement

FormerEngagement = track(Engagement)
