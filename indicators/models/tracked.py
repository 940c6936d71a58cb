"""What of the catalogue is changed in place, and keeps its former states."""

from laa_portal.foundation.tracking import track

from .catalogue import Definition, Indicator, Measure

FormerDefinition = track(Definition)
FormerIndicator = track(Indicator)
FormerMeasure = track(Measure)
