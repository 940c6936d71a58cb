"""The world, made once for each module of tests and undone after it."""

from unittest.mock import patch

import pytest
from django.db import transaction
from django.template.base import Template
from django.test.utils import _TestState

from .asking import Asker
from .records import make_records
from .records_api import make_records_of_the_api
from .records_certificates import make_certificates
from .records_due import make_records_of_providers
from .records_evidence import make_evidence
from .records_negotiation_api import make_negotiation_by_key
from .records_people import make_records_of_people
from .records_service import make_service_records
from .world import World, give_second_factors, make_people, make_places, sign_everybody_in


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everything and everybody, in a transaction that is rolled back.

    Templates are rendered as the service does: for tests Django copies the context of each part of
    a page, which nobody here looks at.
    """
    plainly = patch.object(Template, "_render", _TestState.saved_data.template_render)
    with django_db_blocker.unblock(), transaction.atomic(), plainly:
        made = World()
        make_places(made)
        make_people(made)
        make_records(made)
        make_records_of_people(made)
        make_service_records(made)
        make_records_of_providers(made)
        make_evidence(made)
        make_negotiation_by_key(made)
        make_certificates(made)
        make_records_of_the_api(made)
        sign_everybody_in(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def asker(world):
    return Asker(world)


@pytest.fixture(autouse=True)
def second_factors_are_fresh(db, world):
    give_second_factors(world)
