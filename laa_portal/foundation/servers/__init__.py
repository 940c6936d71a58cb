"""The embedded PostgreSQL and Valkey: real servers out of wheels, for one checkout.

`instance` says where they live and as whom they run, `postgres` and `valkey` start and stop them,
and `python -m laa_portal.foundation.servers` is their command line. Where DATABASE_URL or REDIS_URL
is set, the server it names is used instead. Plain Python: settings import this.
"""

from .instance import CannotServe, Instance, environment

__all__ = ["CannotServe", "Instance", "environment"]
