"""What is due in the demonstration: some of it received, some late, one excused, some to come.

Late are invented bodies alone. The Home Office, for which the demonstration's data provider signs
in, has returns to come.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone

from indicators import actions
from indicators.models import Expectation, Measure, Provision
from indicators.periods import add_months
from partnerships.models import Level, Organisation, RoleKind, User

from .returns import NOTE

LONG_SINCE = timedelta(days=200)
"""How long ago the invented bodies agreed, so that some of what they owe is late."""

INVENTED = (
    # body, measure, level
    ("x-police", "NI 15", Level.DISTRICT),
    ("x-police-marlshire", "NI 15", Level.DISTRICT),
    ("x-fire", "NI 33i", Level.DISTRICT),
)
GENERATED = (
    # measures of the demonstration data service, and the months that it has sent
    ("NI 15", "NI 16", "NI 20"),
    (date(2008, 4, 1), date(2009, 1, 1)),
)
TO_COME = ("NI 16", "NI 20")
"""What the Home Office provides, by police force."""


def make_expectations(*, at: datetime) -> None:
    """Say who provides what, once: later calls find it there."""
    if Provision.objects.exists():
        return
    analyst = User.objects.get(username=RoleKind.HO_ANALYST.value.replace("_", "-"))
    month = timezone.localdate(at).replace(day=1)
    for body, measure, level in INVENTED:
        _agree(body, measure, level, add_months(month, -10), at - LONG_SINCE)
    _agree_what_is_in(analyst, at)
    for measure in TO_COME:
        _agree("home-office", measure, Level.POLICE_FORCE, add_months(month, -1), at)
    _excuse_one(analyst, at)


def _agree(body: str, measure: str, level: Level, starts_on: date, at: datetime) -> Provision:
    return actions.agree_provision(
        organisation=Organisation.objects.get(code=body),
        measure=Measure.objects.get(code=measure),
        level=level,
        starts_on=starts_on,
        by=None,
        at=at,
    )


def _agree_what_is_in(analyst: User, at: datetime) -> None:
    """Have the generated series be due for the months in which they are: they are on time."""
    measures, (starts_on, ends_on) = GENERATED
    for code in measures:
        provision = _agree("x-data", code, Level.DISTRICT, starts_on, at)
        actions.end_provision(
            provision_id=provision.pk,
            version=provision.version,
            ends_on=ends_on,
            by=analyst,
            at=at,
        )
        actions.state_quality(
            organisation=provision.organisation,
            measure=provision.measure,
            rating="amber",
            text=f"{NOTE}. A real statement says how the figures were checked",
            by=analyst,
            at=at,
        )


def _excuse_one(analyst: User, at: datetime) -> None:
    """Excuse the first of what the invented bodies owe."""
    first = Expectation.objects.filter(provision__organisation__code="x-police").earliest("due_on")
    actions.excuse(
        expectation_id=first.pk,
        version=first.version,
        reason=f"{NOTE}: the force changed its recording system that month",
        by=analyst,
        at=at,
    )
