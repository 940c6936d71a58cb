"""Elements of SVG as text: escaped, with presentation attributes only, the same bytes every time.

A strict content security policy blocks `style`, so there is none, neither attribute nor element.
"""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from html import escape

WIDTH = 640
FONT = "Helvetica, Arial, sans-serif"

INK = "#0B0C0C"
QUIET = "#3D3D3D"
FOCUS = "#12436D"
FOCUS_TINT = "#CFDFEC"
FOCUS_MID = "#9DBFDB"
PALE = "#EAF1F7"
REFERENCE = "#801650"
LATEST = "#F46A25"
IMPROVED = "#28A197"
CONTEXT = "#BFBFBF"
WHITE = "#FFFFFF"

NOT_IN_XML = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {
    0xFFFE: None,
    0xFFFF: None,
}


class Markup(str):
    """Text that is already SVG. Django and Jinja print it without escaping it again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def element(name: str, *children: str, **attributes: str | float) -> Markup:
    """Return an element. Children that are not `Markup` are escaped, and so are attributes.

    An underscore in the name of an attribute stands for a hyphen: `stroke_width` is `stroke-width`.
    """
    written = "".join(
        [f' {key.replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items()]
    )
    content = join(*children)
    return Markup(f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>")


def join(*children: str) -> Markup:
    return Markup("".join(c if isinstance(c, Markup) else escaped(c) for c in children))


def escaped(text: str) -> str:
    """Return text for use in XML, without the few characters that XML cannot hold at all."""
    return escape(text.translate(NOT_IN_XML))


@lru_cache(maxsize=1024)  # for most attributes are the same few words again and again
def _attribute(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else coordinate(value)


def coordinate(value: float) -> str:
    """Return a number to a hundredth of a pixel, without trailing noughts."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def text(content: str, x: float, y: float, *, fill: str = INK, **attributes: str | float) -> Markup:
    return element("text", content, x=x, y=y, fill=fill, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: str | float) -> Markup:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def path(
    points: Sequence[tuple[float, float]], *, fill: str = "none", **attributes: str | float
) -> Markup:
    """Return a line through the points or, with `fill`, the area within them."""
    return paths([points], fill=fill, **attributes)


def paths(
    pieces: Sequence[Sequence[tuple[float, float]]],
    *,
    fill: str = "none",
    **attributes: str | float,
) -> Markup:
    """Return several lines or areas as one element, which takes a fraction of the bytes."""
    if not pieces:
        return join()
    drawn = "".join(f"M{_steps(piece)}" for piece in pieces)
    return element("path", d=drawn, fill=fill, **attributes)


def _steps(points: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)


def dots(places: Sequence[tuple[float, float]], radius: float, colour: str) -> Markup:
    """Return filled circles as one element: the round ends of strokes too short to be seen."""
    if not places:
        return join()
    drawn = "".join(f"M{coordinate(x)} {coordinate(y)}h.01" for x, y in places)
    return element(
        "path",
        d=drawn,
        fill="none",
        stroke=colour,
        stroke_width=2 * radius,
        stroke_linecap="round",
    )


def group(*children: str, **attributes: str | float) -> Markup:
    """Return what shares these attributes, or nothing of nothing."""
    content = join(*children)
    return element("g", content, **attributes) if content else content


def picture(drawing: Markup, height: float, *, title: str, description: str) -> Markup:
    """Return a whole picture, which tells its title and description to a screen reader.

    Its ids come from a hash of what it shows, so they do not depend on what was drawn before.
    """
    key = "chart-" + sha256(f"{title}\n{description}\n{drawing}".encode()).hexdigest()[:12]
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", description, id=f"{key}-description"),
        drawing,
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=height,
        viewBox=f"0 0 {WIDTH} {coordinate(height)}",
        role="img",
        aria_labelledby=f"{key}-title {key}-description",
        font_family=FONT,
        font_size=12,
    )
