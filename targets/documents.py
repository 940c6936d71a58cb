"""What may be attached: its type is read from its content, and macros and scripts stay out. Pure.

Nothing is unpacked but the two small entries that say what an archive is; nobody opens the rest
here. Viruses are not looked for: `docs/operations.md` says what to put in front.

Sources: ISO 32000-1 7.5 and 12.6.4 (PDF), ECMA-376 part 2 (Office), OpenDocument 1.2 part 3,
ISO/IEC 15948 (PNG), ITU-T T.81 annex B (JPEG), each as commonly summarised, not read in full.
"""

import io
import re
from collections.abc import Callable
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
LARGEST_ENTRY = MEGABYTE
"""Of the entries that say what an archive is: they have a few thousand bytes."""
MOST_ENTRIES = 5_000

NAMES = {
    "pdf": (".pdf",),
    "docx": (".docx",),
    "odt": (".odt",),
    "xlsx": (".xlsx",),
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
}
"""By the kind of a document, how the name of one may end."""

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpeg": "image/jpeg",
}

CALLED = {
    "pdf": "a PDF",
    "docx": "a Word document",
    "odt": "an OpenDocument text",
    "xlsx": "an Excel workbook",
    "png": "a PNG picture",
    "jpeg": "a JPEG picture",
}

TAKEN = (
    "a PDF, Word document (.docx), OpenDocument text (.odt), Excel workbook (.xlsx), PNG or JPEG"
)

ACTIVE_IN_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|EmbeddedFile)\b")
PNG_MARK, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
JPEG_MARK, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
TYPES_PART, ODT_PART = "[Content_Types].xml", "mimetype"


class NotTaken(Exception):
    """A document that cannot be attached. The message says why, and what to do."""


def kind_of(name: str, content: bytes) -> str:
    """Return what kind of document a file is, a key of NAMES. Raises NotTaken."""
    if not content:
        raise NotTaken("The file is empty. Select another one.")
    if len(content) > LARGEST:
        raise NotTaken(
            f"The file is {len(content) / MEGABYTE:.1f} MB. Attach one of up to "
            f"{LARGEST // MEGABYTE} MB, with smaller pictures for example."
        )
    kind = _by_content(content)
    if not name.lower().endswith(NAMES[kind]):
        suffix = PurePath(name).suffix or "no ending"
        raise NotTaken(
            f"The file is {CALLED[kind]}, but its name has {suffix}. Rename it to end in "
            f"{NAMES[kind][0]}, or save it again as what it should be."
        )
    return kind


def _by_content(content: bytes) -> str:
    for mark, read in READERS.items():
        if content.startswith(mark):
            return read(content)
    raise NotTaken(f"The file is none that can be attached. Save it as {TAKEN}.")


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-1024:]:
        raise NotTaken("The PDF is cut short. Save it again and attach that.")
    if ACTIVE_IN_PDF.search(content):
        raise NotTaken(
            "The PDF has a script or another file in it. Print it to a new PDF and attach that."
        )
    return "pdf"


def _png(content: bytes) -> str:
    if not content.endswith(PNG_END):
        raise NotTaken("The picture is cut short, or has something else behind it. Save it again.")
    return "png"


def _jpeg(content: bytes) -> str:
    if JPEG_END not in content[-64:]:
        raise NotTaken("The picture is cut short, or has something else behind it. Save it again.")
    return "jpeg"


def _archive(content: bytes) -> str:
    """Return which kind of Office or OpenDocument file an archive is."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if len(names) > MOST_ENTRIES:
                raise NotTaken("The document is an archive of too many files. Save it as a PDF.")
            _refuse_macros(names)
            return _of_opendocument(archive) if ODT_PART in names else _of_office(archive, names)
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise NotTaken("The document is damaged or has a password. Save it again.") from error


def _refuse_macros(names: set[str]) -> None:
    """Raise NotTaken where an archive has macros or scripts, as offices keep them."""
    for name in names:
        path = PurePath(name.lower())
        if path.name.startswith("vbaproject") or path.parts[:1] in {("basic",), ("scripts",)}:
            raise NotTaken("The document has macros in it. Save it without them and attach that.")


def _of_office(archive: ZipFile, names: set[str]) -> str:
    types = _entry(archive, TYPES_PART) if TYPES_PART in names else b""
    if b"macroEnabled" in types:
        raise NotTaken("The document may have macros in it. Save it as .docx or .xlsx.")
    if "word/document.xml" in names and types:
        return "docx"
    if "xl/workbook.xml" in names and types:
        return "xlsx"
    raise NotTaken(f"The file is an archive. Attach what is in it, as {TAKEN}.")


def _of_opendocument(archive: ZipFile) -> str:
    if _entry(archive, ODT_PART).strip() == MEDIA_TYPES["odt"].encode():
        return "odt"
    raise NotTaken(f"Of OpenDocument files only texts (.odt) are taken. Save it as {TAKEN}.")


def _entry(archive: ZipFile, name: str) -> bytes:
    """Return the beginning of an entry, whatever the archive says of its size."""
    with archive.open(name) as part:
        return part.read(LARGEST_ENTRY)


READERS: dict[bytes, Callable[[bytes], str]] = {
    b"%PDF-": _pdf,
    PNG_MARK: _png,
    JPEG_MARK: _jpeg,
    b"PK\x03\x04": _archive,
}
"""By how a file begins, what tells its kind."""
