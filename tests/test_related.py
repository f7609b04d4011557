"""Related processes share a place, a theme or a period, and are ranked as a simple definition ranks them."""

import dataclasses
import random
from collections.abc import Callable
from typing import Any

import pytest
from support.factories import process
from support.projects import sample
from toolkit.domain.related import NEAR, SHOWN, RelatedProcesses, period
from toolkit.models.process import Process


def related(*processes: Process) -> RelatedProcesses:
    return RelatedProcesses(dataclasses.replace(sample().catalog, processes={one.id: one for one in processes}))


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
    found = related(process(id="one", dates=one), process(id="other", dates=other, themes=["digital"]))
    assert found["one"].period == (("other",) if meet else ())
    assert found["other"].period == (("one",) if meet else ())


def test_related_processes_share_a_place_a_theme_or_a_period() -> None:
    spot = {"fr": "La Bourse", "nl": "De Beurs"}
    me = process(id="me", place={"municipalities": ["21004"], "where": spot}, dates={"start": "2023", "end": "2023"})
    same_spot = process(id="spot", place={"municipalities": ["21004"], "where": spot}, themes=["climate"])
    same_town = process(id="town", place={"municipalities": ["21001", "21004"]}, themes=["digital"])
    same_theme = process(id="theme", themes=["housing", "climate"], dates={"start": "2020"})
    together = process(id="time", themes=["digital"], dates={"start": "2023-05", "end": "2024"})
    found = related(me, same_theme, same_town, together, same_spot)["me"]
    assert found.here == ("spot", "town")
    assert found.theme == ("theme",)
    assert found.period == ("time",)


def test_each_related_process_stands_once() -> None:
    me, town, alike, *_ = everyone = [
        process(id="me", place={"municipalities": ["21004"]}, dates={"start": "2023", "end": "2023"}),
        process(id="town", place={"municipalities": ["21004"]}, dates={"start": "2023", "end": "2023"}),
        process(id="alike", dates={"start": "2023", "end": "2023"}),
        process(id="meeting", themes=["digital"], dates={"start": "2023", "end": "2023"}),
    ]
    found = related(*everyone)["me"]
    assert (found.here, found.theme, found.period) == (("town",), ("alike",), ("meeting",))
    assert related(me, town, alike)["alike"].theme == ("me", "town")


def test_a_process_alone_has_no_related_process() -> None:
    assert not related(process())["example"]


def test_methods_and_processes_lead_to_each_other() -> None:
    project = sample()
    pairs = [(one, method) for one in project.catalog.processes.values() for method in one.methods]
    assert pairs
    for one, method in pairs:
        assert one in project.relations.users[method]


def _invented(source: random.Random, identifier: int) -> Process:
    start = source.choice([2010, 2015, 2016, 2020])
    dates = {"start": str(start), **({"end": str(start + source.randint(0, 3))} if source.random() < 0.7 else {})}
    towns = source.sample(["21001", "21004", "21009", "21015"], source.choice([1, 1, 2, 3]))
    where = {"fr": source.choice("ab"), "nl": "x"} if source.random() < 0.3 else None
    place = {"municipalities": towns, **({"where": where} if where else {})}
    return process(
        id=f"p{identifier}",
        place=place if source.random() < 0.8 else {"region_wide": True},
        themes=source.sample(["climate", "housing", "digital", "mobility"], source.choice([1, 2, 3])),
        dates=dates if source.random() < 0.9 else {},
    )


def test_the_ranking_is_that_of_the_definition() -> None:
    """Among the nearest in time that share a place, a theme or nothing: at the same spot first, then by what is shared."""
    source = random.Random(20261130)  # noqa: S311 (no secret)
    processes = [_invented(source, identifier) for identifier in range(200)]
    moments = {one.id: (period(one.dates)[0], one.id) for one in processes}

    def near(one: Process, key: Callable[[Process], set[str]]) -> set[str]:
        found: set[str] = set()
        for shared in key(one):
            group = [other for other in processes if shared in key(other) and other is not one]
            before = sorted(
                (other for other in group if moments[other.id] < moments[one.id]), key=lambda x: moments[x.id]
            )
            after = sorted(
                (other for other in group if moments[other.id] > moments[one.id]), key=lambda x: moments[x.id]
            )
            found |= {other.id for other in (*before[-NEAR:], *after[:NEAR])}
        return found

    by_id = {one.id: one for one in processes}

    def ranked(one: Process, candidates: set[str], order: str) -> tuple[str, ...]:
        def rank(identifier: str) -> list[Any]:
            other = by_id[identifier]
            measures = {
                "spot": one.place.where is None or one.place.where != other.place.where,
                "places": -len(set(one.place.municipalities) & set(other.place.municipalities)),
                "themes": -len(set(one.themes) & set(other.themes)),
                "days": abs(moments[one.id][0] - moments[identifier][0]),
                "id": identifier,
            }
            return [measures[name] for name in order.split()]

        return tuple(sorted(candidates, key=rank)[:SHOWN])

    found = related(*processes)
    for one in processes:
        here = ranked(one, near(one, lambda x: set(x.place.municipalities)), "spot places days id")
        theme = ranked(one, near(one, lambda x: set(x.themes)) - {*here}, "themes spot places days id")
        begins, ends = period(one.dates)
        meeting = {
            identifier
            for identifier in near(one, lambda _: {"all"}) - {*here, *theme}
            if period(by_id[identifier].dates)[1] >= begins and period(by_id[identifier].dates)[0] <= ends
        }
        together = ranked(one, meeting, "spot places themes days id")
        assert (found[one.id].here, found[one.id].theme, found[one.id].period) == (here, theme, together)
