"""Links, references and markers: each leads to a page, a record or a template that exists."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path as FilePath
from posixpath import join, normpath
from typing import Any

from toolkit import LANGUAGES
from toolkit.kinds import BY_SCHEME
from toolkit.models.rich_text import SAFE_SCHEMES, link_targets, scheme_of
from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.data_files import DataFile, Reading
from toolkit.sources.pages import Page, Spot
from toolkit.sources.yaml_nodes import Path, dotted

Pages = Mapping[tuple[str, str], Page]
Known = Mapping[str, Collection[str]]
# The code of a problem and its details; an empty code where there is none.
Fault = tuple[str, dict[str, Any]]
NO_FAULT: Fault = ("", {})


def link_problems(root: FilePath, reading: Reading, pages: Pages) -> Iterator[Problem]:
    """All links, references and markers that lead nowhere."""
    templates = {path.stem for path in (root / "overrides" / "data").glob("*.html")}
    for page in pages.values():
        for link in page.links:
            code, details = _link_fault(page, link, pages, reading.known)
            if code:
                yield problem(page.file, code, link.line, link.column, **details)
        yield from _pages_named(page, pages)
        for marker in page.markers:
            if marker.text not in templates:
                near = nearest(marker.text, templates)
                yield problem(page.file, "unknown-marker", marker.line, name=marker.text, near=near)
    for file in reading.files.values():
        yield from _in_data(file, reading.known, {path for _, path in pages})


def _link_fault(page: Page, link: Spot, pages: Pages, known: Known) -> Fault:
    scheme, target = scheme_of(link.text), link.text.partition("#")[0]
    if scheme in BY_SCHEME:
        return _reference_fault(link.text, known)
    if scheme in LANGUAGES:
        return _page_fault(scheme, target.partition(":")[2], pages)
    if scheme:
        return NO_FAULT if scheme in SAFE_SCHEMES else ("forbidden-link", {"address": link.text})
    if not link.text:
        return "link-empty", {}
    if target.endswith(".md"):
        return _page_fault(page.language, normpath(join(page.path, "..", target)), pages)
    return ("link-not-a-page", {"address": link.text}) if target else NO_FAULT


def _reference_fault(address: str, known: Known) -> Fault:
    scheme, _, identifier = address.partition(":")
    kind = BY_SCHEME[scheme.lower()].name
    identifiers = known.get(kind)
    if identifiers is None or identifier in identifiers:  # None: their file could not be read, which is a problem
        return NO_FAULT
    return "unknown-reference", {"kind": kind, "value": identifier, "near": nearest(identifier, identifiers)}


def _page_fault(language: str, path: str, pages: Pages) -> Fault:
    if (language, path) in pages:
        return NO_FAULT
    near = nearest(path, [path for known, path in pages if known == language])
    return "page-not-found", {"page": f"docs/{language}/{path}", "near": near}


def _pages_named(page: Page, pages: Pages) -> Iterator[Problem]:
    """Pages the front matter sends readers to."""
    named: list[tuple[Path, str]] = [(("next",), page.meta.next)] if page.meta.next else []
    named += [(("related", "pages", index), path) for index, path in enumerate(page.meta.related.pages)]
    for key, path in named:
        code, details = _page_fault(page.language, path, pages)
        if code:
            yield problem(page.file, code, *page.place(*key), dotted(key), **details)


def _in_data(file: DataFile, known: Known, pages: Collection[str]) -> Iterator[Problem]:
    """Links to records in the texts of a data file, and pages it names (`page: framing/why.md`)."""
    for path, target in _record_links(file):
        code, details = _reference_fault(target, known)
        if code:
            yield file.problem(code, path, **details)
    # The menu has checks of its own.
    for path, text in file.texts() if file.name != "config/navigation.yaml" else ():
        if path[-1:] == ("page",) and text not in pages:
            yield file.problem("page-not-found", path, page=text, near=nearest(text, pages))


@lru_cache(maxsize=32)
def _record_links(file: DataFile) -> list[tuple[Path, str]]:
    links = ((path, target) for path, text in file.texts() if "](" in text for target in link_targets(text))
    return [(path, target) for path, target in links if scheme_of(target) in BY_SCHEME]
