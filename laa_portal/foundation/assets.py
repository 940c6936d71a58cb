"""Turns the installed front-end packages into static/vendor/, fit to be served outside GOV.UK.

`python -m laa_portal.foundation.assets`, after `npm ci`. The typeface GDS Transport, the crest and
the crown are for GOV.UK alone; the MIT licence of the packages does not cover them. What must not
be served is taken out, and the result is searched for leftovers before it is put in place.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CREST_RULE = re.compile(
    r"[^{}]*__(?:copyright-logo|crown|logotype-crown|logotype-crest)\b[^{}]*\{[^{}]*\}"
)
FORBIDDEN = re.compile(
    r"transport|crest|crown|@font-face|sourcemappingurl|url\((?:/|https?:)", re.IGNORECASE
)

# For the packages that name the licence but leave out its text.
MIT = """\
The MIT License (MIT)

Copyright (c) {holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS
FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


class Leftover(Exception):
    """Something that must not be served is still in a file, or a package has changed its shape."""


@dataclass(frozen=True)
class Package:
    """An npm package, the files we serve of it and the folder they go to."""

    name: str
    folder: str
    text_files: tuple[str, ...]
    images: str = ""  # a pattern of files that are copied as they are, into images/
    holder: str = ""  # of the copyright, where the package brings no LICENSE.txt


PACKAGES = (
    Package(
        name="govuk-frontend",
        folder="govuk",
        text_files=("dist/govuk/govuk-frontend.min.css", "dist/govuk/govuk-frontend.min.js"),
        holder="2017 Crown Copyright (Government Digital Service)",
    ),
    Package(
        name="@ministryofjustice/frontend",
        folder="moj",
        text_files=("moj/moj-frontend.min.css", "moj/moj-frontend.min.js"),
        images="moj/assets/images/icon-*.svg",
        holder="MOJ Digital & Technology",
    ),
    Package(
        name="accessible-autocomplete",
        folder="autocomplete",
        text_files=(
            "dist/accessible-autocomplete.min.css",
            "dist/accessible-autocomplete.min.js",
        ),
    ),
)


def clean_css(css: str) -> str:
    """The style sheet in Arial, without rules for crest and crown, and with relative addresses."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"GDS Transport, ?", "", css)
    css = CREST_RULE.sub("", css)
    css = re.sub(r"@(?:media|supports)[^{}]*\{\}", "", css)
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return css.replace("url(/assets/images/", "url(images/")


def clean_js(script: str) -> str:
    """The script without the address of its source map, which would fail to load."""
    return re.sub(r"//# sourceMappingURL=\S*", "", script)


def refuse_leftovers(name: str, text: str) -> None:
    """Stop where a new version of a package brings back what this module takes out."""
    if found := FORBIDDEN.search(text):
        around = text[max(0, found.start() - 40) : found.end() + 40]
        raise Leftover(f"{name} still has “{found.group()}”, in “{around}”")


def install(package: Package, source: Path, target: Path) -> str:
    """Write one package's files and its notice to `target`; return its version."""
    target.mkdir(parents=True)
    for path in package.text_files:
        text = (source / path).read_text(encoding="utf-8")
        text = clean_css(text) if path.endswith(".css") else clean_js(text)
        refuse_leftovers(path, text)
        (target / Path(path).name).write_text(text, encoding="utf-8")
    if package.images:
        copy_images(source.glob(package.images), target / "images")
    (target / "LICENSE.txt").write_text(notice(package, source), encoding="utf-8")
    return str(json.loads((source / "package.json").read_text(encoding="utf-8"))["version"])


def notice(package: Package, source: Path) -> str:
    """The copyright notice and licence, which must go wherever the package goes."""
    if package.holder:
        return MIT.format(holder=package.holder)
    return (source / "LICENSE.txt").read_text(encoding="utf-8")


def copy_images(images: Iterable[Path], folder: Path) -> None:
    """Copy the icons of a package; an empty set means that the package has moved them."""
    folder.mkdir()
    for image in images:
        refuse_leftovers(image.name, image.read_text(encoding="utf-8"))
        shutil.copyfile(image, folder / image.name)
    if not any(folder.iterdir()):
        raise Leftover(f"There is no icon to copy to {folder.name}")


def hashes(folder: Path) -> dict[str, str]:
    """The sha256 of each file below `folder`, by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def build(modules: Path, vendor: Path) -> dict[str, dict[str, str]]:
    """Make `vendor` anew from the packages in `modules` and return its manifest.

    The new folder takes the old one's place only when it is complete.
    """
    vendor.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=vendor.parent, prefix=".vendor-") as scratch:
        new = Path(scratch) / "vendor"
        versions = {
            package.name: install(package, modules / package.name, new / package.folder)
            for package in PACKAGES
        }
        manifest = {"packages": versions, "files": hashes(new)}
        (new / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(vendor, ignore_errors=True)
        new.rename(vendor)
    return manifest


def main() -> int:
    """Build static/vendor/ of this checkout."""
    modules = ROOT / "node_modules"
    if not modules.is_dir():
        print("There is no node_modules/: run `npm ci` first.", file=sys.stderr)
        return 1
    manifest = build(modules, ROOT / "static" / "vendor")
    names = ", ".join(f"{name} {version}" for name, version in manifest["packages"].items())
    print(f"static/vendor/: {len(manifest['files'])} files of {names}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
