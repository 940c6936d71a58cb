"""PDFs are set apart from everything else, are accessible, or are not made at all."""

import pytest

from laa_portal.foundation import typesetting
from laa_portal.foundation.typesetting import NotTypeset, typeset

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
HEAD = '#let data = json("data.json")\n#set document(title: data.title)\n#set text(lang: "en")\n'


@pytest.fixture
def template(tmp_path):
    def write(body):
        path = tmp_path / "any.typ"
        path.write_text(HEAD + body)
        return path

    return write


def test_a_template_reads_its_data_and_pictures(template):
    body = '= #data.title\n#figure(image("one.svg", alt: "A square"))'

    pdf = typeset(template(body), {"title": "Knives & #[drink]"}, {"one.svg": SVG})

    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf


@pytest.mark.parametrize(
    "body",
    [
        '#image("one.svg")',  # says nothing to those who do not see it
        '#read("/etc/passwd")',
        '#read("../../../../etc/passwd")',
        '#import "@preview/cetz:0.3.4"',
        "#data.nothing",
    ],
)
def test_what_is_not_accessible_or_reaches_out_is_not_made(template, body):
    with pytest.raises(NotTypeset):
        typeset(template(body), {"title": "A"}, {"one.svg": SVG})


def test_what_takes_too_long_is_stopped(template, monkeypatch):
    monkeypatch.setattr(typesetting, "SECONDS", 0.5)

    endless = template("#for i in range(99999) { for j in range(99999) { let n = i * j } }")

    with pytest.raises(NotTypeset, match="more than"):
        typeset(endless, {"title": "A"}, {})
