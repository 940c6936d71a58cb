"""An answer to "may they?" that can say why not."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when allowed. `reason` is written for the person who was refused."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason

    def enforce(self) -> None:
        """Raise PermissionDenied, with the reason, unless allowed."""
        if self.reason:
            raise PermissionDenied(self.reason)


ALLOWED = Verdict()
