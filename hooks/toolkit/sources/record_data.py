"""What reading a data file without fault gives: its values, and what the checks between files look at.

Where things stand is not among it: a tree (`yaml_tree.py`) is only made again where a problem must be located.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.checks.contact_patterns import found_in
from toolkit.models.rich_text import RECORD_SCHEMES, link_targets, scheme_of
from toolkit.sources.yaml_nodes import Node, Path, plain, walk


# Two are the same only when they are one: a preview keeps what it makes of them.
@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Of a file, or of one record of it.

    `value` is its plain data. `links` has the record links of each text, by path; `pages` the pages it names;
    `contacts` what is shaped like personal data: path, code of the problem, text. `line` is where the value starts,
    `lines` where the records of each list of a file do. `parts`: its records, in a file read record by record; each
    has the `digest` of its text.
    """

    value: Any
    links: tuple[tuple[Path, tuple[str, ...]], ...]
    pages: tuple[tuple[Path, str], ...]
    contacts: tuple[tuple[Path, str, str], ...]
    line: int = 1
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    parts: tuple["Facts", ...] = ()
    digest: bytes = b""


def facts_of(tree: Node) -> Facts:
    """Facts of a tree."""
    texts = [(path, node.value) for path, node in walk(tree) if isinstance(node.value, str)]
    links = ((path, _record_links(text)) for path, text in texts if "](" in text)
    entries = tree.value.items() if isinstance(tree.value, dict) else ()
    return Facts(
        value=plain(tree),
        links=tuple((path, targets) for path, targets in links if targets),
        pages=tuple((path, text) for path, text in texts if path[-1:] == ("page",)),
        contacts=tuple((path, code, value) for path, text in texts for code, value, _ in found_in(text)),
        line=tree.line,
        lines={key: tuple(one.line for one in node.value) for key, node in entries if isinstance(node.value, list)},
    )


def joined(kind: str, lines: Iterable[int], parts: tuple[Facts, ...]) -> Facts:
    """Facts of a file that is a list of records under one key, out of those of its records, which start on `lines`."""
    places: list[tuple[Path, Facts]] = [((kind, index), one) for index, one in enumerate(parts)]
    return Facts(
        value={kind: [one.value for one in parts]},
        links=tuple(((*place, *path), targets) for place, one in places for path, targets in one.links),
        pages=tuple(((*place, *path), page) for place, one in places for path, page in one.pages),
        contacts=tuple(((*place, *path), *what) for place, one in places for path, *what in one.contacts),  # type: ignore[misc]
        lines={kind: tuple(lines)},
        parts=parts,
    )


def _record_links(text: str) -> tuple[str, ...]:
    return tuple(target for target in link_targets(text) if scheme_of(target) in RECORD_SCHEMES)
