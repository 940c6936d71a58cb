"""A workbook is a zip archive, and an archive can lie: what is looked at before it is opened."""

import io
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .problems import Refused
from .wording import quoted

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 200
LARGEST_INFLATED = 100 * MEGABYTE
LARGEST_RATIO = 100
RATIO_MATTERS_FROM = MEGABYTE
"""Below that a small and very even sheet, or one of blank cells, may well be as dense."""

CHUNK = 64 * 1024
IS_ENCRYPTED = 0x1
MARK_OF_ZIP = b"PK\x03\x04"
MARK_OF_END, LENGTH_OF_END = b"PK\x05\x06", 22
ARCHIVES = {".zip", ".xlsx", ".xlsm", ".xls", ".ods", ".gz", ".7z", ".rar", ".jar"}
PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
SHEETS = "xl/worksheets/"
SAVE_AGAIN = "Open it in a spreadsheet, save it as an Excel workbook (.xlsx) and send that."


def has_formulas(content: bytes) -> bool:
    """Whether a sheet of a workbook has a formula in it, after making sure that it can be opened.

    Looks at the list of entries first, then inflates each of them in pieces, since what the list
    says may be untrue. Raises Refused with the cause.
    """
    with _damage_named("the archive"), ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _refuse_list(entries, content)
        _refuse_another_file(entries, content)
        for entry in entries:
            _refuse_entry(entry)
        _refuse_other_archives(entries)
        return _inflated(archive, entries)


@contextmanager
def _damage_named(what: str) -> Iterator[None]:
    """Turn what zipfile and zlib raise over a damaged archive into a sentence."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _damaged(what) from error


def _damaged(what: str) -> Refused:
    return Refused(
        "damaged_workbook", f"The workbook is damaged: {what} cannot be read. {SAVE_AGAIN}"
    )


def _refuse_list(entries: list[ZipInfo], content: bytes) -> None:
    """Raise Refused for too many entries, two of a name, or more than there can be in them."""
    if len(entries) > MOST_ENTRIES:
        raise Refused(
            "too_many_entries",
            f"The workbook is an archive of {len(entries):,} files; one of a return has at most "
            f"{MOST_ENTRIES}. {SAVE_AGAIN}",
        )
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refused("entry_twice", f"The workbook has two files of one name in it. {SAVE_AGAIN}")
    _refuse_inflated(sum(entry.file_size for entry in entries), len(content))
    if sum(entry.compress_size for entry in entries) > len(content):
        raise _damaged("the list of its files")


def _refuse_inflated(size: int, packed: int) -> None:
    """Raise Refused for an archive that grows too far when it is unpacked."""
    if size > LARGEST_INFLATED:
        raise Refused(
            "inflates_too_far",
            f"The workbook is larger than {LARGEST_INFLATED // MEGABYTE} MB once unpacked. Delete "
            "what is no part of the return, or send it as CSV.",
        )
    if size > RATIO_MATTERS_FROM and size > LARGEST_RATIO * packed:
        raise Refused(
            "inflates_too_far",
            f"The workbook grows to more than {LARGEST_RATIO} times its size when it is unpacked, "
            "as no table does. Send it as CSV.",
        )


def _refuse_another_file(entries: list[ZipInfo], content: bytes) -> None:
    """Raise Refused where something else stands before or behind the archive."""
    begins = min((entry.header_offset for entry in entries), default=0)
    if begins or content[-LENGTH_OF_END:][:4] != MARK_OF_END:
        raise Refused(
            "two_files_in_one",
            f"The file is an Excel workbook and something else as well. {SAVE_AGAIN}",
        )


def _refuse_entry(entry: ZipInfo) -> None:
    """Raise Refused for an entry that no spreadsheet writes."""
    if entry.flag_bits & IS_ENCRYPTED:
        raise Refused(
            "encrypted_workbook",
            "The workbook is protected by a password. Save it without one and send that.",
        )
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _strange(entry, "is a link to another file")
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise _strange(entry, "leads out of it")
    if path.name.casefold().startswith("vbaproject"):
        raise Refused(
            "macros",
            "The workbook has macros in it. Save it as .xlsx, without them, and send that.",
        )
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _strange(entry, "is packed in a way that spreadsheets do not use")


def _strange(entry: ZipInfo, what: str) -> Refused:
    return Refused(
        "strange_entry", f"{quoted(entry.filename)} in the workbook {what}. {SAVE_AGAIN}"
    )


def _refuse_other_archives(entries: list[ZipInfo]) -> None:
    """Raise Refused for a zip archive that is no workbook, and for one with another in it."""
    names = {entry.filename for entry in entries}
    if not names >= PARTS:
        kind = "an OpenDocument file" if "mimetype" in names else "a zip archive, not a workbook"
        raise Refused("not_a_workbook", f"The file is {kind}. {SAVE_AGAIN}")
    for entry in entries:
        if PurePosixPath(entry.filename).suffix.casefold() in ARCHIVES:
            raise _strange(entry, "is another archive or workbook")


def _inflated(archive: ZipFile, entries: list[ZipInfo]) -> bool:
    """Unpack every entry in pieces; whether a sheet among them has a formula."""
    found = False
    for entry in entries:
        with _damage_named(quoted(entry.filename)), archive.open(entry) as part:
            tail, size = b"", 0
            while piece := part.read(CHUNK):
                if not size and piece.startswith(MARK_OF_ZIP):
                    raise _strange(entry, "is another archive or workbook")
                size += len(piece)
                seen, tail = tail + piece, piece[-2:]
                found |= entry.filename.startswith(SHEETS) and _has_formula(seen)
            if size != entry.file_size:
                raise _damaged(quoted(entry.filename))
    return found


def _has_formula(xml: bytes) -> bool:
    """Whether there is an element f, whatever its prefix."""
    return b"<f" in xml or b":f" in xml
