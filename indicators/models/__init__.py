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
    StagedRow,
    Status,
)

__all__ = [
    "LEVELS",
    "PERIOD_KINDS",
    "DataReturn",
    "DataReturnQuerySet",
    "Definition",
    "Figure",
    "FigureQuerySet",
    "FrameworkMembership",
    "Indicator",
    "Measure",
    "MeasureKind",
    "Observation",
    "ObservationQuerySet",
    "Polarity",
    "Reported",
    "ReturnFile",
    "RowError",
    "StagedRow",
    "Status",
]
