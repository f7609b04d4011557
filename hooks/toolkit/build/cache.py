"""What the last build of a folder left for the next: its pages, what each was made from, the files it wrote.

One file in `.cache/`, replaced when a build has ended well. It may be deleted at any time; nothing of its pages serves
when what every page depends on has changed (`everywhere`), nor when it cannot be read.
"""

import hashlib
import pickle
from array import array
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.build.dependencies import Asked, Question
from toolkit.build.fingerprints import Answers
from toolkit.build.output_dir import Written
from toolkit.checks.html_page import FinalPage
from toolkit.file_cache import UNREADABLE, replacing
from toolkit.memory import no_collection
from toolkit.search.index import Indexed

# Builds into many folders (tests do that) must not fill the disk: what the last few left is kept.
KEPT_FILES = 4


@dataclass(frozen=True)
class KeptPage:
    """A page, or files made together: its facts (none if not published), its files, the HTML if it is a shell.

    What a record is in the files of the open data has no file of its own, but `parts` of them.
    """

    final: FinalPage | None
    files: tuple[str, ...]
    shell: str = ""


@dataclass(frozen=True)
class Store:
    """`answers` has the digest of each answer, `bases` of what some are reckoned from.

    `asked` has the positions in `answers` of the questions of each page; `files` is what was written, `search` the
    index of each language.
    """

    everywhere: str = ""
    bases: dict[str, bytes] = field(default_factory=dict)
    answers: dict[Question, bytes] = field(default_factory=dict)
    asked: dict[Hashable, "array[int]"] = field(default_factory=dict)
    pages: dict[Hashable, KeptPage] = field(default_factory=dict)
    files: dict[str, Written] = field(default_factory=dict)
    search: dict[str, Indexed] = field(default_factory=dict)

    def usable(self, everywhere: str) -> "Store":
        """What can serve today: when what every page depends on has changed, only what was written, to be compared."""
        return self if self.everywhere == everywhere else Store(everywhere, files=self.files)

    def unchanged(self, answers: Answers) -> dict[Hashable, KeptPage]:
        """The pages all of whose answers are the same."""
        numbers = self.numbers
        changed = {numbers[question] for question in answers.compare(self.answers, self.bases)}
        return {key: page for key, page in self.pages.items() if changed.isdisjoint(self.asked.get(key, ()))}

    @property
    def numbers(self) -> dict[Question, int]:
        """Position of each question; new ones may be added at the end."""
        return {question: at for at, question in enumerate(self.answers)}

    def after(
        self,
        asked: Asked,
        pages: dict[Hashable, KeptPage],
        answers: Answers,
        files: dict[str, Written],
        search: dict[str, Indexed],
    ) -> "Store":
        """The store after a build; `asked` tells of the pages it made, the others stay as they were.

        `files` and `search` are copied: a preview goes on writing its index while the next build reads the store.
        """
        asked.close()
        every = {**self.asked, **asked.done}
        known = {question: answers.digest(question) for question in asked.numbers}
        questions = {key: every[key] for key in pages if key in every}
        return Store(self.everywhere, answers.bases, known, questions, pages, dict(files), dict(search))


def path_of(cache: Path, site: Path) -> Path:
    """The file for a folder of the site."""
    return cache / f"build-{hashlib.sha256(str(site.resolve()).encode()).hexdigest()[:12]}.pickle"


def load(path: Path, everywhere: str) -> Store:
    """What the last build left, as far as it can serve."""
    try:
        with path.open("rb") as stream, no_collection():
            store: Store = pickle.load(stream)  # noqa: S301 (our own file)
            return store.usable(everywhere)
    except UNREADABLE:
        return Store(everywhere)


def save(store: Store, path: Path) -> None:
    """Keep for the next build; a build killed here leaves the old file."""
    with replacing(path) as stream:
        pickle.dump(store, stream, pickle.HIGHEST_PROTOCOL)
    kept = sorted(path.parent.glob("build-*.pickle"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for old in kept[KEPT_FILES:]:
        old.unlink(missing_ok=True)
