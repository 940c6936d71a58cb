"""Whether the web server is well: the health check of `make run` and of docker-compose.yml."""

import http.client
import os
import sys


def is_well(port: int) -> bool:
    """Ask the web server on this machine for /health/, which asks the database in turn."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/", headers={"Host": _a_name_it_answers_to()})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _a_name_it_answers_to() -> str:
    first = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
    return first.lstrip(".") if first.strip(".*") else "localhost"


if __name__ == "__main__":
    sys.exit(0 if is_well(int(os.environ["PORT"])) else 1)
