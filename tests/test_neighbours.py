"""The overlaps between processes are those of the facts, and only those."""

import dataclasses
from typing import Any

import pytest
from support.factories import process
from support.projects import sample
from toolkit.domain.related import Neighbourhood


def neighbourhood(*processes: Any) -> Neighbourhood:
    return Neighbourhood(dataclasses.replace(sample().catalogue, processes={one.id: one for one in processes}))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ({"start": "2021", "end": "2021"}, {"start": "2021-12-31", "end": "2022"}, True),
        ({"start": "2021", "end": "2021"}, {"start": "2022", "end": "2022"}, False),
        ({"start": "2021"}, {"start": "2021-06", "end": "2023"}, True),
        ({"start": "2021"}, {"start": "2022"}, False),
        ({}, {"start": "2016", "permanent": True}, False),
        ({}, {}, False),
        ({"end": "2021-03-02"}, {"start": "2021-03-01", "end": "2021-03-31"}, True),
        ({"start": "2016", "permanent": True}, {"start": "2023", "end": "2023"}, True),
    ],
)
def test_only_documented_dates_overlap(one: dict[str, Any], other: dict[str, Any], meet: bool) -> None:
    found = neighbourhood(process(id="one", dates=one), process(id="other", dates=other, themes=["digital"]))
    assert found["one"].period == (("other",) if meet else ())
    assert found["other"].period == (("one",) if meet else ())


def test_neighbours_share_a_place_a_theme_or_a_period() -> None:
    spot = {"fr": "La Bourse", "nl": "De Beurs"}
    me = process(id="me", place={"municipalities": ["21004"], "where": spot}, dates={"start": "2023", "end": "2023"})
    same_spot = process(id="spot", place={"municipalities": ["21004"], "where": spot}, themes=["climate"])
    same_town = process(id="town", place={"municipalities": ["21001", "21004"]}, themes=["digital"])
    same_theme = process(id="theme", themes=["housing", "climate"], dates={"start": "2020"})
    together = process(id="time", themes=["digital"], dates={"start": "2023-05", "end": "2024"})
    found = neighbourhood(me, same_theme, same_town, together, same_spot)["me"]
    assert found.here == ("spot", "town")
    assert found.theme == ("theme",)
    assert found.period == ("time",)


def test_each_neighbour_is_told_once() -> None:
    me, town, alike, *_ = everyone = [
        process(id="me", place={"municipalities": ["21004"]}, dates={"start": "2023", "end": "2023"}),
        process(id="town", place={"municipalities": ["21004"]}, dates={"start": "2023", "end": "2023"}),
        process(id="alike", dates={"start": "2023", "end": "2023"}),
        process(id="meeting", themes=["digital"], dates={"start": "2023", "end": "2023"}),
    ]
    found = neighbourhood(*everyone)["me"]
    assert (found.here, found.theme, found.period) == (("town",), ("alike",), ("meeting",))
    assert neighbourhood(me, town, alike)["alike"].theme == ("me", "town")


def test_a_process_alone_has_no_neighbour() -> None:
    assert not neighbourhood(process())["example"]


def test_methods_and_processes_lead_to_each_other() -> None:
    project = sample()
    pairs = [(one, method) for one in project.catalogue.processes.values() for method in one.methods]
    assert pairs
    for one, method in pairs:
        assert one in project.relations.users[method]
