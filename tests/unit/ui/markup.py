"""HTML as a list of what a browser makes of it, so that only differences that matter differ."""

from html.parser import HTMLParser

from django.template import engines
from django.test import RequestFactory


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if "class" in attributes:
            attributes["class"] = " ".join(sorted(attributes["class"].split()))
        self.seen.append((tag, tuple(sorted(attributes.items()))))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if tag != "path":  # written both as <path/> and as <path></path>
            self.seen.append(f"/{tag}")

    def handle_data(self, data):
        if text := " ".join(data.split()):
            self.seen.append(text)


def read(html):
    """Tags with sorted attributes and classes, ends of tags, and texts without idle white space."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def tags(html, tag):
    """The attributes of each `tag` in the order of the page."""
    return [dict(entry[1]) for entry in read(html) if isinstance(entry, tuple) and entry[0] == tag]


def render(source, query=None, **context):
    """A piece of template as a page with this query string would draw it."""
    request = RequestFactory().get("/list/", query or {})
    return engines["django"].from_string(source).render(context, request)
