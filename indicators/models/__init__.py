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
from .returns import (
    DataReturn,
    DataReturnQuerySet,
    Observation,
    ObservationQuerySet,
    Reported,
    ReturnFile,
    RowError,
    Stage,
    StagedRow,
    Status,
)
from .summaries import Cause, Marker, PointType, SeriesSummary, SeriesSummaryQuerySet
from .tracked import FormerDefinition, FormerIndicator, FormerMeasure

__all__ = [
    "LEVELS",
    "PERIOD_KINDS",
    "Cause",
    "DataReturn",
    "DataReturnQuerySet",
    "Definition",
    "Figure",
    "FigureQuerySet",
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
    "PointType",
    "Polarity",
    "Reported",
    "ReturnFile",
    "RowError",
    "SeriesSummary",
    "SeriesSummaryQuerySet",
    "Stage",
    "StagedRow",
    "Status",
]
