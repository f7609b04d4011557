"""Compare builds of the same content: `python -m bench --sizes S M --rounds 3`. Prints a table, writes bench.json."""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import others, ours
from bench.corpus import SIZES, Corpus, make
from bench.measure import Cost, run

BIN = Path(sys.executable).parent
QUIET = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "hooks", "SOURCE_DATE_EPOCH": "1790000000"}
Generator = tuple[Callable[[Corpus, Path], None], list[list[str]]]
PAGEFIND = [str(BIN / "python"), "-m", "pagefind", "--site", "public", "--quiet"]
GENERATORS: dict[str, Generator] = {
    "ours": (ours.write, [[str(BIN / "mkdocs"), "build", "--strict", "--quiet"]]),
    "mkdocs": (others.write_mkdocs, [[str(BIN / "mkdocs"), "build", "--quiet"]]),
    "hugo": (others.write_hugo, [[str(BIN / "hugo"), "--quiet"]]),
    "hugo+pagefind": (others.write_hugo, [[str(BIN / "hugo"), "--quiet"], PAGEFIND]),
}


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
    for size, rows in results.items():
        print(f"\n{size}: {SIZES[size]}")
        reference = rows.get("hugo+pagefind", {}).get("cpu")
        for name, row in rows.items():
            ratio = f"{row['cpu'] / reference:6.2f} x hugo+pagefind" if reference else ""
            seconds = f"cpu {row['cpu']:8.2f} s  wall {row['wall']:8.2f} s"
            print(f"  {name:14} {seconds}  memory {row['memory']:6.0f} MB {ratio}")


def measure_size(size: str, names: list[str], rounds: int) -> dict[str, dict[str, float]]:
    """Median cost of each generator on a size; the rounds are interleaved, so that a busy moment is shared."""
    corpus = make(SIZES[size])
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            root = Path(folder, name)
            root.mkdir()
            GENERATORS[name][0](corpus, root)
        for _ in range(rounds):
            for name in names:
                costs[name].append(_build(name, Path(folder, name)))
    return {name: _median(found) for name, found in costs.items()}


def _build(name: str, root: Path) -> Cost:
    for made in ("site", "public", ".cache"):
        shutil.rmtree(root / made, ignore_errors=True)
    steps = [run(command, root, **QUIET) for command in GENERATORS[name][1]]
    return Cost(sum(one.wall for one in steps), sum(one.cpu for one in steps), max(one.memory for one in steps))


def _median(costs: list[Cost]) -> dict[str, float]:
    return Cost(*(median(getattr(one, key) for one in costs) for key in ("wall", "cpu", "memory"))).row()


if __name__ == "__main__":
    main()
