"""What every format is written from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from rest_framework.renderers import BaseRenderer

from indicators.reading import ToldFigure
from laa_portal.foundation.api.resources import Licence
from laa_portal.foundation.api.shaping import Shape


@dataclass(frozen=True, slots=True)
class FigurePage:
    """A page of figures, and what its files say of themselves."""

    figures: Sequence[ToldFigure]
    address: str
    """Of the same page as JSON."""
    next_address: str | None
    licence: Licence
    changed_at: datetime | None
    shape: Shape
    structure: str
    """The address of the structure message of SDMX."""
    csv: str
    """The address of the same page as CSV."""
    has_bom: bool = False


class FileRenderer(BaseRenderer):
    """Writes a page of figures as a file."""

    meaning: ClassVar[str]
    """What it is, for people."""
    charset: str | None = "utf-8"

    def render(
        self, data: FigurePage, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> str | bytes:
        if renderer_context and (name := self.file_name()):
            disposition = f'attachment; filename="{name}"'
            renderer_context["response"]["Content-Disposition"] = disposition
        return self.write(data)

    def file_name(self) -> str:
        """Return what the file is called where a browser keeps it; "" where it is shown."""
        return ""

    def write(self, page: FigurePage) -> str | bytes:
        raise NotImplementedError
