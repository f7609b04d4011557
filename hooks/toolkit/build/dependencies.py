"""What each page was made from, so that a build makes again only the pages an edit touches.

To make a page is to ask questions: the record of this identifier, the address of that page, this word of the interface,
all processes. The mappings of the project note them (`watched`); with a digest of each answer, the next build knows
which answers have changed, hence which pages. No list of dependencies is written by hand, so none can be forgotten:
whatever is not a watched mapping is part of what every page depends on (`everywhere.py`).

Gain (`make bench`, 1,500 processes): the build after an edit of a page costs a fifth of a full one.
"""

from array import array
from collections.abc import Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, TypeVar

from toolkit.project import Project

# The name of a mapping (`processes`, `words.themes`) and a key of it, or ALL for the whole.
Question = tuple[str, Hashable]
ALL = "*"
V = TypeVar("V")


class Asked:
    """The questions of each page, by its key; `about` says which page is being made.

    `before` has those of the pages of the last build. Questions are numbered, and a finished page keeps four bytes for
    each: at ten thousand processes they are millions.
    """

    def __init__(
        self, numbers: dict[Question, int] | None = None, before: "Mapping[Hashable, array[int]] | None" = None
    ) -> None:
        self.numbers: dict[Question, int] = {} if numbers is None else numbers
        self.before = before or {}
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
        self.now.add(self.number(mapping, key))

    def number(self, mapping: str, key: Hashable) -> int:
        """The number of a question, from now on."""
        return self.numbers.setdefault((mapping, key), len(self.numbers))

    def ask_as(self, page: Hashable) -> None:
        """Note all the questions of a finished page, or of one that stayed as it was."""
        self.now.update(self.done[page] if page in self.done else self.before[page])

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


class _Numbers(dict[Hashable, int]):
    """The numbers of the questions to one mapping, by key: a page asks fifty, most of them not new."""

    def __init__(self, name: str, asked: Asked) -> None:
        super().__init__()
        self.name, self.asked = name, asked

    def __missing__(self, key: Hashable) -> int:
        number = self[key] = self.asked.number(self.name, key)
        return number


class Watched(Mapping[Any, V]):
    """A mapping that notes what is asked of it."""

    def __init__(self, name: str, content: Mapping[Any, V], asked: Asked) -> None:
        self.name, self.content, self.asked = name, content, asked
        self.numbers = _Numbers(name, asked)

    def __getitem__(self, key: Any) -> V:
        self.asked.now.add(self.numbers[key])
        return self.content[key]

    def __contains__(self, key: Any) -> bool:
        self.asked.now.add(self.numbers[key])
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
    found: dict[str, Mapping[Any, Any]] = {"documents": project.documents, "process_lines": project.process_lines}
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
    seen: Project = replace(part(project), catalogue=catalogue, relations=part(project.relations))
    return seen
