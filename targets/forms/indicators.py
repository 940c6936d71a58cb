"""Indicators to choose from, by code and title: nobody knows all the numbers by heart."""

from django import forms

from indicators.models import Indicator


class IndicatorChoice(forms.ModelChoiceField):
    """One of the indicators."""

    def label_from_instance(self, obj: Indicator) -> str:
        return _label(obj)


class IndicatorChoices(forms.ModelMultipleChoiceField):
    """Any of the indicators."""

    def label_from_instance(self, obj: Indicator) -> str:
        return _label(obj)


def _label(indicator: Indicator) -> str:
    return f"{indicator.code} {indicator.title}"
