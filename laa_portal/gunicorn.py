"""How gunicorn serves the portal. Read by gunicorn itself; names are its settings."""

import os
from pathlib import Path
from typing import Any

from partnerships.key_tokens import WithoutSecrets

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

# Two processes for two cores, and threads for the time they wait for the database.
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
preload_app = True  # all of it, once, before the workers fork: nobody's first request waits for it

timeout = 60
graceful_timeout = int(os.environ.get("WEB_GRACEFUL_TIMEOUT", "20"))
max_requests = 5000
max_requests_jitter = 500

accesslog = "-"
# The path without what follows the question mark: somebody may have put a key there.
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s "%(a)s"'
control_socket_disable = True
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # a worker's sign of life must not wait for a slow disk


def on_starting(server: Any) -> None:
    """Keep keys that callers put into paths out of the access log."""
    server.log.access_log.addFilter(WithoutSecrets())
