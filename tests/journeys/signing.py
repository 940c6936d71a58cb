"""What people do with a package that both sides have agreed: from its decision to a certificate."""

import subprocess
import sys

from playwright.sync_api import expect

from tests.journeys.at_the_table import is_accessible, sees
from tests.journeys.conftest import CHECKOUT
from tests.journeys.short_list import AREA
from tests.patience import PATIENCE
from tests.portal import wait_for

VERIFIER = CHECKOUT / "static" / "verify" / "verify_agreement.py"
READINESS = f"/laa/{AREA}/negotiation/readiness/"
VERSION = f"/laa/{AREA}/versions/1/"
PUBLIC = f"/agreements/{AREA}/"
SIGNERS = ("council_leader", "lsp_chair", "go_director")


def sign_the_package(coordinator, reviewer, comes, portal, folder) -> None:
    """Submit it, have it sent back once, approved, signed by all four and designated; check it."""
    record_the_decision(coordinator)
    submit(coordinator, "What residents named first.")
    require_a_modification(reviewer)
    submit(coordinator, "What residents named first, and what the region asked for.")
    approve(reviewer)
    for person in SIGNERS:
        sign(comes(person), VERSION)
    director = comes("go_director")
    sign(director, VERSION, letter="CLG/LAA/017 of 30 June 2008")

    stranger = comes()
    files = download(stranger, portal, folder)
    check_offline(*files)
    check_online(stranger, files[1])
    designate(director)
    stranger.page.goto(PUBLIC)
    stranger.follow("Memorandum 1")
    sees(stranger, "targets were designated", "Notice 12 of 2008")
    is_accessible(stranger)


def record_the_decision(who) -> None:
    who.page.goto(READINESS)
    sees(who, "Nothing is on record yet")
    is_accessible(who)
    who.follow("Put a decision or delegation on record")
    who.choose(who.main.get_by_label("The full council approves the agreement"))
    who.write("Where do its minutes have it?", "Council of 28 May 2008, item 7")
    for part, text in (("day", "28"), ("month", "5"), ("year", "2008")):
        who.reach(who.main.locator(f"#id_decided_on-{part}"))
        who.page.keyboard.type(text)
    who.follow("Put it on record")
    sees(who, "Council of 28 May 2008, item 7", "Holds")


def submit(who, statement) -> None:
    who.page.goto(READINESS)
    who.follow("Check the text and submit")
    who.write_anew("Is there anything to say with it?", statement)
    who.follow("Check the text", exact=True)
    sees(who, "word for word", statement)
    is_accessible(who)
    who.follow("Submit the agreement")
    sees(who, "Version 1", "Submitted")


def require_a_modification(who) -> None:
    who.page.goto(VERSION)
    who.follow("Require a modification")
    who.write("Which modification is required, and why?", "Say what the region asked for.")
    who.follow("Send it back")
    sees(who, "Sent back", "Say what the region asked for.")


def approve(who) -> None:
    who.page.goto(VERSION)
    sees(who, "and what the region asked for")
    who.follow("Approve it")
    is_accessible(who)
    who.follow("Approve this text")
    sees(who, "Approved")


def sign(who, version, *, letter="") -> None:
    who.page.goto(version)
    who.follow("Read and sign")
    if letter:
        who.write("Reference of the letter of approval", letter)
    who.tick("I have read the text above")
    is_accessible(who)
    who.follow("Put the approval on record" if letter else "Sign the agreement")
    expect(who.main).not_to_contain_text("Error")


def download(who, portal, folder):
    """Fetch the record and the PDF of what was signed, as anybody can, once they are made."""
    made = "SELECT count(*) FROM targets_certificate c JOIN targets_agreementversion v"
    made += " ON v.id = c.version_id JOIN partnerships_area a ON a.id = v.area_id"
    made += f" WHERE a.gss_code = '{AREA}'"
    wait_for(lambda: portal.rows(made) == [(1,)], "the certificate")
    who.page.goto(PUBLIC)
    sees(who, "Download the agreement (PDF)", "Director")
    is_accessible(who)
    paths = []
    for name, link in (("agreement.json", "Download its record"), ("agreement.pdf", "(PDF)")):
        with who.page.expect_download() as waiting:
            who.main.get_by_role("link", name=link).first.click()
        paths.append(folder / name)
        waiting.value.save_as(paths[-1])
    return paths


def check_offline(record, pdf) -> None:
    """Run the verifier alone: it agrees with what was given out, and with nothing changed."""
    assert verdict(record, pdf) == 0
    changed = pdf.with_name("changed.pdf")
    content = bytearray(pdf.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    assert verdict(record, changed) == 1


def verdict(*files) -> int:
    command = [sys.executable, "-I", str(VERIFIER), *map(str, files)]
    return subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE).returncode


def check_online(who, pdf) -> None:
    who.page.goto("/verify/")
    who.main.locator("input[type=file]").set_input_files(pdf)
    who.follow("Check", exact=True)
    sees(who, "As it was signed", "Greyshire")
    is_accessible(who)


def designate(who) -> None:
    who.page.goto(f"{VERSION}after/")
    who.follow("Designate targets")
    who.choose(who.main.locator("input[type=checkbox]").first)
    who.write("Reference of the written notice", "Notice 12 of 2008")
    who.follow("Designate and publish")
