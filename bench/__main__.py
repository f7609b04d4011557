"""Compare builds of the same content, then measure edits, previews and pages; print tables and write bench.json.

Usage: `python -m bench --sizes S M --rounds 3`, after `make site`. CHROMIUM names the browser.
"""

import argparse
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from support import page_weight

from bench import edits, grown
from bench.commands import OURS, Cost, medians, run
from bench.peers import PEERS

SIZES = {"S": 150, "M": 1_500, "L": 10_000}  # processes, beside all the pages of the real site


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["S", "M"])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    results: dict[str, Any] = {}
    for size in options.sizes:
        results[size] = measure(SIZES[size], options.rounds)
        print(*table(size, results[size]), sep="\n", flush=True)
    results["pages"] = page_weight.measure(Path("site"))
    print(*page_weight.table(results["pages"]), sep="\n")
    Path("bench.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


def measure(processes: int, rounds: int) -> dict[str, Any]:
    """All figures of a size. The rounds are interleaved, so that a busy moment is shared."""
    with TemporaryDirectory() as folder:
        ours = Path(folder, "ours")
        grown.write(processes, ours)
        commands = {"ours": [OURS]}
        for name, (write, commands[name]) in PEERS.items():
            write(ours, Path(folder, name))
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name in commands:
                costs[name].append(_cold(Path(folder, name), commands[name]))
        return {
            "pages": sum(1 for _ in (ours / "site").rglob("index.html")),
            "build": {name: medians(found)._asdict() for name, found in costs.items()},
            "edit": {kind: cost._asdict() for kind, cost in edits.rebuilt(ours, rounds).items()},
            "preview": edits.served(ours, rounds),
        }


def _cold(root: Path, commands: list[list[str]]) -> Cost:
    for made in ("site", "public", ".cache"):
        shutil.rmtree(root / made, ignore_errors=True)
    return run(root, *commands)


def table(size: str, figures: dict[str, Any]) -> Iterator[str]:
    """The figures of a size, for people."""
    yield f"\n{size}: {SIZES[size]} processes, {figures['pages']} pages"
    for name, row in figures["build"].items():
        each = f"{1000 * row['cpu'] / figures['pages']:5.1f} ms of CPU a page"
        yield f"  cold build {name:14}{_seconds(row)}  memory {row['memory']:5.0f} MB  {each}"
    for kind, row in figures["edit"].items():
        yield f"  edit of a {kind:15}{_seconds(row)}  in the preview {figures['preview'][kind]:.2f} s"


def _seconds(row: dict[str, float]) -> str:
    return f"cpu {row['cpu']:7.2f} s  wall {row['wall']:7.2f} s"


if __name__ == "__main__":
    main()
