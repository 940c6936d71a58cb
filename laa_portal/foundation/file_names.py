"""What a file is called that somebody sent: a name that pages, records and headers can bear. Pure.

Forms drop most of what cannot be printed, but programs give names in a header, where anything can
be written.
"""

import re
from pathlib import PurePath

NAME_LENGTH = 200
SUFFIX_LENGTH = 20


def file_name(sent: str, *, unnamed: str) -> str:
    """Return the last part of a path, of printable characters and at most 200 of them.

    What nobody sees or what turns the direction of reading becomes a space. A long name loses its
    middle, so that its ending still says what the file is. `unnamed` is what it is called if
    nothing is left.
    """
    last = re.split(r"[/\\]", sent)[-1]
    name = " ".join("".join(c if c.isprintable() else " " for c in last).split())
    if not name.strip(". "):
        return unnamed
    suffix = PurePath(name).suffix[-SUFFIX_LENGTH:]
    if len(name) <= NAME_LENGTH:
        return name
    return name[: NAME_LENGTH - len(suffix)] + suffix
