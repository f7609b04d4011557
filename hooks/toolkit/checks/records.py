"""Rules that no record can check alone: identifiers used once, contractors of a lot, ranks of a cascade, addresses."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from toolkit import LANGUAGES
from toolkit.memory import remembered
from toolkit.models.lot import LotsFile
from toolkit.problems.problem import Problem, problem
from toolkit.sources.catalog import Reading
from toolkit.sources.yaml_nodes import Node, Path, dotted, locate


@remembered(2)
def cross_problems(reading: Reading) -> tuple[Problem, ...]:
    """All faults between records."""
    return tuple(_problems(reading))


def _problems(reading: Reading) -> Iterator[Problem]:
    for file, facts in reading.facts.items():
        yield from _duplicates(file, facts.value, reading.trees)
    lots, facilitators = reading.models.get("data/lots.yaml"), reading.models.get("facilitators.yaml")
    if lots:
        yield from _needs_without_lot(lots, reading.trees["data/lots.yaml"])
    if lots and facilitators:
        yield from _contractors(lots, facilitators, reading.trees)


def _at(file: str, tree: Node, path: Path, code: str, **details: object) -> Problem:
    line, column = locate(tree, path)
    return problem(file, code, line, column, dotted(path), **details)


def _duplicates(file: str, value: Any, trees: Mapping[str, Node]) -> Iterator[Problem]:
    """Identifiers used twice in a list, and addresses (slug of a language) used twice."""
    lists = value.items() if isinstance(value, dict) else ()
    for kind, items in lists:
        if isinstance(items, list):
            yield from _repeated(file, trees, kind, items, ("id",), "duplicate-id")
            for language in LANGUAGES:
                yield from _repeated(file, trees, kind, items, ("slug", language), "address-clash")


def _repeated(
    file: str, trees: Mapping[str, Node], kind: str, items: list[Any], keys: tuple[str, ...], code: str
) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for index, record in enumerate(items):
        text = _text_at(record, keys)
        path: Path = (kind, index, *keys)
        if text is not None and text in seen:
            first, _ = locate(trees[file], seen[text])
            yield _at(file, trees[file], path, code, value=text, first=f"{file}:{first}")
        elif text is not None:
            seen[text] = path


def _text_at(value: Any, keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else None


def _needs_without_lot(lots: LotsFile, tree: Node) -> Iterator[Problem]:
    """A need no lot serves would leave its reader without an answer."""
    served = {need for lot in lots.lots for need in lot.needs}
    for index, need in enumerate(lots.needs):
        if need.id not in served:
            yield _at("data/lots.yaml", tree, ("needs", index, "id"), "need-without-lot", need=need.id)


def _contractors(lots: LotsFile, facilitators: object, trees: Mapping[str, Node]) -> Iterator[Problem]:
    """Each lot has its number of contractors, and a cascade ranks them 1 to n, each once."""
    places = _placements(facilitators)
    for index, lot in enumerate(lots.lots):
        found = places.get(lot.id, [])
        if len(found) != lots.framework.contractors_per_lot:
            expected = lots.framework.contractors_per_lot
            yield _at(
                "data/lots.yaml",
                trees["data/lots.yaml"],
                ("lots", index, "id"),
                "contractor-count",
                lot=lot.id,
                found=len(found),
                expected=expected,
            )
        if lot.call_off.has_cascade:
            yield from _ranks(lot.id, found, trees["facilitators.yaml"])
        else:
            yield from _no_ranks(lot.id, found, trees["facilitators.yaml"])


def _placements(facilitators: object) -> dict[str, list[tuple[int | None, Path]]]:
    """Rank and place in the file of every contractor of every lot."""
    places: dict[str, list[tuple[int | None, Path]]] = defaultdict(list)
    for index, one in enumerate(getattr(facilitators, "facilitators", [])):
        for position, place in enumerate(one.lots):
            places[place.lot].append((place.rank, ("facilitators", index, "lots", position)))
    return places


def _ranks(lot: str, found: list[tuple[int | None, Path]], tree: Node) -> Iterator[Problem]:
    taken: dict[int, int] = {}
    for rank, path in found:
        if rank is None:
            yield _at("facilitators.yaml", tree, path, "rank-missing", lot=lot)
        elif rank in taken:
            yield _at("facilitators.yaml", tree, (*path, "rank"), "rank-doubled", lot=lot, rank=rank, first=taken[rank])
        elif rank > len(found):
            yield _at("facilitators.yaml", tree, (*path, "rank"), "rank-too-high", lot=lot, rank=rank, count=len(found))
        else:
            taken[rank] = locate(tree, (*path, "rank"))[0]


def _no_ranks(lot: str, found: list[tuple[int | None, Path]], tree: Node) -> Iterator[Problem]:
    for rank, path in found:
        if rank is not None:
            yield _at("facilitators.yaml", tree, (*path, "rank"), "rank-without-cascade", lot=lot, rank=rank)
