"""Programs of both sides of a table, as their keys let them in."""

from itertools import count
from urllib.parse import urlencode

from partnerships.models import Scope
from tests.factories.keys import program

API = "/api/v1/"


class Negotiator:
    """A program with the key of one person. Each write has a key of its own."""

    def __init__(self, user, *scopes):
        self.client = program(user, *(scopes or (Scope.OFFERS_WRITE,)))
        self.numbers = count(1)

    def get(self, address, **asked):
        """Return a record or a page; `address` may be absolute, as records name it."""
        joined = "&" if "?" in address else "?"
        path = self._path(f"{address}{joined}{urlencode(asked)}" if asked else address)
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def list(self, address, **asked):
        return self.get(address, **asked)["data"]

    def post(self, address, body=None, *, version=None, key=None):
        headers = {"idempotency-key": key or f"n-{next(self.numbers)}"}
        if version is not None:
            headers["if-match"] = f'"{version}"'
        return self.client.post(self._path(address), body or {}, format="json", headers=headers)

    def draft(self, target, kind, terms=None, **said):
        body = {"target": target, "kind": kind, "rationale": "As we see it", **said}
        return self.post("drafts/", body | ({"terms": terms} if terms else {}))

    def make_offer(self, agreement, *, version=None, key=None, **said):
        """Make an offer at the version that the agreement has, unless told otherwise."""
        if version is None:
            version = self.get(f"agreements/{agreement}/")["version"]
        body = {"rationale": "As a package", **said}
        address = f"agreements/{agreement}/make-offer/"
        return self.post(address, body, version=version, key=key)

    def _path(self, address):
        return address if address.startswith("http") else f"{API}{address}"


def terms(last="14.40", **changes):
    """Terms of a baseline of 18.00 and a last value, as they are sent."""
    return {
        "type": "designated",
        "baseline": "18.00",
        "baseline_period": "2007/08",
        "baseline_source": "Police recorded crime",
        "values": {"2010/11": last},
    } | changes
