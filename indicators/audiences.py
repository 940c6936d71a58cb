"""Whom an act upon a return, a conflict, what is due or a problem with a figure concerns."""

from datetime import date

from django.db.models import QuerySet

from laa_portal.foundation.models import AuditEvent
from partnerships.audiences import holding
from partnerships.models import RoleKind, User

from .models import Conflict, DataReturn, Expectation, FigureQuery


def of_return(event: AuditEvent, day: date) -> QuerySet[User]:
    """The data providers of the organisation whose return it is."""
    senders = DataReturn.objects.filter(pk=event.target_id).values("organisation")
    return holding([RoleKind.DATA_PROVIDER], day, organisation__in=senders)


def of_rows_set_aside(event: AuditEvent, day: date) -> QuerySet[User]:
    """Those who may settle which figures hold: the Home Office, and whoever holds one of them."""
    conflicts = Conflict.objects.open().filter(data_return=event.target_id)
    holders = holding(
        [RoleKind.DATA_PROVIDER],
        day,
        organisation__in=conflicts.values("held__data_return__organisation"),
    )
    return holders | holding([RoleKind.HO_ANALYST], day)


def of_conflict(event: AuditEvent, day: date) -> QuerySet[User]:
    """The data providers of both senders."""
    conflict = Conflict.objects.filter(pk=event.target_id)
    providers = [RoleKind.DATA_PROVIDER]
    second = holding(providers, day, organisation__in=conflict.values("organisation"))
    holder = conflict.values("held__data_return__organisation")
    return second | holding(providers, day, organisation__in=holder)


def of_expectation(event: AuditEvent, day: date) -> QuerySet[User]:
    """The data providers of the organisation it is due from."""
    due_from = Expectation.objects.filter(pk=event.target_id).values("provision__organisation")
    return holding([RoleKind.DATA_PROVIDER], day, organisation__in=due_from)


def of_query(event: AuditEvent, day: date) -> QuerySet[User]:
    """Both sides of it: whoever raised it, and the data providers of whom it is asked."""
    query = FigureQuery.objects.filter(pk=event.target_id)
    asked = holding([RoleKind.DATA_PROVIDER], day, organisation__in=query.values("organisation"))
    return asked | User.objects.filter(pk__in=query.values("raised_by"))


def of_webhook(event: AuditEvent, day: date) -> QuerySet[User]:
    """The person for whose role the webhook is."""
    return User.objects.filter(roles__webhooks=event.target_id)
