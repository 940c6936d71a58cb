from datetime import date

import pytest

from partnerships import standing
from partnerships.models import LAA_DAY, OrganisationKind

ALL_KINDS = set(OrganisationKind.values)
COUNCILS = {"county_council", "district_council", "unitary_council"}


def those(question, on=LAA_DAY):
    return {kind for kind in ALL_KINDS if question(kind, on)}


def test_responsible_authorities_are_the_five_of_the_note():
    assert those(standing.is_responsible_authority) == COUNCILS | {
        "police_force",
        "police_authority",
        "fire_authority",
        "pct",
    }


@pytest.mark.parametrize(("on", "expected"), [(date(2010, 3, 31), False), (date(2010, 4, 1), True)])
def test_probation_is_a_responsible_authority_from_april_2010(on, expected):
    assert standing.is_responsible_authority("probation", on) is expected


def test_responsible_local_authorities_are_upper_tier():
    expected = {"county_council", "unitary_council"}

    assert those(standing.is_responsible_local_authority) == expected


def test_no_responsible_local_authority_is_its_own_partner():
    responsible = those(standing.is_responsible_local_authority)

    assert not responsible & those(standing.is_partner_authority)


def test_partner_authorities_are_local_bodies_and_never_their_judges():
    partners = those(standing.is_partner_authority)

    assert {"district_council", "police_authority", "police_force", "pct", "yot"} <= partners
    assert not partners & {"government_office", "department", "inspectorate", "other"}


def test_best_value_authorities_are_those_of_the_note():
    assert those(standing.is_best_value_authority) == COUNCILS | {
        "national_park",
        "broads",
        "fire_authority",
        "waste",
        "passenger_transport",
        "tfl",
        "gla",
        "lda",
    }


def test_a_police_authority_is_bound_to_targets_but_not_to_involve():
    kind, on = "police_authority", date(2010, 4, 1)

    assert standing.is_responsible_authority(kind, on)
    assert standing.is_partner_authority(kind, on)
    assert not standing.is_best_value_authority(kind, on)
    assert standing.INFORM_CONSULT_INVOLVE not in standing.duties(kind, on)


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2007, 12, 29), False), (date(2007, 12, 30), True)]
)
def test_the_duty_to_cooperate_begins_on_30_december_2007(on, expected):
    assert standing.is_partner_authority("pct", on) is expected
    assert (standing.COOPERATE in standing.duties("pct", on)) is expected


def test_the_duty_to_involve_begins_in_april_2009():
    involve = standing.INFORM_CONSULT_INVOLVE

    assert involve not in standing.duties("national_park", date(2009, 3, 31))
    assert standing.duties("national_park", date(2009, 4, 1))[-1] == involve


def test_duties_are_named_once_each_with_their_source():
    duties = standing.duties("fire_authority", date(2010, 4, 1))

    assert duties == (
        standing.STRATEGY,
        standing.FACE_THE_PEOPLE,
        standing.COOPERATE,
        standing.HAVE_REGARD,
        standing.INFORM_CONSULT_INVOLVE,
    )
    assert all(duty.name and duty.source for duty in duties)


def test_earlier_days_are_answered_no():
    before = date(2007, 7, 31)

    assert not any(standing.duties(kind, before) for kind in ALL_KINDS)
    assert not those(standing.is_best_value_authority, before)


def test_every_kind_in_the_law_is_a_kind_of_organisation():
    assert standing.BEST_VALUE <= ALL_KINDS
    assert frozenset().union(*(binding.kinds for binding in standing.LAW)) <= ALL_KINDS
