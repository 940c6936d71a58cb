#!/usr/bin/env python3
"""Check a signed Local Area Agreement without the portal that it was signed in.

    python verify_agreement.py agreement.json [agreement.pdf]

The first file is what the portal gives as the agreement's record, or its certificate alone. This
program needs Python 3.8 or newer and nothing else. It says in sentences what it has checked. Its
exit status is 0 if all of that holds, 1 if anything does not, and 2 if it was not asked rightly.

What it cannot tell: whether somebody made up the whole record with all its hashes. So compare the
hash of the certificate, which it prints, with the one that the portal shows or the minutes name.
"""

import hashlib
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

ORDER = ["council_leader", "lsp_chair", "go_director", "secretary_of_state"]
CERTIFICATE = {
    *("format", "what", "agreement", "content_sha256", "submitted_at", "approval"),
    *("signatures", "in_force_from", "evidence"),
}
BUNDLE = {"certificate", "sha256", "pdf_sha256"}
FORMAT = 1
TEN_MINUTES = timedelta(minutes=10)
"""How long a second factor counts before a signature."""


def canonical(value):
    """Return the one way in which the portal writes a value: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def check(content, pdf=None):
    """Yield whether something holds, with the sentence that says what, one after another."""
    try:
        given = json.loads(content.decode("utf-8"))
        is_canonical = canonical(given) == content
    except (ValueError, RecursionError):
        yield False, "The file is readable as JSON in UTF-8."
        return
    yield is_canonical, "The file is written as the portal writes it, byte for byte."
    if not isinstance(given, dict) or set(given) not in (BUNDLE, CERTIFICATE):
        yield False, "The file is the record of an agreement, or its certificate."
        return
    certificate = given.get("certificate", given)
    try:
        yield from check_certificate(certificate)
        yield from check_hashes(given, certificate, pdf)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        yield False, "The certificate has all its parts, each in its form."


def check_certificate(certificate):
    """Hold the parts of a certificate against each other."""
    agreement, text = certificate["agreement"], certificate["content_sha256"]
    yield certificate["format"] == FORMAT, "The certificate is in the form that this program knows."
    yield sha256(canonical(agreement)) == text, f"The agreement's text has its SHA-256, {text}."
    yield from check_signatures(certificate["signatures"], text)
    rests_on = {one["evidence_sha256"] for one in agreement["targets"]} - {None}
    yield sorted(rests_on) == certificate["evidence"], "The evidence named is what targets rest on."


def check_signatures(signatures, text):
    """Hold the signatures against the text, the order of the law and their own moments."""
    capacities = [one["capacity"] for one in signatures]
    yield capacities == ORDER, "The four capacities have signed, each once and in their order."
    for one in signatures:
        called = f"{one['post']}, {one['signed_at']}"
        yield one["content_sha256"] == text, f"This very text was signed by: {called}."
        since = moment(one["signed_at"]) - moment(one["second_factor_at"])
        yield timedelta(0) <= since < TEN_MINUTES, "They had just given their second factor."
    moments = [moment(one["signed_at"]) for one in signatures]
    yield moments == sorted(moments), "The moments of the signatures are in their order."
    yield bool(signatures[0]["under"]), "The council's leader signed under a decision on record."


def moment(text):
    return datetime.fromisoformat(text)


def check_hashes(given, certificate, pdf):
    """Hold the certificate and the PDF against the hashes that came with them."""
    made = sha256(canonical(certificate))
    if "sha256" in given:
        yield given["sha256"] == made, f"The certificate has its SHA-256, {made}."
    if pdf is None:
        return
    if "pdf_sha256" in given:
        yield sha256(pdf) == given["pdf_sha256"], "The PDF is the one that was made of it."
    else:
        yield made.encode() in pdf, "The PDF names this certificate."


def described(content):
    """Return what a record is of, for whoever reads the result."""
    given = json.loads(content.decode("utf-8"))
    certificate = given.get("certificate", given)
    agreement = certificate["agreement"]
    return (
        f"{agreement['what']} of {agreement['area']['name']}, version {agreement['number']},"
        f" in force from {certificate['in_force_from']}.\n"
        f"SHA-256 of its certificate: {sha256(canonical(certificate))}"
    )


def main(names):
    if len(names) not in (1, 2):
        print(__doc__)
        return 2
    try:
        contents = [Path(name).read_bytes() for name in names]
    except OSError as error:
        print(f"This file cannot be read: {error}")
        return 2
    found = list(check(*contents))
    for holds, sentence in found:
        print("holds:   " if holds else "NOT TRUE:", sentence)
    if not all(holds for holds, _ in found):
        print("\nThis is not the agreement as it was signed: something was changed.")
        return 1
    print(f"\n{described(contents[0])}")
    if len(contents) == 1:
        print("No PDF was given, so none was checked.")
    print(
        "All of this holds. Compare the certificate's SHA-256 with the one that the portal shows."
    )
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # names that a terminal cannot show stop nothing
    sys.exit(main(sys.argv[1:]))
