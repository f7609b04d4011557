"""The table of messages (`tests/messages/*.yaml`): a change of a sound project, and what the editor then reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from support.projects import SMALL, edit, replaced, small_project
from toolkit.checks.html import final_problems
from toolkit.checks.html_page import FinalPage, read_html
from toolkit.problems.problem import Problem
from toolkit.project import load

TABLE = SMALL.parent / "messages"
# The topic whose changes are made to a small finished site, rather than to the small project.
FINISHED = "finished"
SITE_URL = "https://site.example.org/kit/"
PAGE = """<html lang="{language}"><head><title>{title}</title><meta name="description" content="Une page.">
<link rel="alternate" hreflang="fr" href="https://site.example.org/kit/fr/{path}">
<link rel="alternate" hreflang="nl" href="https://site.example.org/kit/nl/{path}">
</head><body><h1>{title}</h1><p id="fin"></p></body></html>"""
TITLES = {"fr/": "Accueil", "nl/": "Onthaal", "fr/suite/": "Suite", "nl/suite/": "Vervolg"}


@dataclass(frozen=True)
class Case:
    """One line of the table: the changes, and in `fr` and `nl` the lines printed in each language."""

    topic: str
    case: str
    fr: list[str]
    nl: list[str]
    edit: dict[str, dict[str, str]] = field(default_factory=dict)
    write: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, str] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    folder: list[str] = field(default_factory=list)
    unwritten: list[str] = field(default_factory=list)

    def problems(self, folder: Path) -> list[Problem]:
        """What is found once the changes are made; `folder` is empty."""
        return list(self._in_finished_site()) if self.topic == FINISHED else self._in_project(small_project(folder))

    def _in_project(self, root: Path) -> list[Problem]:
        for name in self.remove:
            (root / name).unlink()
        for name in self.folder:
            (root / name).mkdir(parents=True)
        for name, content in self._contents():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        for file, changes in self.edit.items():
            edit(root, file, changes)
        return load(root)[1]

    def _contents(self) -> Iterator[tuple[str, bytes]]:
        yield from ((name, text.encode()) for name, text in self.write.items())
        yield from ((name, bytes.fromhex(digits)) for name, digits in self.bytes.items())
        yield from ((name, b" " * size) for name, size in self.size.items())

    def _in_finished_site(self) -> Iterator[Problem]:
        files = {f"{address}index.html" for address in TITLES if address not in self.unwritten}
        return final_problems([self._page(address) for address in TITLES], files, SITE_URL)

    def _page(self, address: str) -> FinalPage:
        html = PAGE.format(language=address[:2], title=TITLES[address], path=address[3:])
        return read_html(address, replaced(html, self.edit.get(address, {})), f"docs/{address}index.md")


def all_cases() -> list[Case]:
    """Every case of the table; the topic is the name of its file."""
    tables: list[tuple[str, list[dict[str, Any]]]] = [
        (path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(TABLE.glob("*.yaml"))
    ]
    return [Case(topic, **entry) for topic, entries in tables for entry in entries]
