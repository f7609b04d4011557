"""Digests of what pages may ask (`tracking.py`): where one is the same, so is all that was made from it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Protocol, runtime_checkable

from pydantic import BaseModel
from pydantic_core import to_json

from toolkit.build.dependencies import ALL, Question
from toolkit.memory import remembered
from toolkit.sources.catalog import Catalogue
from toolkit.sources.pages import Document


@runtime_checkable
class Reckoned(Protocol):
    """A mapping whose answers all follow from what `basis` is a digest of."""

    basis: bytes


class Answers:
    """Digests of answers. A record stands in many answers, and in those of the next edit of a preview: `kept` has them.

    `kept` is by the identity of records of the catalogue, which stay in memory as long as it does; pages do not.
    `bases` has a digest of what the answers of some mappings are reckoned from: as long as it is the same, so are they,
    and there is no need to reckon them.
    """

    def __init__(self, content: Mapping[str, Mapping[Any, Any]], kept: dict[int, bytes] | None = None) -> None:
        self.content = content
        self.kept: dict[int, bytes] = {} if kept is None else kept
        self.found: dict[Question, bytes] = {}
        self.bases = {name: part.basis for name, part in content.items() if isinstance(part, Reckoned)}

    def compare(self, known: Mapping[Question, bytes], bases: Mapping[str, bytes]) -> Iterator[Question]:
        """The questions whose answers are not what they were when the digests `known` and `bases` were taken."""
        same = {name for name, basis in self.bases.items() if bases.get(name) == basis}
        self.found.update({question: digest for question, digest in known.items() if question[0] in same})
        return (question for question, digest in known.items() if self.digest(question) != digest)

    def digest(self, question: Question) -> bytes:
        """Digest of the answer to a question today; an answer that does not exist has one too."""
        if question not in self.found:
            self.found[question] = self._digest(question)
        return self.found[question]

    def _digest(self, question: Question) -> bytes:
        name, key = question
        content = self.content[name]
        if key == ALL:
            return _hash(*(self._of(pair) for pair in content.items()))
        return self._of(content[key]) if key in content else b"absent"

    def _of(self, value: Any) -> bytes:
        if isinstance(value, BaseModel):
            if id(value) not in self.kept:
                self.kept[id(value)] = _hash(type(value).__name__.encode(), to_json(value))
            return self.kept[id(value)]
        if isinstance(value, Document):  # other pages read no more of it than its front matter
            return _hash(value.language.encode(), value.path.encode(), to_json(value.meta))
        if is_dataclass(value) and not isinstance(value, type):
            return self._of(tuple(getattr(value, one.name) for one in fields(value)))
        if isinstance(value, Mapping):
            return self._of(tuple(value.items()))
        if isinstance(value, (tuple, list)):
            return _hash(b"[", *map(self._of, value))
        return repr(value).encode()


@remembered(2)
def record_digests(catalogue: Catalogue) -> dict[int, bytes]:
    """Where the digests of the records of a catalogue are kept; at first, those of their texts.

    To reckon them from the records would take half a second of a build at 10,000 processes that changes one.
    """
    return {}


def _hash(*parts: bytes) -> bytes:
    found = hashlib.blake2b(digest_size=12)
    for part in parts:
        found.update(len(part).to_bytes(4, "big") + part)
    return found.digest()
