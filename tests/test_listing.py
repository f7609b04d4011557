"""The map and the list: every process once, every choice counted, shades that cover all numbers."""

import json
from pathlib import Path

import pytest
from shapely import Point
from toolkit import geography, listing, region_map
from toolkit.project import Project, load
from toolkit.reader import Reader

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def project() -> Project:
    loaded, problems = load(ROOT)
    assert loaded, problems
    return loaded


def test_the_map_holds_the_nineteen_municipalities_inside_its_frame() -> None:
    plan = geography.drawing()
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
    assert geography.in_region(latitude, longitude)
    assert geography.municipalities()[nis].contains(Point(longitude, latitude))


def test_every_process_is_listed_once_by_year(project: Project) -> None:
    listed = [one.id for _, group in listing.by_year(project.catalogue) for one in group]
    assert sorted(listed) == sorted(project.catalogue.processes)


def test_every_process_is_listed_under_each_of_its_places(project: Project) -> None:
    pairs = {(place, one.id) for place, entries in listing.by_municipality(project.catalogue) for _, one in entries}
    expected = {
        (place, one.id)
        for one in project.catalogue.processes.values()
        for place in one.place.municipalities or [listing.REGION]
    }
    assert pairs == expected


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_filters_know_the_values_of_every_process(project: Project, language: str) -> None:
    reader = Reader(project, language, "")
    filters = listing.facets(reader)
    columns = listing.columns(reader, filters)
    assert {facet.key for facet in filters} == set(columns["items"])
    for position, one in enumerate(listing.in_order(project.catalogue)):
        themes = [columns["values"]["theme"][at] for at in columns["items"]["theme"][position]]
        assert sorted(themes) == sorted(one.themes)
    assert json.dumps(columns)


@pytest.mark.parametrize("counts", [[0], [1], [1, 1, 2], [13, 3, 2, 1], [900, 20, 4]])
def test_shades_follow_each_other_without_gap(counts: list[int]) -> None:
    steps = region_map.shades(counts)
    assert steps[0].least == 1 and steps[-1].most is None and len(steps) <= 4
    for step, following in zip(steps, steps[1:], strict=False):
        assert step.most is not None and step.least <= step.most and following.least == step.most + 1
