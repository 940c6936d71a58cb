"""Filters that refuse what they do not know: a misspelt parameter never means “everything”."""

import difflib
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from laa_portal.foundation.problems import InvalidParameters, ParameterError

from .parameters import described, errors_of
from .shaping import shape_fields

FORMAT = "format"


class SparseFilterSet(filters.FilterSet):
    """Makes those of its filters only that are asked for: most requests name two of many.

    What the form has read of the others is not None then, but missing.
    """

    base_filters: dict[str, filters.Filter]

    def __init__(self, data: Any, *args: Any, **kwargs: Any) -> None:
        known = type(self).base_filters
        self.base_filters = {name: one for name, one in known.items() if name in data}
        super().__init__(data, *args, **kwargs)


class NoFilters(filters.FilterSet):
    """Of a resource that takes no parameters of its own."""


class StrictFilterBackend(BaseFilterBackend):
    """Filters by the view's `filterset_class`; one record by its `detail_filterset_class`."""

    def filter_queryset(
        self, request: Request, queryset: QuerySet[Any], view: Any
    ) -> QuerySet[Any]:
        filterset_class = filterset_class_of(view)
        filterset = filterset_class(request.query_params, queryset, request=request)
        check(filterset, names_of(view))
        return filterset.qs

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        own = filterset_class_of(view).base_filters | shape_fields(view)
        return [described(name, parameter) for name, parameter in own.items()]


def filterset_class_of(view: Any) -> type[filters.FilterSet]:
    name = "detail_filterset_class" if view.detail else "filterset_class"
    return getattr(view, name, NoFilters)


def names_of(view: Any) -> list[str]:
    """Return the names of all parameters that a view takes."""
    own = [*filterset_class_of(view).base_filters, *shape_fields(view)]
    has_pages = not view.detail and view.paginator is not None
    return [*own, *(view.paginator.fields if has_pages else []), FORMAT]


def check(filterset: filters.FilterSet, names: Iterable[str]) -> None:
    """Refuse what a filter cannot use, or is called none of `names`. Raises InvalidParameters."""
    errors = unknown(filterset.data, names)
    for name, error in filterset.form.errors.as_data().items():
        errors += [found for one in error for found in errors_of(name, one)]
    if errors:
        raise InvalidParameters(errors)


def unknown(given: Iterable[str], names: Iterable[str]) -> list[ParameterError]:
    """Return an error for each parameter given that is none of `names`."""
    known = list(names)
    return [
        ParameterError(name, "unknown_parameter", _unknown(name, known))
        for name in given
        if name not in known
    ]


def _unknown(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    guess = f" Did you mean {close[0]}?" if close else ""
    return f"There is no parameter “{name[:60]}”.{guess} There are: {', '.join(known)}."
