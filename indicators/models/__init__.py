"""What was measured: the catalogue, the returns, what they said, and figures made of it."""

from .catalogue import (
    LEVELS,
    PERIOD_KINDS,
    Definition,
    FrameworkMembership,
    Indicator,
    Measure,
    MeasureKind,
    Polarity,
)
from .figures import Figure, FigureQuerySet
from .judging import Conflict, ConflictQuerySet, Explanation, Finding
from .returns import (
    DataReturn,
    DataReturnQuerySet,
    Observation,
    ObservationQuerySet,
    Outcome,
    Reported,
    ReturnFile,
    RowError,
    StagedRow,
    Status,
)
from .summaries import Cause, Marker, PointType, SeriesSummary, SeriesSummaryQuerySet
from .tracked import FormerDefinition, FormerIndicator, FormerMeasure

__all__ = [
    "LEVELS",
    "PERIOD_KINDS",
    "Cause",
    "Conflict",
    "ConflictQuerySet",
    "DataReturn",
    "DataReturnQuerySet",
    "Definition",
    "Explanation",
    "Figure",
    "FigureQuerySet",
    "Finding",
    "FormerDefinition",
    "FormerIndicator",
    "FormerMeasure",
    "FrameworkMembership",
    "Indicator",
    "Marker",
    "Measure",
    "MeasureKind",
    "Observation",
    "ObservationQuerySet",
    "Outcome",
    "PointType",
    "Polarity",
    "Reported",
    "ReturnFile",
    "RowError",
    "SeriesSummary",
    "SeriesSummaryQuerySet",
    "StagedRow",
    "Status",
]
