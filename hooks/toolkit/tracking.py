"""What each page was made from, so that a build makes again only the pages an edit touches.

To make a page is to ask questions: the record of this identifier, the address of that page, this word of the interface,
all processes. The mappings of the project note them (`watched`); with a digest of each answer, the next build knows
which answers have changed, hence which pages. No list of dependencies is written by hand, so none can be forgotten:
whatever is not a watched mapping is part of what every page depends on (`everywhere.py`).

Gain (`make bench`, 1,500 processes): the build after an edit of a page costs a fifth of a full one.
"""

import hashlib
from array import array
from collections.abc import Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

from toolkit.catalogue import Catalogue
from toolkit.documents import Document
from toolkit.project import Project

# The name of a mapping (`processes`, `words.themes`) and a key of it, or ALL for the whole.
Question = tuple[str, Hashable]
ALL = "*"
V = TypeVar("V")


class Asked:
    """The questions of each page, by its key; `about` says which page is being made.

    Questions are numbered, and a finished page keeps four bytes for each: at ten thousand processes they are millions.
    """

    def __init__(self, numbers: dict[Question, int] | None = None) -> None:
        self.numbers: dict[Question, int] = {} if numbers is None else numbers
        self.done: dict[Hashable, array[int]] = {}
        self.page: Hashable = None
        self.now: set[int] = set()

    def about(self, page: Hashable) -> None:
        """The questions to come are those of a page; a page may be taken up again."""
        self.close()
        self.page, self.now = page, set(self.done.get(page, ()))

    def close(self) -> None:
        """The page being made is finished."""
        if self.page is not None:
            self.done[self.page] = array("I", self.now)
        self.page = None

    def ask(self, mapping: str, key: Hashable = ALL) -> None:
        """Note a question."""
        self.now.add(self.numbers.setdefault((mapping, key), len(self.numbers)))

    def ask_as(self, page: Hashable) -> None:
        """Note all the questions of a finished page."""
        self.now.update(self.done[page])

    @contextmanager
    def aside(self, page: Hashable) -> Iterator[None]:
        """The same as `about`, for something that is made while a page is being made."""
        page_before, before, self.page = self.page, self.now, None
        self.about(page)
        try:
            yield
        finally:
            self.close()
            self.page, self.now = page_before, before


class Watched(Mapping[Any, V]):
    """A mapping that notes what is asked of it."""

    def __init__(self, name: str, content: Mapping[Any, V], asked: Asked) -> None:
        self.name, self.content, self.asked = name, content, asked

    def __getitem__(self, key: Any) -> V:
        self.asked.ask(self.name, key)
        return self.content[key]

    def __contains__(self, key: object) -> bool:
        self.asked.ask(self.name, key)
        return key in self.content

    def _all(self) -> Mapping[Any, V]:
        self.asked.ask(self.name)
        return self.content

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def keys(self) -> KeysView[Any]:
        """As of any mapping."""
        return self._all().keys()

    def values(self) -> ValuesView[V]:
        """As of any mapping."""
        return self._all().values()

    def items(self) -> ItemsView[Any, V]:
        """As of any mapping."""
        return self._all().items()


def mappings(project: Project) -> dict[str, Mapping[Any, Any]]:
    """Every mapping of a project that pages may ask, by the name it is asked under."""
    found: dict[str, Mapping[Any, Any]] = {"documents": project.documents}
    for part in (project.catalogue, project.relations):
        found |= {one.name: value for one in fields(part) if isinstance(value := getattr(part, one.name), Mapping)}
    words = found.pop("words")
    return found | {f"words.{name}": entries for name, entries in words.items()}


def watched(project: Project, asked: Asked) -> Project:
    """The same project, whose mappings note what is asked of them."""
    watching = {name: Watched(name, content, asked) for name, content in mappings(project).items()}
    words = {name: watching.pop(f"words.{name}") for name in project.catalogue.words}

    def part(value: Any) -> Any:
        return replace(value, **{one.name: watching[one.name] for one in fields(value) if one.name in watching})

    catalogue = replace(part(project.catalogue), words=words)
    return replace(project, catalogue=catalogue, relations=part(project.relations), documents=watching["documents"])


class Answers:
    """Digests of answers. A record stands in many answers, and in those of the next edit of a preview: `kept` has them.

    `kept` is by the identity of records of the catalogue, which stay in memory as long as it does; pages do not.
    """

    def __init__(self, content: Mapping[str, Mapping[Any, Any]], kept: dict[int, bytes] | None = None) -> None:
        self.content = content
        self.kept: dict[int, bytes] = {} if kept is None else kept

    def digest(self, question: Question) -> bytes:
        """Digest of the answer to a question today; an answer that does not exist has one too."""
        name, key = question
        content = self.content.get(name, {})
        if key == ALL:
            return _hash(*(self._of(pair) for pair in content.items()))
        return self._of(content[key]) if key in content else b"absent"

    def _of(self, value: Any) -> bytes:
        if isinstance(value, BaseModel):
            if id(value) not in self.kept:
                self.kept[id(value)] = _hash(type(value).__name__.encode(), value.model_dump_json().encode())
            return self.kept[id(value)]
        if isinstance(value, Document):  # other pages read no more of it than its front matter
            return _hash(value.language.encode(), value.path.encode(), value.meta.model_dump_json().encode())
        if is_dataclass(value) and not isinstance(value, type):
            return self._of(tuple(getattr(value, one.name) for one in fields(value)))
        if isinstance(value, Mapping):
            return self._of(tuple(value.items()))
        if isinstance(value, (tuple, list)):
            return _hash(b"[", *map(self._of, value))
        return repr(value).encode()


@lru_cache(maxsize=2)
def record_digests(catalogue: Catalogue) -> dict[int, bytes]:
    """Where the digests of the records of a catalogue are kept."""
    return {}


def _hash(*parts: bytes) -> bytes:
    found = hashlib.blake2b(digest_size=12)
    for part in parts:
        found.update(len(part).to_bytes(4, "big") + part)
    return found.digest()
