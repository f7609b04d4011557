"""What an edit of our project costs: the build that follows, and the time until a preview serves it."""

import re
import time
from itertools import count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from support.preview import previewed, read, wait

from bench.commands import OURS, Cost, medians, run

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
    """Measure the build after each kind of edit, of a project that was built."""

    def rebuild(edit: Edit) -> Cost:
        edit.apply(root)
        return run(root, OURS)

    return {kind: medians([rebuild(edit) for _ in range(rounds)]) for kind, edit in EDITS.items()}


def served(root: Path, rounds: int) -> dict[str, float]:
    """Measure the seconds from each kind of edit until the preview serves it."""

    def serve(edit: Edit) -> float:
        read(address + edit.page)
        time.sleep(REST)
        start, word = time.monotonic(), edit.apply(root)
        wait(lambda: word in read(address + edit.page), pause=0.01)
        return time.monotonic() - start

    with previewed(root) as address:
        return {kind: round(median(serve(edit) for _ in range(rounds)), 2) for kind, edit in EDITS.items()}
