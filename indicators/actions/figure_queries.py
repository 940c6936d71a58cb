"""Problems with a figure: raised to its provider, answered, asked again or closed."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators import policies
from indicators.models import Figure, FigureQuery, QueryMessage
from indicators.states import QUERY_MOVES
from laa_portal.foundation import audit
from partnerships.models import User

TIME_TO_ANSWER = timedelta(days=14)


class RaisedAlready(Exception):
    """The person has an open query about this figure. The message is for them."""


@transaction.atomic
def raise_query(*, figure: Figure, text: str, by: User, at: datetime) -> FigureQuery:
    """Ask the body that provided a figure about it. Raises RaisedAlready and PermissionDenied.

    `figure` is one that `by` may see.
    """
    policies.may_raise_query(by).enforce()
    query = FigureQuery(
        measure=figure.measure,
        area=figure.area,
        period_kind=figure.period_kind,
        period_start=figure.period_start,
        organisation=figure.data_return.organisation,
        due_on=_due_on(at),
        raised_at=at,
        raised_by=by,
    )
    try:
        with transaction.atomic():
            query.save(force_insert=True)
    except IntegrityError as taken:
        raise RaisedAlready("You have an open query about this figure. Go on there.") from taken
    _write(query, text, by, at, is_answer=False)
    audit.record("raise_query", query, by=by, at=at)
    return query


@transaction.atomic
def answer_query(*, query_id: int, version: int, text: str, by: User, at: datetime) -> FigureQuery:
    """Answer for the provider. Raises Stale and PermissionDenied."""
    query: FigureQuery = FigureQuery.objects.claim(query_id, version)
    policies.may_answer_query(by, query).enforce()
    _write(query, text, by, at, is_answer=True)
    return _move("answer_query", query, by, at)


@transaction.atomic
def ask_again(*, query_id: int, version: int, text: str, by: User, at: datetime) -> FigureQuery:
    """Say what the answer leaves open; it is due anew. Raises Stale and PermissionDenied."""
    query: FigureQuery = FigureQuery.objects.claim(query_id, version)
    policies.may_ask_again(by, query).enforce()
    _write(query, text, by, at, is_answer=False)
    return _move("ask_again", query, by, at, due_on=_due_on(at))


@transaction.atomic
def close_query(*, query_id: int, version: int, by: User, at: datetime) -> FigureQuery:
    """Say that nothing is left to answer. Raises Stale and PermissionDenied."""
    query: FigureQuery = FigureQuery.objects.claim(query_id, version)
    policies.may_close_query(by, query).enforce()
    return _move("close_query", query, by, at, closed_at=at, closed_by=by)


def _move(verb: str, query: FigureQuery, by: User, at: datetime, **changes: object) -> FigureQuery:
    _, status = QUERY_MOVES[verb]
    query.advance(status=status, **changes)
    audit.record(verb, query, by=by, at=at)
    return query


def _write(query: FigureQuery, text: str, by: User, at: datetime, *, is_answer: bool) -> None:
    """Keep what was written. The audit trail, which more people read, does not repeat it."""
    QueryMessage.objects.create(
        query=query, text=text, written_at=at, written_by=by, is_answer=is_answer
    )


def _due_on(at: datetime) -> date:
    return timezone.localdate(at) + TIME_TO_ANSWER
