from xml.etree import ElementTree

from indicators.charts import Point, sparkline

SVG = "{http://www.w3.org/2000/svg}"


def test_its_name_tells_from_where_to_where():
    points = [Point("Apr", 9.4), Point("May", 8.0), Point("Jun", 9.0, status="provisional")]

    chart = sparkline(points, name="Ashmere NI 15")

    assert ElementTree.fromstring(chart.svg).get("aria-label") == "Ashmere NI 15, from 9.4 to 9.0"
    assert chart.subtitle == "Apr to Jun"
    assert chart.header == ("Period", "Ashmere NI 15")
    assert chart.rows == (("Apr", "9.4"), ("May", "8.0"), ("Jun", "9.0 [p]"))


def test_without_figures_it_is_blank_and_says_so():
    chart = sparkline([Point("Apr", 5.0, status="suppressed")], name="Ashmere NI 15")

    assert chart.title == "Ashmere NI 15, no figures"
    assert len(ElementTree.fromstring(chart.svg)) == 0


def test_it_is_not_joined_across_a_gap_or_a_new_definition():
    points = [
        Point("Apr", 1),
        Point("May", 2),
        Point("Jun", 3, segment=1),
        Point("Jul"),
        Point("Aug", 4, segment=1),
    ]

    root = ElementTree.fromstring(sparkline(points, name="Ashmere NI 15").svg)

    assert [path.get("d").count("L") for path in root.iter(f"{SVG}path")] == [1]
    assert len(list(root.iter(f"{SVG}circle"))) == 3  # June and August alone, August as the latest
