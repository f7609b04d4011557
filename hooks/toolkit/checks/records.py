"""Rules no record can verify alone: identifiers used once, contractors and ranks of a lot, points in the Region."""

from collections import defaultdict
from collections.abc import Iterator

from toolkit import LANGUAGES
from toolkit.domain.region import in_region
from toolkit.models.facilitator import FacilitatorsFile
from toolkit.models.lot import LotsFile
from toolkit.problems.problem import Problem
from toolkit.sources.data_files import DataFile, Reading
from toolkit.sources.yaml_nodes import Node, Path, find

# Rank in the cascade, and where the placement stands in `facilitators.yaml`.
Placement = tuple[int | None, Path]


def record_problems(reading: Reading) -> Iterator[Problem]:
    """Duplicate identifiers and slugs, points outside the Region, faults between lots, needs and facilitators."""
    for file in reading.files.values():
        for kind, records in file.lists():
            yield from _repeated(file, kind, records, ("id",), "duplicate-id")
            for language in LANGUAGES:
                yield from _repeated(file, kind, records, ("slug", language), "address-clash")
            yield from _points(file, kind, records)
    lots, facilitators = reading.models.get("data/lots.yaml"), reading.models.get("facilitators.yaml")
    if lots:
        yield from _needs_without_lot(lots, reading.files["data/lots.yaml"])
    if lots and facilitators:
        yield from _contractors(lots, facilitators, reading)


def _repeated(file: DataFile, kind: str, records: list[Node], key: Path, code: str) -> Iterator[Problem]:
    """Identifiers used twice in a list, and addresses (slug of a language) used twice."""
    seen: dict[str, Node] = {}
    for index, record in enumerate(records):
        node = find(record, key)
        if node is None or not isinstance(node.value, str):
            continue
        first = seen.setdefault(node.value, node)
        if first is not node:
            yield file.problem(code, (kind, index, *key), value=node.value, first=f"{file.name}:{first.line}")


def _points(file: DataFile, kind: str, records: list[Node]) -> Iterator[Problem]:
    """Points outside the Region, in valid records or not."""
    path: Path = ("place", "point")
    for index, record in enumerate(records):
        nodes = {name: find(record, (*path, name)) for name in ("latitude", "longitude")}
        degrees = {name: float(node.value) for name, node in nodes.items() if node and type(node.value) in (int, float)}
        if len(degrees) == 2 and not in_region(**degrees):
            yield file.problem("point-outside-region", (kind, index, *path), **degrees)


def _needs_without_lot(lots: LotsFile, file: DataFile) -> Iterator[Problem]:
    """A need no lot serves would leave its reader without an answer."""
    served = {need for lot in lots.lots for need in lot.needs}
    for index, need in enumerate(lots.needs):
        if need.id not in served:
            yield file.problem("need-without-lot", ("needs", index, "id"), need=need.id)


def _contractors(lots: LotsFile, facilitators: FacilitatorsFile, reading: Reading) -> Iterator[Problem]:
    """Each lot has its number of contractors, and a cascade ranks them 1 to n, each once."""
    placements, expected = _placements(facilitators), lots.framework.contractors_per_lot
    for index, lot in enumerate(lots.lots):
        contractors = placements[lot.id]
        if (count := len(contractors)) != expected:
            file, path = reading.files["data/lots.yaml"], ("lots", index, "id")
            yield file.problem("contractor-count", path, lot=lot.id, found=count, expected=expected)
        check = _ranks if lot.call_off.has_cascade else _no_ranks
        yield from check(lot.id, contractors, reading.files["facilitators.yaml"])


def _placements(facilitators: FacilitatorsFile) -> defaultdict[str, list[Placement]]:
    """Every contractor of every lot."""
    placements: defaultdict[str, list[Placement]] = defaultdict(list)
    for index, facilitator in enumerate(facilitators.facilitators):
        for position, placement in enumerate(facilitator.lots):
            placements[placement.lot].append((placement.rank, ("facilitators", index, "lots", position)))
    return placements


def _ranks(lot: str, contractors: list[Placement], file: DataFile) -> Iterator[Problem]:
    taken: dict[int, int] = {}
    for rank, path in contractors:
        at: Path = (*path, "rank")
        if rank is None:
            yield file.problem("rank-missing", path, lot=lot)
        elif rank in taken:
            yield file.problem("rank-doubled", at, lot=lot, rank=rank, first=taken[rank])
        elif rank > len(contractors):
            yield file.problem("rank-too-high", at, lot=lot, rank=rank, count=len(contractors))
        else:
            taken[rank] = file.line(at)


def _no_ranks(lot: str, contractors: list[Placement], file: DataFile) -> Iterator[Problem]:
    for rank, path in contractors:
        if rank is not None:
            yield file.problem("rank-without-cascade", (*path, "rank"), lot=lot, rank=rank)
