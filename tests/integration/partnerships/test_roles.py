"""What a person works for follows from their roles, whatever these are over, while they last."""

from datetime import date, timedelta

import pytest

from partnerships.models import Role, RoleKind, User
from tests.factories.partnerships import make_area, make_organisation, make_part, make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    return make_area("X10000901", kind="county", name="Greyshire")


@pytest.fixture
def district(county):
    area = make_area("X07000902", kind="non_metropolitan", name="Ashmere")
    make_part(county, area)
    return area


def somebody(kind=RoleKind.LSP_COORDINATOR, **over):
    user = User.objects.create_user("somebody", name="Somebody")
    Role.objects.create(user=user, kind=kind, **over)
    return User.objects.get(pk=user.pk)


def test_role_over_an_area_covers_all_that_lies_within(county, district):
    user = somebody(area=county)

    assert user.areas == (county,)
    assert user.area_ids == {county.pk, district.pk}


def test_role_over_a_body_covers_its_areas(county, district):
    council = make_organisation("x-council", areas=[county])

    assert somebody(organisation=council).area_ids == {county.pk, district.pk}


def test_role_over_a_partnership_covers_its_areas(district):
    cdrp = make_partnership(areas=[district])

    assert somebody(partnership=cdrp).areas == (district,)


@pytest.mark.parametrize("kind", [RoleKind.DATA_PROVIDER, RoleKind.ADMINISTRATOR])
def test_role_that_acts_for_the_service_covers_no_area(county, kind):
    council = make_organisation("x-council", areas=[county])

    assert somebody(kind, organisation=council).area_ids == frozenset()


def test_role_that_has_ended_covers_nothing(county):
    yesterday = date.today() - timedelta(days=1)

    assert somebody(area=county, ends_on=yesterday).area_ids == frozenset()
    assert User.objects.get().current_roles == ()


def test_role_of_a_stranger_covers_nothing_here(county, district):
    elsewhere = make_area("X10000903", kind="county", name="Elsewhere")

    assert somebody(area=elsewhere).area_ids == {elsewhere.pk}


@pytest.mark.parametrize(
    ("kind", "sees"), [(RoleKind.HO_ANALYST, True), (RoleKind.LSP_CHAIR, False)]
)
def test_national_roles_look_at_every_area(kind, sees):
    assert somebody(kind).sees_all_areas is sees
