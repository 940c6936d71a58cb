"""What changed for programs: a list on a page, and a feed that tells of additions to it."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

FILE = settings.BASE_DIR / "laa_portal" / "changelog.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: when it came, and what it means for a program."""

    on: date
    key: str
    title: str
    text: str

    @property
    def came_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.on, time()))


@cache
def changelog() -> tuple[Entry, ...]:
    """Return what changed, newest first."""
    return tuple(Entry(**one) for one in tomllib.loads(FILE.read_text())["change"])


def feed(page: str, own: str) -> str:
    """Write the list as Atom (RFC 4287); `page` is where people read it, `own` where it is."""
    atom = Atom1Feed(
        title="Local Area Agreement targets: changes of the API",
        link=page,
        description="What changed for programs.",
        feed_url=own,
        feed_guid=own,
        author_name="LAA targets",
    )
    for entry in changelog():
        address = f"{page}#change-{entry.key}"
        atom.add_item(
            title=entry.title,
            link=address,
            description=entry.text,
            unique_id=address,
            pubdate=entry.came_at,
            updateddate=entry.came_at,
        )
    return atom.writeString("utf-8")
