"""Files of which a part may be asked for, so that a download that broke off goes on (RFC 9110)."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from laa_portal.foundation import problems

from . import caching

ONE_RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})")


class OutOfRange(problems.Refusal):
    """Nothing of a file of so many bytes is in the range that was asked for."""

    def __init__(self, size: int) -> None:
        super().__init__(problems.OUT_OF_RANGE, f"The file has {size:,} bytes.")
        self.headers = {"Content-Range": f"bytes */{size}"}


def ranged(
    request: Any, *, size: int, etag: str, media_type: str, read: Callable[[int, int], bytes]
) -> HttpResponse:
    """Answer with a file or the range of it that is asked for; `read` takes a start and a length.

    Several ranges at once are answered with the whole, as the standard allows. Raises OutOfRange.
    """
    headers = {"ETag": etag, "Accept-Ranges": "bytes"}
    if same := caching.unchanged(request, headers):
        return same
    is_of_this = request.headers.get("If-Range", etag) == etag
    found = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if not is_of_this or not found or found["first"] == found["last"] == "":
        return HttpResponse(read(0, size), content_type=media_type, headers=headers)
    first, last = _ends(found["first"], found["last"], size)
    if first >= size or first > last:
        raise OutOfRange(size)
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    some = read(first, last - first + 1)
    return HttpResponse(some, status=206, content_type=media_type, headers=headers)


def _ends(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and the last byte of a range, as in `5-9`, `5-` and `-5` (the last five)."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
