"""From bytes to text: which files are returns at all, and in which encoding."""

import re
import unicodedata
from pathlib import PurePath

from .problems import Refused

LARGEST_BYTES = 10 * 1024 * 1024
TEXT_SUFFIXES = {".csv", ".tsv", ".txt", ""}
EMPTY = ("empty_file", "The file is empty. Send one with a header and rows.")
SAVE_AS_CSV = (
    "Open it in a spreadsheet, save it as an Excel workbook (.xlsx) or “CSV UTF-8” and send that."
)

WORKBOOK_MARK = b"PK\x03\x04"
MAGIC = [
    (WORKBOOK_MARK, "an Excel workbook or another zip archive, though its name does not end so"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook, or one with a password"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a word-processor document"),
]
WEB_PAGE = re.compile(rb"\s*<(!doctype|html|\?xml)", re.IGNORECASE)
UTF_8_MARK = b"\xef\xbb\xbf"
OTHER_MARKS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"\x00\x00\xfe\xff": "UTF-32",
}

# Characters nobody sees: controls, zero-width ones, and those that turn the direction of reading,
# so that a cell would show another thing than it says.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
LINE_END = re.compile("\r\n|\r|\n")

CP1252_NOTICE = (
    "The file is not in UTF-8 and was read as Windows-1252. Check letters with accents, and signs "
    "such as £, in your notes."
)


def is_workbook(content: bytes, filename: str) -> bool:
    """Whether a file is one of Excel's, both by its first bytes and by its name."""
    return content.startswith(WORKBOOK_MARK) and filename.lower().endswith(".xlsx")


def decode(content: bytes, filename: str) -> tuple[str, str]:
    """Return the text of a return, and a notice of what was assumed in reading it ("" if nothing).

    Raises Refused for a file that is too large, empty, of another format or in no encoding we take.
    """
    refuse_size(content)
    _refuse_format(content, filename)
    text, notice = _text(content)
    refuse_unseen(text)
    return text, notice


def refuse_size(content: bytes) -> None:
    """Raise Refused for a file that is larger than we read, or has nothing in it."""
    if len(content) > LARGEST_BYTES:
        raise Refused(
            "file_too_large",
            f"The file is larger than {LARGEST_BYTES // 1024**2} MB. Split it and send the parts.",
        )
    if not content.removeprefix(UTF_8_MARK).strip():
        raise Refused(*EMPTY)


def _refuse_format(content: bytes, filename: str) -> None:
    """Raise Refused for anything that is not plain text, by its first bytes and by its name."""
    for magic, kind in MAGIC:
        if content.startswith(magic):
            raise Refused("not_csv", f"The file is {kind}. {SAVE_AS_CSV}")
    if WEB_PAGE.match(content[:200].removeprefix(UTF_8_MARK)):
        raise Refused("not_csv", f"The file is a web page or XML. {SAVE_AS_CSV}")
    if PurePath(filename.lower()).suffix not in TEXT_SUFFIXES:
        raise Refused(
            "not_csv",
            f"The file is no Excel workbook, and its name does not end in .csv. {SAVE_AS_CSV}",
        )


def _text(content: bytes) -> tuple[str, str]:
    """Decode as UTF-8, or else as Windows-1252 with a notice."""
    for mark, name in OTHER_MARKS.items():
        if content.startswith(mark):
            raise Refused("wrong_encoding", f"The file is in {name}. {SAVE_AS_CSV}")
    try:
        return content.removeprefix(UTF_8_MARK).decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if content.startswith(UTF_8_MARK):
            raise _undecodable(content, error.start + len(UTF_8_MARK), "UTF-8") from error
    try:
        return content.decode("cp1252"), CP1252_NOTICE
    except UnicodeDecodeError as error:
        raise _undecodable(content, error.start, "UTF-8 or Windows-1252") from error


def _undecodable(content: bytes, position: int, encoding: str) -> Refused:
    line = len(re.findall(rb"\r\n|\r|\n", content[:position])) + 1
    return Refused(
        "wrong_encoding",
        f"Byte {position + 1:,}, in line {line:,}, is no character of {encoding}. {SAVE_AS_CSV}",
    )


def refuse_unseen(text: str, place: str = "") -> None:
    """Raise Refused at the first character that nobody can see, naming its line or `place`."""
    if not (found := UNSEEN.search(text)):
        return
    where = place or f"Line {len(LINE_END.findall(text, 0, found.start())) + 1:,}"
    name = unicodedata.name(found[0], "a control character").lower()
    if found[0] == "\x00":
        raise Refused(
            "nul_byte",
            f"{where} has a NUL byte in it: the file is damaged, or in UTF-16. {SAVE_AS_CSV}",
        )
    raise Refused(
        "unseen_character",
        f"{where} has a character in it that cannot be seen (U+{ord(found[0]):04X}, {name}). "
        "Delete it, or type the cell again.",
    )
