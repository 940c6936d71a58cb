"""How the figures of one place and period are drawn, for each kind of measure. Pure.

Rates and shares are those of the region; a model gives the figures of one row of a return.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from numpy.random import Generator

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and when: `years` is how much of one is counted, `level` what multiplies the rate."""

    residents: float
    districts: int
    years: float
    level: float


class Model(Protocol):
    def draw(self, here: Circumstances, generator: Generator) -> Figures: ...


def clustered(expected: float, clustering: float, generator: Generator) -> int:
    """Draw a count whose variance is `clustering` times what chance alone would give."""
    if clustering > 1:
        expected = float(generator.gamma(expected / (clustering - 1), clustering - 1))
    return int(generator.poisson(expected))


@dataclass(frozen=True, slots=True)
class Events:
    """Events counted against residents. `rate`: a resident and year."""

    rate: float
    clustering: float = 1.0

    def draw(self, here: Circumstances, generator: Generator) -> Figures:
        expected = here.residents * self.rate * here.years * here.level
        return {"numerator": clustered(expected, self.clustering, generator)}


@dataclass(frozen=True, slots=True)
class EventsOfCohort:
    """Events counted against a cohort. `cohort`: a resident; `rate`: a member of it."""

    cohort: float
    rate: float
    clustering: float

    def draw(self, here: Circumstances, generator: Generator) -> Figures:
        size = round(here.residents * self.cohort)
        events = clustered(size * self.rate * here.level, self.clustering, generator)
        return {"numerator": events, "denominator": size}


@dataclass(frozen=True, slots=True)
class EventsAgainstExpected:
    """Events counted against those expected. `expected`: a resident; `ratio`: usually come."""

    expected: float
    ratio: float
    clustering: float

    def draw(self, here: Circumstances, generator: Generator) -> Figures:
        expected = round(here.residents * self.expected, 1)
        usual = expected * self.ratio * here.level
        return {"numerator": clustered(usual, self.clustering, generator), "expected": expected}


@dataclass(frozen=True, slots=True)
class PeopleAgainstExpected:
    """People of a cohort who did something, and how many were expected to.

    `cohort`: a resident; `share`: of the cohort, as predicted.
    """

    cohort: float
    share: float

    def draw(self, here: Circumstances, generator: Generator) -> Figures:
        size = round(here.residents * self.cohort)
        people = int(generator.binomial(size, self.share * here.level))
        return {"numerator": people, "denominator": size, "expected": round(size * self.share, 2)}


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases with an outcome, of all cases. `rate`: of cases, a resident and year."""

    rate: float
    share: float

    def draw(self, here: Circumstances, generator: Generator) -> Figures:
        cases = 1 + int(generator.poisson(here.residents * self.rate * here.years))
        with_outcome = int(generator.binomial(cases, self.share * here.level))
        return {"numerator": with_outcome, "denominator": cases}


@dataclass(frozen=True, slots=True)
class Survey:
    """A share of answers as it is published: in per cent, with its sample and design effect.

    `answers`: of each district. The level multiplies the odds, so that no share passes 100 %.
    """

    share: float
    answers: int = 1100
    design_effect: float = 1.25

    def draw(self, here: Circumstances, generator: Generator) -> Figures:
        sample = int(generator.normal(self.answers, self.answers / 20)) * here.districts
        effective = round(sample / self.design_effect)
        odds = self.share / (1 - self.share) * here.level
        share = int(generator.binomial(effective, odds / (1 + odds))) / effective
        return {
            "value": round(100 * share, 1),
            "sample_size": sample,
            "design_effect": self.design_effect,
        }


@dataclass(frozen=True, slots=True)
class Score:
    """The mean of four judgements, each from 1 to 5."""

    usual: float

    def draw(self, here: Circumstances, generator: Generator) -> Figures:
        marks = generator.normal(self.usual * here.level, 0.6, size=4).round().clip(1, 5)
        return {"value": float(marks.mean())}
