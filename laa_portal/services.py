"""The programs the portal consists of, as `make run` and docker-compose.yml both start them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Service:
    """One program: its command line, and what it needs in its environment beside the rest."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


PREPARE = Service(
    "prepare",
    ("python", "manage.py", "prepare"),
    {"STATEMENT_TIMEOUT": "0"},  # a migration takes as long as it takes
)
WEB = Service("web", ("gunicorn", "--config", "laa_portal/gunicorn.py", "laa_portal.wsgi"))
WORKER = Service(
    "worker",
    (
        *("celery", "--app", "laa_portal", "worker", "--loglevel", "INFO"),
        *("--without-gossip", "--without-mingle"),
    ),
    {"STATEMENT_TIMEOUT": "120s"},
)
BEAT = Service(
    "beat",
    # Nothing to keep between two starts: every turn asks the database what is due.
    (
        *("celery", "--app", "laa_portal", "beat", "--loglevel", "INFO"),
        *("--scheduler", "celery.beat:Scheduler", "--enable-remote-control"),
    ),
)
LASTING = (WEB, WORKER, BEAT)
