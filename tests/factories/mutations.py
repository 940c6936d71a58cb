"""Good returns with something wrong done to them, by a seed: bytes, archives, XML, tables."""

import io
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from .workbooks import HEADER, repacked, workbook

FORCES = [f"E230000{number:02}" for number in range(1, 13)]
LONG = [
    ("NI 16", code, f"{year}/{(year + 1) % 100:02}", 1000 + year, 400_000, "final")
    for code in FORCES
    for year in (2006, 2007, 2008)
]
WIDE_HEADER = ("indicator", "area_code", "2006/07", "2007/08", "2008/09", "note")
WIDE = [("NI 16", code, 10, 20, 30, "") for code in FORCES]

NASTY = [
    b"\0", b'"', b"\xff", b"\xfe\xff", b"\r", b"\n\n", b",", b";", b"\t", b"=1+1", b"@SUM(A1)",
    b"'", b"-", b"1e999", b"NaN", b"9" * 400, b"\xe2\x80\xae", b"\xef\xbb\xbf", b"%00", b"<", b"&",
    b"&lol;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"]]>", b"PK\x03\x04", b"PK\x05\x06", b"#REF!",
    b"1,234", b"\xc3", b"\xf0\x9f\x98\x80", b"2008-13", b"NI 9999", b"E99999999", b"Cumbria",
]  # fmt: skip

Mutation = Callable[[bytes, Random], bytes]


def as_csv(header, rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    lines = [delimiter.join(map(str, row)) for row in (header, *rows)]
    return "\r\n".join(lines).encode(encoding)


def good_files() -> list[tuple[str, bytes]]:
    """Return names and contents of returns with nothing wrong."""
    return [
        ("long.csv", as_csv(HEADER, LONG)),
        ("semicolons.csv", as_csv(HEADER, LONG, ";", "cp1252")),
        ("wide.csv", as_csv(WIDE_HEADER, WIDE, encoding="utf-8-sig")),
        ("long.xlsx", workbook(HEADER, *LONG)),
        ("wide.xlsx", workbook(WIDE_HEADER, *WIDE)),
        ("sheets.xlsx", workbook(sheets={"Notes": [("Read me",)], "Return": [HEADER, *LONG]})),
    ]


def a_place(content: bytes, random: Random) -> int:
    return random.randrange(len(content) + 1)


def flip(content: bytes, random: Random) -> bytes:
    """Change a few bytes to others."""
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 8))):
        changed[random.randrange(len(changed))] ^= random.randrange(1, 256)
    return bytes(changed)


def insert(content: bytes, random: Random) -> bytes:
    place = a_place(content, random)
    return content[:place] + random.choice(NASTY) * random.choice((1, 1, 3, 50)) + content[place:]


def cut(content: bytes, random: Random) -> bytes:
    """Take a piece out."""
    start, length = a_place(content, random), random.choice((1, 2, 10, 200))
    return content[:start] + content[start + length :]


def break_off(content: bytes, random: Random) -> bytes:
    return content[: a_place(content, random)]


def repeat(content: bytes, random: Random) -> bytes:
    """Put a piece in a second time."""
    start, end = sorted((a_place(content, random), a_place(content, random)))
    return content[:end] + content[start:end] + content[end:]


def change_cells(content: bytes, random: Random) -> bytes:
    """Change, drop, add or exchange cells of a table of text."""
    rows = [line.split(b",") for line in content.split(b"\r\n")]
    for _ in range(random.choice((1, 3, 20))):
        row = random.choice(rows)
        place = random.randrange(len(row))
        match random.randrange(5):
            case 0:
                row[place] = random.choice(NASTY)
            case 1 if len(row) > 1:
                del row[place]
            case 2:
                row.insert(place, random.choice(NASTY))
            case 3:
                row[place], row[-1] = row[-1], row[place]
            case _:
                row[place] = b'"' + row[place] + random.choice((b'"', b'""', b""))
    random.shuffle(rows) if random.random() < 0.1 else None
    return b"\r\n".join(b",".join(row) for row in rows)


def change_entry(content: bytes, random: Random) -> bytes:
    """Do something to one file of an archive, and pack all again with the right checksums."""
    entries = _entries(content)
    name = random.choice(list(entries))
    inner = random.choice((flip, insert, cut, break_off, repeat))
    return repacked(content, added={name: inner(entries[name] or b" ", random)})


def change_list(content: bytes, random: Random) -> bytes:
    """Lose, exchange or add whole files of an archive."""
    entries = _entries(content)
    one, other = random.choice(list(entries)), random.choice(list(entries))
    match random.randrange(3):
        case 0:
            changed = {**entries, one: entries[other], other: entries[one]}
        case 1:
            changed = {**entries, random.choice(("../x", "/x", "xl/vbaProject.bin", "x")): b"x"}
        case _:
            changed = {name: data for name, data in entries.items() if name != one}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in changed.items():
            archive.writestr(name, data)
    return target.getvalue()


def change_xml(content: bytes, random: Random) -> bytes:
    """Change a value, an attribute or a tag of a sheet's XML."""
    entries = _entries(content)
    sheets = [name for name in entries if name.endswith(".xml")]
    name = random.choice(sheets)
    xml = entries[name]
    marks = [i for i, byte in enumerate(xml) if byte in b'<>"='] or [0]
    for _ in range(random.choice((1, 2, 6))):
        place = random.choice(marks)
        words = (b"<c r='ZZ9'>", b"</row>", b"r='0'", b"r='-1'", b"s='99999'", b"t='s'", b"t='e'",
                 b"<v>1e400</v>", b"<v>nan</v>", b"<f>1</f>", *NASTY)  # fmt: skip
        xml = xml[:place] + random.choice(words) + xml[place:]
    return repacked(content, added={name: xml})


def _entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


OF_BYTES: tuple[Mutation, ...] = (flip, insert, cut, break_off, repeat)
OF_TEXT: tuple[Mutation, ...] = (*OF_BYTES, change_cells, change_cells, change_cells)
OF_ARCHIVES: tuple[Mutation, ...] = (*OF_BYTES, change_entry, change_list, change_xml, change_xml)


def mutants(count: int, seed: int):
    """Yield `count` times a name, the mutations' names and the bytes, always the same of a seed."""
    random = Random(seed)
    good = good_files()
    for _ in range(count):
        name, content = random.choice(good)
        done = []
        for _ in range(random.choice((1, 1, 1, 2))):
            change = random.choice(OF_ARCHIVES if name.endswith("xlsx") else OF_TEXT)
            try:
                content = change(content, random) or b" "
            except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, OSError):
                continue  # it is no archive any more
            done.append(change.__name__)
        yield name, "+".join(done), content
