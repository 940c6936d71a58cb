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
from .editions import Audience, Edition, EditionQuerySet, GoneFigure, GoneFigureQuerySet, State
from .expectations import Expectation, ExpectationQuerySet, Provision, ProvisionQuerySet
from .exports import Export, ExportPart, ExportQuerySet
from .figure_queries import FigureQuery, FigureQueryQuerySet, QueryMessage
from .figures import Figure, FigureQuerySet
from .judging import Conflict, ConflictQuerySet, Explanation, Finding
from .quality import QualityStatement, Rating
from .returns import (
    DataReturn,
    DataReturnQuerySet,
    Observation,
    ObservationQuerySet,
    Outcome,
    Reported,
    ReturnFile,
    RowError,
    Stage,
    StagedRow,
    Status,
)
from .summaries import Cause, Marker, PointType, SeriesSummary, SeriesSummaryQuerySet
from .tracked import FormerDefinition, FormerIndicator, FormerMeasure
from .webhooks import Webhook, WebhookMessage, WebhookMessageQuerySet, WebhookQuerySet

__all__ = [
    "LEVELS",
    "PERIOD_KINDS",
    "Audience",
    "Cause",
    "Conflict",
    "ConflictQuerySet",
    "DataReturn",
    "DataReturnQuerySet",
    "Definition",
    "Edition",
    "EditionQuerySet",
    "Expectation",
    "ExpectationQuerySet",
    "Explanation",
    "Export",
    "ExportPart",
    "ExportQuerySet",
    "Figure",
    "FigureQuery",
    "FigureQueryQuerySet",
    "FigureQuerySet",
    "Finding",
    "FormerDefinition",
    "FormerIndicator",
    "FormerMeasure",
    "FrameworkMembership",
    "GoneFigure",
    "GoneFigureQuerySet",
    "Indicator",
    "Marker",
    "Measure",
    "MeasureKind",
    "Observation",
    "ObservationQuerySet",
    "Outcome",
    "PointType",
    "Polarity",
    "Provision",
    "ProvisionQuerySet",
    "QualityStatement",
    "QueryMessage",
    "Rating",
    "Reported",
    "ReturnFile",
    "RowError",
    "SeriesSummary",
    "SeriesSummaryQuerySet",
    "Stage",
    "StagedRow",
    "State",
    "Status",
    "Webhook",
    "WebhookMessage",
    "WebhookMessageQuerySet",
    "WebhookQuerySet",
]
