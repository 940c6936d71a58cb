"""Acts that start together, each on a connection of its own, in a database of their own."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from laa_portal.foundation.versioning import Stale


@pytest.fixture(scope="module")
def own_database(django_db_setup, django_db_blocker):
    """A copy of the database for this module: what is on record cannot be undone."""
    shared = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.creation.clone_test_db("races", verbosity=0, autoclobber=True)
        own = connection.creation.get_test_db_clone_settings("races")["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = own
        yield
        connection.close()
        connection.settings_dict["NAME"] = shared
        connection.creation.destroy_test_db(suffix="races", verbosity=0)


class Race:
    """Acts that start together, each on a connection of its own."""

    def __init__(self, *acts):
        self.barrier = threading.Barrier(len(acts))
        self.outcomes = []
        self.threads = [threading.Thread(target=self.run, args=(act,)) for act in acts]

    def run(self, act):
        try:
            self.barrier.wait(timeout=20)
            act()
            self.outcomes.append("done")
        except (Stale, PermissionDenied) as refusal:
            self.outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    def finish(self):
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join(timeout=30)
        return sorted(self.outcomes)
