"""What of the front-end packages may be served outside GOV.UK, and that nothing else is."""

import hashlib
import json

import pytest

from laa_portal.foundation import assets

MODULES = assets.ROOT / "node_modules"


@pytest.fixture(scope="module")
def vendor(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static") / "vendor"
    assets.build(MODULES, folder)
    return folder


def served(vendor):
    return [path for path in vendor.rglob("*") if path.is_file() and path.name != "LICENSE.txt"]


def test_nothing_that_belongs_to_gov_uk_is_served(vendor):
    text = "".join(path.read_text(encoding="utf-8").lower() for path in served(vendor))

    for word in ("transport", "crown", "crest", "@font-face", "sourcemappingurl", "woff"):
        assert word not in text


def test_manifest_tells_versions_and_hashes(vendor):
    manifest = json.loads((vendor / "manifest.json").read_text(encoding="utf-8"))

    wanted = json.loads((assets.ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert manifest["packages"] == wanted
    assert len(manifest["files"]) == len([p for p in vendor.rglob("*") if p.is_file()]) - 1
    for path, digest in manifest["files"].items():
        assert hashlib.sha256((vendor / path).read_bytes()).hexdigest() == digest


def test_each_package_brings_its_copyright_notice(vendor):
    notices = [path.read_text(encoding="utf-8") for path in vendor.glob("*/LICENSE.txt")]

    assert len(notices) == 3
    assert all("Copyright (c)" in notice and "WITHOUT WARRANTY" in notice for notice in notices)


def test_every_image_that_a_style_sheet_names_is_there(vendor):
    sheet = vendor / "moj" / "moj-frontend.min.css"
    named = set(assets.re.findall(r"url\((images/[^)]+)\)", sheet.read_text(encoding="utf-8")))

    assert named
    assert all((sheet.parent / path).is_file() for path in named)


def test_build_replaces_what_was_there(tmp_path):
    old = tmp_path / "vendor" / "old.css"
    old.parent.mkdir()
    old.write_text("")

    assets.build(MODULES, tmp_path / "vendor")

    assert not old.exists()
    assert [path.name for path in tmp_path.iterdir()] == ["vendor"]


def test_clean_css_takes_out_the_typeface_and_the_crest():
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        ".a{font-family:GDS Transport,arial,sans-serif}"
        "@supports (mask:none){.govuk-footer__copyright-logo:before{mask:url(/assets/c.svg)}}"
        ".b{background:url(/assets/images/icon-b.svg)}/*# sourceMappingURL=a.map */"
    )

    assert assets.clean_css(css) == (
        ".a{font-family:arial,sans-serif}.b{background:url(images/icon-b.svg)}"
    )


@pytest.mark.parametrize(
    "text",
    [
        ".a{font-family:GDS Transport}",
        ".new-crest{color:red}",
        "@font-face{src:url(a)}",
        "//# sourceMappingURL=a.js.map",
        ".a{background:url(/assets/images/icon.svg)}",
        ".a{background:url(https://example.org/a.svg)}",
    ],
)
def test_leftover_stops_the_build(text):
    with pytest.raises(assets.Leftover, match=r"govuk\.css still has"):
        assets.refuse_leftovers("govuk.css", text)
