"""The map and the list: every process once, every choice counted, shades that cover all numbers."""

import json

import pytest
from selectolax.lexbor import LexborHTMLParser
from shapely import Point, Polygon
from support.factories import process, with_processes
from support.projects import RENDERER
from toolkit.domain import process_list, region
from toolkit.domain.context import Context
from toolkit.project import Project
from toolkit.render import region_map


def test_the_map_holds_the_nineteen_municipalities_inside_its_frame() -> None:
    plan = region.drawing()
    assert len(plan.areas) == 19
    for area in plan.areas:
        left, top, width, height = area.box
        assert 0 <= left and left + width <= plan.width and 0 <= top and top + height <= plan.height
        assert left < area.middle[0] < left + width and top < area.middle[1] < top + height


@pytest.mark.parametrize(
    ("latitude", "longitude", "nis"),
    [(50.8467, 4.3525, "21004"), (50.8949, 4.3415, "21004"), (50.8275, 4.3719, "21009")],
)
def test_known_places_are_in_their_municipality(latitude: float, longitude: float, nis: str) -> None:
    assert region.in_region(latitude, longitude)
    assert region.municipalities()[nis].contains(Point(longitude, latitude))


def test_every_process_is_listed_once_by_year(sample: Project) -> None:
    listed = [one.id for _, group in process_list.by_year(sample.catalog) for one in group]
    assert sorted(listed) == sorted(sample.catalog.processes)


def test_every_process_is_listed_under_each_of_its_places(sample: Project) -> None:
    pairs = {(place, one.id) for place, entries in process_list.by_municipality(sample.catalog) for one in entries}
    expected = {
        (place, one.id)
        for one in sample.catalog.processes.values()
        for place in one.place.municipalities or [process_list.REGION]
    }
    assert pairs == expected


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_filters_know_the_values_of_every_process(sample: Project, language: str) -> None:
    reader = Context(sample, language, "")
    filters = process_list.facets(reader)
    columns = process_list.columns(reader)
    assert {*filters} == set(columns["items"])
    for position, one in enumerate(process_list.in_order(sample.catalog)):
        themes = [columns["values"]["theme"][at] for at in columns["items"]["theme"][position]]
        assert sorted(themes) == sorted(one.themes)
    assert json.dumps(columns)


@pytest.mark.parametrize("counts", [[0], [1], [1, 1, 2], [13, 3, 2, 1], [900, 20, 4]])
def test_shades_follow_each_other_without_gap(counts: list[int]) -> None:
    steps = region_map.shades(counts)
    assert steps[0].least == 1 and steps[-1].most is None and len(steps) <= 4
    for step, following in zip(steps, steps[1:], strict=False):
        assert step.most is not None and step.least <= step.most and following.least == step.most + 1


def polygon(outline: str) -> Polygon:
    """The largest ring of an outline as `region.py` writes it: `M` a point, `l` steps, `z`."""
    rings = []
    for ring in outline.removesuffix("z").split("z"):
        start, steps = ring.removeprefix("M").split("l")
        points = [[int(part) for part in start.split()]]
        numbers = [int(part) for part in steps.replace("-", " -").split()]
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            points.append([points[-1][0] + x, points[-1][1] + y])
        rings.append(Polygon(points))
    return max(rings, key=lambda one: one.area)


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize(("latitude", "longitude", "nis"), [(50.8365, 4.308, "21001"), (50.8275, 4.3719, "21009")])
def test_a_located_process_is_a_named_link_in_its_municipality(
    sample: Project, language: str, latitude: float, longitude: float, nis: str
) -> None:
    place = {"municipalities": [nis], "point": {"latitude": latitude, "longitude": longitude}}
    found = [process(id="there", place=place, title={"fr": "Là <b>", "nl": "Daar <b>"}), process(id="anywhere")]
    reader = Context(with_processes(sample, found), language, "")
    html = RENDERER.render("data/processes.html", reader)
    page = LexborHTMLParser(html)
    [point] = page.css("svg a.point")
    title = found[0].title[language]
    assert point.attributes["href"] == reader.record("processes", "there") and point.attributes["aria-label"] == title
    assert "Là &lt;b&gt;" in html or "Daar &lt;b&gt;" in html
    circle = point.css_first("circle").attributes
    [area] = [one for one in page.css("a.area") if one.attributes["data-area"] == nis]
    outline = polygon(str(area.css_first("path").attributes["d"]))
    assert outline.contains(Point(int(str(circle["cx"])), int(str(circle["cy"]))))
    [(position, located, _)] = process_list.located(process_list.in_order(reader.project.catalog))
    assert located.id == "there" and located is process_list.in_order(reader.project.catalog)[position]
    assert len(page.css("a.area")) == 1 and page.css_first("a.area text").text() == "1"


def test_every_status_can_be_chosen_and_what_is_over_is_not_told(sample: Project) -> None:
    """Statuses no process has are offered too; of a changing answer, only what stands and what comes is carried."""
    filters = process_list.facets(Context(sample, "fr", ""))
    offered = {key: [choice.value for choice in choices] for key, choices in filters.items()}
    for key, vocabulary in (("status", "statuses"), ("answer", "answers"), ("level", "levels")):
        assert offered[key] == [*sample.catalog.words[vocabulary]]
    over, coming = ("2020", "2021"), ("2020", "2199")
    found = [process(id=end, dates={"start": start, "end": end}) for start, end in (over, coming)]
    reader = Context(with_processes(sample, found), "fr", "")
    columns = process_list.columns(reader)
    told = dict(
        zip([one.id for one in process_list.in_order(reader.project.catalog)], columns["items"]["status"], strict=True)
    )
    statuses = columns["values"]["status"]
    assert told["2021"] == [statuses.index("closed")]
    assert told["2199"] == [["", [statuses.index("underway")]], ["2200-01-01", [statuses.index("closed")]]]


def test_a_filter_without_any_choice_is_left_out(sample: Project) -> None:
    reader = Context(with_processes(sample, [process()]), "fr", "")
    filters = process_list.facets(reader)
    assert {"method", "year"}.isdisjoint(filters)
    assert {*filters} == set(process_list.columns(reader)["items"])
