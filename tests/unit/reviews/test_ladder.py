"""The proposed step, and how far a person may go from it."""

import pytest

from reviews.ladder import STEPS, room


@pytest.mark.parametrize(
    ("seriousness", "capable", "willing", "proposed", "lowest", "highest"),
    [
        (2, True, True, 1, 0, 3),
        (2, False, True, 2, 1, 3),
        (2, True, False, 3, 2, 3),
        (2, False, False, 3, 2, 4),
        (0, True, True, 0, 0, 1),
        (4, False, False, 5, 4, 5),
    ],
)
def test_what_is_proposed_and_what_is_allowed(
    seriousness, capable, willing, proposed, lowest, highest
):
    found = room(seriousness, is_capable=capable, is_willing=willing)

    assert (found.proposed, found.lowest, found.highest) == (proposed, lowest, highest)
    assert [one for one in range(len(STEPS)) if found.allows(one)] == [*range(lowest, highest + 1)]


def test_two_steps_up_need_a_second_person():
    found = room(2, is_capable=False, is_willing=False)

    assert not found.needs_second(3)
    assert found.needs_second(4)
    assert not room(2, is_capable=True, is_willing=False).needs_second(3)


def test_support_comes_first_where_a_partnership_will_and_cannot():
    assert room(3, is_capable=False, is_willing=True).support_first
    assert not room(3, is_capable=True, is_willing=True).support_first


def test_seriousness_has_five_levels():
    with pytest.raises(ValueError, match="from 0 to 4"):
        room(5, is_capable=True, is_willing=True)
