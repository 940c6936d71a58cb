"""Who takes part in giving roles, and how they come in."""

from datetime import UTC, datetime

import pytest

from partnerships.models import RoleKind, User
from tests.conftest import person
from tests.factories.partnerships import make_area, make_organisation, make_part, make_partnership


@pytest.fixture
def at():
    """Roles are dated in local days, and today's requests read them: so this is now."""
    return datetime.now(UTC)


@pytest.fixture
def administrator(db):
    return person("administrator", RoleKind.ADMINISTRATOR)


@pytest.fixture
def second_administrator(db):
    return person("administrator-2", RoleKind.ADMINISTRATOR)


@pytest.fixture
def county(db):
    return make_area("X10000901", kind="county", name="Greyshire")


@pytest.fixture
def district(county):
    area = make_area("X07000902", name="Ashmere")
    make_part(county, area)
    return area


@pytest.fixture
def lsp(county):
    return make_partnership("x-lsp", kind="lsp", name="Greyshire LSP", areas=[county])


@pytest.fixture
def cdrp(district):
    return make_partnership("x-cdrp", kind="cdrp", name="Ashmere CDRP", areas=[district])


@pytest.fixture
def council(county):
    return make_organisation(
        "x-council", kind="county_council", name="Greyshire Council", areas=[county]
    )


@pytest.fixture
def coordinator(lsp):
    """The LSP coordinator of Greyshire, who proposes roles there."""
    return person("coordinator", RoleKind.LSP_COORDINATOR, partnership=lsp)


@pytest.fixture
def newcomer(db):
    """Somebody without any role."""
    return User.objects.create_user("newcomer", email="newcomer@example.org", name="Newcomer")


@pytest.fixture
def sign_in(client):
    """Sign somebody in, as if they had just given their second factor."""

    def enter(user):
        client.force_login(user)
        return client

    return enter
