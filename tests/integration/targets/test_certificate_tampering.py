"""Changes by one byte, to the PDF, the record and the rows behind them: all found.

CHANGES by environment says how many: 360 reach every column, a thousand are at length.
"""

import importlib.util
import os
import random

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from targets import queries
from targets.models import AgreementVersion
from targets.queries.checking import Kind
from tests.factories.certified import make_certified

pytestmark = pytest.mark.django_db

CHANGES = int(os.environ.get("CHANGES", "360"))
OF_PDF = OF_RECORD = CHANGES * 44 // 100
OF_ROWS = CHANGES * 12 // 100
VERIFIER = settings.BASE_DIR / "static" / "verify" / "verify_agreement.py"
NOBODY = AnonymousUser()

TEXTS = [
    ("agreementversion", "content"),
    ("agreementversion", "content_sha256"),
    ("agreementversion", "statement"),
    ("agreementversion", "status"),
    ("versionline", "title"),
    ("versionline", "code"),
    ("versionline", "unit"),
    ("versionline", "baseline_source"),
    ("versionline", "baseline_period"),
    ("versionline", "definition"),
    ("versionline", "definition_digest"),
    ("versionline", "pack_sha256"),
    ("versionpartner", "name"),
    ("versionpartner", "reason"),
    ("versionpartner", "status"),
    ("signature", "capacity"),
    ("signature", "post"),
    ("signature", "content_sha256"),
    ("signature", "statement"),
    ("councildecision", "minute"),
    ("offerline", "unit"),
    ("offerline", "baseline_source"),
    ("evidencepack", "content"),
    ("certificate", "content"),
    ("certificate", "sha256"),
    ("certificate", "pdf_sha256"),
    ("certificate", "record_sha256"),
]
OTHERS = [
    ("versionline", "in_2010_11", "in_2010_11 + 0.01"),
    ("versionline", "baseline", "baseline + 1"),
    ("offerline", "in_2010_11", "in_2010_11 + 0.01"),
    ("versionpartner", "is_lead", "NOT is_lead"),
    ("versionpartner", "has_regard", "NOT has_regard"),
    ("versionpartner", "answered_on", "answered_on + 1"),
    ("signature", "signed_at", "signed_at + interval '1 second'"),
    ("signature", "factor_at", "factor_at + interval '1 second'"),
    ("agreementversion", "approved_at", "approved_at + interval '1 second'"),
    ("agreementversion", "starts_on", "starts_on + 1"),
    ("certificate", "pdf", "set_byte(pdf, {place} % length(pdf), {byte})"),
    ("certificate", "sealed_at", "sealed_at + interval '1 second'"),
]


@pytest.fixture
def made():
    return make_certified()


def changed(content: bytes, chance: random.Random) -> bytes:
    """Return some bytes with another one at some place."""
    place = chance.randrange(len(content))
    other = chance.choice([byte for byte in range(256) if byte != content[place]])
    return content[:place] + bytes([other]) + content[place + 1 :]


def verifier():
    spec = importlib.util.spec_from_file_location("verify_agreement", VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_change_of_a_file_is_found_with_and_without_the_portal(made):
    chance, program = random.Random(2008), verifier()
    record, pdf = queries.bundle_of(made), bytes(made.pdf)
    assert all(holds for holds, _ in program.check(record, pdf))
    assert queries.check_file(pdf, NOBODY).kind == Kind.PDF
    assert queries.check_file(record, NOBODY).kind == Kind.BUNDLE

    pdfs = [changed(pdf, chance) for _ in range(OF_PDF)]
    records = [changed(record, chance) for _ in range(OF_RECORD)]
    missed = [one for one in pdfs if all(holds for holds, _ in program.check(record, one))]
    missed += [one for one in records if all(holds for holds, _ in program.check(one, pdf))]
    known = [queries.check_file(one, NOBODY) for one in (*pdfs[::40], *records[::40])]

    assert not missed
    assert {one.kind for one in known if one} == {None}, "the portal takes none for what was signed"


def test_each_change_of_a_row_is_found(made):
    chance, found = random.Random(2011), []
    _let_everything_be_changed()
    assert queries.verify(made.version).faults == []

    missed = []
    for turn in range(OF_ROWS):
        with transaction.atomic():
            what = _change(chance, turn)
            version = AgreementVersion.objects.select_related("agreement__partnership", "area")
            faults = queries.verify(version.get(pk=made.version_id)).faults
            found += faults
            missed += [] if faults else [what]
            transaction.set_rollback(True)

    assert not missed
    assert len(set(found)) > 10, "by more than one way of looking"


def _let_everything_be_changed():
    tables = {table for table, *_ in (*TEXTS, *OTHERS)}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE targets_{table} DISABLE TRIGGER USER")
            cursor.execute(
                "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'",
                [f"targets_{table}"],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE targets_{table} DROP CONSTRAINT "{name}"')


def _change(chance: random.Random, turn: int) -> str:
    """Change one row of the agreement by one character, or a number or moment by the least."""
    place = chance.randrange(10_000)
    if turn % 3 == 0:
        table, column, sql = OTHERS[turn // 3 % len(OTHERS)]
        sql = sql.format(place=place, byte=f"(get_byte(pdf, {place} % length(pdf)) + 1) % 256")
    else:
        table, column = TEXTS[(turn - turn // 3 - 1) % len(TEXTS)]
        at = f"({place} % length({column}) + 1)"
        other = f"CASE substr({column}, {at}, 1) WHEN '0' THEN '1' ELSE '0' END"
        sql = f"overlay({column} placing {other} from {at} for 1)"
    with connection.cursor() as cursor:
        where = f"{column} IS NOT NULL" if turn % 3 == 0 else f"{column} <> ''"
        key = f"(SELECT id FROM targets_{table} WHERE {where} ORDER BY id LIMIT 1)"
        cursor.execute(f"UPDATE targets_{table} SET {column} = {sql} WHERE id = {key}")
        assert cursor.rowcount == 1, f"there is a row to change in {table}.{column}"
    return f"{table}.{column} = {sql}"
