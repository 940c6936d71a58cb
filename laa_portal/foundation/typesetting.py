"""PDFs from typst templates: set in a child process, in a folder of their own, within a time limit.

A document is accessible or it is not made: typst refuses what is not PDF/UA-1, a picture without
its text for instance. The template reads `data.json` beside it and the pictures that came with it,
and can read nothing else: the folder is its root, and what it would fetch from elsewhere it cannot.
"""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

SECONDS = 30
TEMPLATE, DATA, PDF = "document.typ", "data.json", "document.pdf"

NOWHERE = "http://127.0.0.1:9"
"""The port at which nobody answers: typst goes through a proxy for packages, if one is named."""

COMPILE = """
import sys, typst
folder = sys.argv[1]
typst.compile(f"{folder}/document.typ", output=f"{folder}/document.pdf", root=folder,
              pdf_standards="ua-1", package_path=folder, package_cache_path=folder)
"""


class NotTypeset(Exception):
    """There is no PDF: the template and its data do not go together, or it took too long."""


def typeset(template: Path, data: Mapping[str, Any], pictures: Mapping[str, str]) -> bytes:
    """Return a PDF made of a template and its data; `pictures` are SVG by the name of the file.

    Raises NotTypeset. What typst says is logged, since it is for whoever wrote the template.
    """
    with tempfile.TemporaryDirectory(prefix="typeset-") as name:
        folder = Path(name)
        shutil.copyfile(template, folder / TEMPLATE)
        (folder / DATA).write_text(json.dumps(data), encoding="utf-8")
        for file, svg in pictures.items():
            (folder / file).write_text(svg, encoding="utf-8")
        _compile(folder)
        return (folder / PDF).read_bytes()


def _compile(folder: Path) -> None:
    try:
        subprocess.run(
            [sys.executable, "-c", COMPILE, str(folder)],
            check=True,
            timeout=SECONDS,
            capture_output=True,
            text=True,
            cwd=folder,
            env={"HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE},  # and none of our secrets
        )
    except subprocess.CalledProcessError as error:
        log.error("No PDF of %s: %s", folder.name, error.stderr[-2000:])  # noqa: TRY400
        raise NotTypeset("The document could not be set.") from error
    except subprocess.TimeoutExpired as error:
        raise NotTypeset(f"Setting the document took more than {SECONDS} seconds.") from error
