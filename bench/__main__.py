"""Compare builds of the same content: `python -m bench --sizes S M --rounds 3`. Prints a table, writes bench.json."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench import others, ours
from bench.corpus import SIZES, Corpus, make
from bench.edits import rebuilt, served
from bench.measure import Cost, run

BIN = Path(sys.executable).parent
QUIET = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "hooks", "SOURCE_DATE_EPOCH": "1790000000"}
Generator = tuple[Callable[[Corpus, Path], None], list[list[str]]]
PAGEFIND = [str(BIN / "python"), "-m", "pagefind", "--site", "public", "--quiet"]
GENERATORS: dict[str, Generator] = {
    "ours": (ours.write, [[str(BIN / "mkdocs"), "build", "--strict", "--quiet"]]),
    "mkdocs": (others.write_mkdocs, [[str(BIN / "mkdocs"), "build", "--quiet"]]),
    "empty mkdocs": (others.write_empty, [[str(BIN / "mkdocs"), "build", "--quiet"]]),
    "hugo": (others.write_hugo, [[str(BIN / "hugo"), "--quiet"]]),
    "hugo+pagefind": (others.write_hugo, [[str(BIN / "hugo"), "--quiet"], PAGEFIND]),
}


# Programs whose build after an edit, and whose preview, are measured.
EDITED = ("ours", "hugo")


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S", "M"])
    parser.add_argument("--only", nargs="+", choices=GENERATORS, default=list(GENERATORS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, default=Path("bench.json"))
    options = parser.parse_args()
    results = {size: measure_size(size, options.only, options.rounds) for size in options.sizes}
    options.output.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    for size, found in results.items():
        print(*table(size, found), sep="\n")
    print(*growth(results), sep="\n")


def table(size: str, found: dict[str, Any]) -> Iterator[str]:
    """The figures of a size, for people."""
    yield f"\n{size}: {SIZES[size]}"
    reference = found["build"].get("hugo+pagefind", {}).get("cpu")
    for name, row in found["build"].items():
        ratio = f"{row['cpu'] / reference:6.2f} x hugo+pagefind" if reference else ""
        yield f"  full build     {name:14} {_seconds(row)}  memory {row['memory']:6.0f} MB {ratio}"
    if phases := found.get("phases"):
        yield "  of ours, CPU:  " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in phases.items())
        pages, hugo = found["build"]["ours"]["cpu"] - phases["search"], found["build"].get("hugo", {}).get("cpu")
        yield f"  without index  ours           cpu {pages:8.2f} s" + (f"  {pages / hugo:5.2f} x hugo" if hugo else "")
    for name, edits in found["rebuild"].items():
        yield from (f"  after an edit  {name:14} {_seconds(row)}  ({edit})" for edit, row in edits.items())
    for name, edits in found["served"].items():
        yield from (f"  edit to served {name:14} wall {seconds:8.2f} s  ({edit})" for edit, seconds in edits.items())


def growth(results: dict[str, Any]) -> Iterator[str]:
    """CPU of our build for each page, in both languages."""
    for size, found in results.items():
        if row := found["build"].get("ours"):
            count = 2 * sum((SIZES[size].pages, SIZES[size].facilitators, SIZES[size].processes))
            yield f"{size}: {1000 * row['cpu'] / count:.2f} ms of CPU a page, {count} pages"


def _seconds(row: dict[str, float]) -> str:
    return f"cpu {row['cpu']:8.2f} s  wall {row['wall']:8.2f} s"


def measure_size(size: str, names: list[str], rounds: int) -> dict[str, Any]:
    """All figures of a size. The rounds are interleaved, so that a busy moment is shared; medians are kept."""
    corpus = make(SIZES[size])
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            Path(folder, name).mkdir()
            GENERATORS[name][0](corpus, Path(folder, name))
        for _ in range(rounds):
            for name in names:
                costs[name].append(_build(name, Path(folder, name)))
        found: dict[str, Any] = {"build": {name: _median(found) for name, found in costs.items()}}
        found["phases"] = _phases(Path(folder, "ours")) if "ours" in names else {}
        edited = [name for name in EDITED if name in names]
        found["rebuild"] = {name: _rebuilt(name, Path(folder, name), rounds) for name in edited}
        found["served"] = {name: served(name, Path(folder, name), BIN, rounds, **QUIET) for name in edited}
    return found


def _phases(root: Path) -> dict[str, float]:
    """What the last line of our build says of its phases."""
    _clean(root)
    command = GENERATORS["ours"][1][0]
    done = subprocess.run(command, cwd=root, env={**os.environ, **QUIET}, capture_output=True, text=True, check=True)
    return {
        name: float(seconds) for name, seconds in re.findall(r"(\w+) ([\d.]+) s(?:,|$)", done.stdout.splitlines()[-1])
    }


def _rebuilt(name: str, root: Path, rounds: int) -> dict[str, Any]:
    return {edit: cost.row() for edit, cost in rebuilt(name, root, GENERATORS[name][1][0], rounds, **QUIET).items()}


def _build(name: str, root: Path) -> Cost:
    _clean(root)
    steps = [run(command, root, **QUIET) for command in GENERATORS[name][1]]
    return Cost(sum(one.wall for one in steps), sum(one.cpu for one in steps), max(one.memory for one in steps))


def _clean(root: Path) -> None:
    """Put away what was made; not deleted: ext4 is slow to make files for some seconds after that."""
    away = Path(tempfile.mkdtemp(dir=root.parent))
    for made in ("site", "public", ".cache"):
        if (root / made).exists():
            shutil.move(root / made, away / made)


def _median(costs: list[Cost]) -> dict[str, float]:
    return Cost(*(median(getattr(one, key) for one in costs) for key in ("wall", "cpu", "memory"))).row()


if __name__ == "__main__":
    main()
