from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from indicators.charts.svg import Markup, coordinate, element, picture, text


def test_text_is_escaped_and_markup_is_not():
    inner = element("b", 'a < "b" & c')

    assert inner == "<b>a &lt; &quot;b&quot; &amp; c</b>"
    assert element("a", inner) == f"<a>{inner}</a>"


def test_attributes_are_escaped_hyphenated_and_rounded():
    drawn = element("line", aria_label='"<&', x1=1.005, y1=-0.0001, stroke_width=2)

    assert drawn == '<line aria-label="&quot;&lt;&amp;" x1="1" y1="0" stroke-width="2"/>'


def test_coordinates_have_no_trailing_noughts():
    assert [coordinate(value) for value in (100, 1.5, 2.346, 0)] == ["100", "1.5", "2.35", "0"]


@given(st.text(), st.text())
def test_any_text_is_well_formed(content, attribute):
    ElementTree.fromstring(element("a", content, label=attribute))


def test_templates_know_it_is_markup():
    assert Markup("<a/>").__html__() == "<a/>"


def test_the_ids_of_a_picture_depend_on_what_it_shows_and_nothing_else():
    drawing = text("26.1", 0, 12)
    pictures = {
        picture(drawing, 20, title=title, description="Fell.") for title in ("One", "One", "Two")
    }

    assert len(pictures) == 2
    ids = [ElementTree.fromstring(each)[0].get("id") for each in pictures]
    assert len(set(ids)) == 2
