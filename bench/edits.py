"""What an edit of our project costs: the build that follows, and the time until a preview serves it."""

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.commands import BIN, ENVIRONMENT, OURS, Cost, medians, run

PATIENCE = 900.0
REST = 8.0  # a preview makes its search index after it has served a page; the next edit waits for it
_words = (f"edited{number}" for number in count())


class Edit(NamedTuple):
    """A file, a pattern after which a word is added, and the address of the page that shows it."""

    file: str
    pattern: str
    page: str

    def apply(self, root: Path) -> str:
        """Add a word that occurs nowhere yet, and return it."""
        path, word = root / self.file, next(_words)
        text, found = re.subn(self.pattern, rf"\g<0> {word}", path.read_text(encoding="utf-8"), count=1)
        if not found:
            raise ValueError(f"{path}: nothing matches {self.pattern}")
        path.write_text(text, encoding="utf-8")
        return word


SUMMARY = r'"id": "invented-0"[\s\S]*?"summary": \{\s*"fr": "\w+'
EDITS = {
    "page": Edit("docs/fr/framing/why.md", r"\n\n\w[^\n]*\w(?=\.\n)", "fr/cadrage-strategique/pourquoi/"),
    "record": Edit("data/processes.yaml", SUMMARY, "fr/processus/invented-0-fr/"),
}


def rebuilt(root: Path, rounds: int) -> dict[str, Cost]:
    """Measure the build after each kind of edit."""
    costs: dict[str, list[Cost]] = {kind: [] for kind in EDITS}
    for _ in range(rounds):
        for kind, edit in EDITS.items():
            edit.apply(root)
            costs[kind].append(run(root, OURS))
    return {kind: medians(found) for kind, found in costs.items()}


def served(root: Path, rounds: int) -> dict[str, float]:
    """Measure seconds from each kind of edit until the preview serves it."""
    with _preview(root) as address:
        times = {kind: [_serve(edit, root, address) for _ in range(rounds)] for kind, edit in EDITS.items()}
    return {kind: round(median(seconds), 2) for kind, seconds in times.items()}


def _serve(edit: Edit, root: Path, address: str) -> float:
    _wait_for("", address + edit.page)
    time.sleep(REST)
    start = time.monotonic()
    _wait_for(edit.apply(root), address + edit.page)
    return time.monotonic() - start


@contextmanager
def _preview(root: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(BIN / "mkdocs"), "serve", "--livereload", "--quiet", "--dev-addr", host]
    with subprocess.Popen(command, cwd=root, env=os.environ | ENVIRONMENT, stdout=subprocess.DEVNULL) as server:
        yield f"http://{host}/"
        server.terminate()


def _wait_for(word: str, address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 (loopback)
                if word in answer.read().decode():
                    return
        except OSError:
            time.sleep(0.2)
        time.sleep(0.01)
    raise TimeoutError(f"{address}: {word!r} was not served")
