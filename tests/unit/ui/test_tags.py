"""What tags do beyond drawing a fixture of the package: addresses, names, what they leave out."""

import pytest
from django.core.paginator import Paginator

from .markup import read, render, tags


def pages(number, total, **query):
    page = Paginator(range(total), 1).page(number)
    return render("{% pagination page %}", page=page, query=query)


def test_pagination_of_one_page_is_nothing():
    assert pages(1, 1) == ""


def test_pagination_keeps_the_filters():
    html = pages(2, 3, area="E10000001", page="2", sort="-latest")

    assert [link["href"] for link in tags(html, "a")] == [
        "?area=E10000001&page=1&sort=-latest",
        "?area=E10000001&page=1&sort=-latest",
        "?area=E10000001&page=2&sort=-latest",
        "?area=E10000001&page=3&sort=-latest",
        "?area=E10000001&page=3&sort=-latest",
    ]


def test_pagination_of_many_pages_shows_the_neighbours_and_the_ends():
    html = pages(10, 40)

    shown = [link.get("aria-label") for link in tags(html, "a")[1:-1]]
    assert shown == ["Page 1", "Page 9", "Page 10", "Page 11", "Page 40"]
    assert read(html).count("⋯") == 2


@pytest.mark.parametrize(
    "sort, direction, href",
    [
        ("", "none", "?sort=latest"),
        ("name", "none", "?sort=latest"),
        ("latest", "ascending", "?sort=-latest"),
        ("-latest", "descending", "?sort=latest"),
    ],
)
def test_sort_header_says_how_the_list_is_sorted(sort, direction, href):
    query = {"sort": sort, "page": "3"} if sort else {"page": "3"}
    html = render("{% sort_header 'Latest' 'latest' numeric=True %}", query=query)

    assert tags(html, "th")[0]["aria-sort"] == direction
    assert tags(html, "a")[0]["href"] == href


def test_table_scrolls_in_a_region_that_has_its_name():
    html = render("{% table name %}<tbody></tbody>{% endtable %}", name="All <areas>")

    region = tags(html, "div")[0]
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert region["aria-label"] == "All <areas>"
    assert read(html)[3] == "All <areas>"


def test_table_may_stand_without_a_region():
    html = render("{% table 'Two columns' scroll=False %}<tbody></tbody>{% endtable %}")

    assert tags(html, "div") == []


def test_content_of_a_block_is_escaped_once():
    html = render("{% inset_text %}{{ name }}{% endinset_text %}", name="<b>Ash & Elm</b>")

    assert "&lt;b&gt;Ash &amp; Elm&lt;/b&gt;" in html


def test_panel_keeps_the_markup_of_its_block():
    html = render("{% panel 'Received' %} Reference<br>R12 {% endpanel %}")

    assert read(html)[-5:] == ["Reference", ("br", ()), "R12", "/div", "/div"]


@pytest.mark.parametrize(
    "source",
    [
        "{% button text %}",
        "{% tag text %}",
        "{% back_link '/' text %}",
        "{% breadcrumbs text '/' text %}",
        "{% details text %}{% enddetails %}",
        "{% panel text %}{% endpanel %}",
        "{% summary_row text href='/' %}{% endsummary_row %}",
        "{% table text %}{% endtable %}",
        "{% sort_header text 'key' %}",
        "{% previous_next next='/' next_label=text %}",
        "{% notification_banner title=text %}{% endnotification_banner %}",
        "{% phase_banner text %}{% endphase_banner %}",
        "{% button 'Go' data_name=text %}",
    ],
)
def test_text_given_to_a_tag_is_escaped(source):
    html = render(source, text='<script>"')

    assert "<script>" not in html
    assert "&lt;script&gt;&quot;" in html


def test_submit_button_is_not_pressed_twice():
    assert tags(render("{% button 'Send' %}"), "button")[0]["data-prevent-double-click"] == "true"


def test_breadcrumb_without_address_is_the_page_itself():
    html = render("{% breadcrumbs 'Home' '/' 'NI 15' %}")

    assert [item.get("aria-current") for item in tags(html, "li")] == [None, "page"]
