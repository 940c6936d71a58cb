"""A CDRP with the people who work on its assessments."""

import pytest

from tests.factories import targets as made


@pytest.fixture
def cdrp(db):
    return made.make_cdrp()


@pytest.fixture
def officer(cdrp):
    return made.make_officer(cdrp)


@pytest.fixture
def chair(cdrp):
    return made.make_chair(cdrp)
