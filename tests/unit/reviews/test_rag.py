"""The rule behind red, amber and green, and when it tells nothing."""

import pytest

from reviews.progress import Verdict
from reviews.rag import Rag, rate

V = Verdict


@pytest.mark.parametrize(
    ("verdict", "level", "rag"),
    [
        (V.MET, "concern", Rag.GREEN),  # the year is in: what it was on the way counts no more
        (V.ON_THE_WAY, "on_path", Rag.AMBER),
        (V.NO_PROGRESS, "on_path", Rag.RED),
        (V.AWAY, "on_path", Rag.RED),
        (V.NOT_YET, "on_path", Rag.GREEN),
        (V.NOT_YET, "watch", Rag.AMBER),
        (V.NOT_YET, "concern", Rag.AMBER),
        (V.NOT_YET, "intervene_review", Rag.RED),
        (V.NOT_YET, "too_few", Rag.UNRATED),
        (V.NOT_YET, "unknown", Rag.UNRATED),
        (V.NOT_MEASURED, "on_path", Rag.UNRATED),
        (V.UNTOLD, "on_path", Rag.UNRATED),
    ],
)
def test_rating_follows_the_year_and_until_it_is_in_the_path(verdict, level, rag):
    found = rate(verdict, level)

    assert found.rag is rag
    assert found.rule.endswith(".")


def test_rating_says_that_figures_may_still_change():
    assert "may still change" in rate(V.MET, "on_path", is_provisional=True).rule
    assert "may still change" not in rate(V.NOT_YET, "unknown", is_provisional=True).rule
