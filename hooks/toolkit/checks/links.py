"""Links, references and markers: each leads to a page, a record or a template that exists."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath
from typing import Any

from toolkit import LANGUAGES
from toolkit.models.rich_text import RECORD_SCHEMES, SAFE_SCHEMES, scheme_of
from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.catalog import Reading
from toolkit.sources.pages import Document, Spot
from toolkit.sources.yaml_nodes import dotted, locate

Documents = Mapping[tuple[str, str], Document]
Known = Mapping[str, Collection[str]]
KIND_OF_SCHEME = {
    "process": "processes",
    "method": "methods",
    "lot": "lots",
    "term": "terms",
    "facilitator": "facilitators",
}


def link_problems(root: Path, reading: Reading, documents: Documents, known: Known) -> Iterator[Problem]:
    """All links, references and markers that lead nowhere."""
    markers = {path.stem for path in (root / "overrides" / "data").glob("*.html")}
    for document in documents.values():
        yield from _links(document, documents, known)
        yield from _pages_named(document, documents)
        yield from _markers(document, markers)
    yield from _record_links(reading, known)
    yield from _record_pages(reading, {path for _, path in documents})


def _links(document: Document, documents: Documents, known: Known) -> Iterator[Problem]:
    for link in document.links:
        code, details = _link_fault(document, link, documents, known)
        if code:
            yield problem(document.file, code, link.line, link.column, **details)


def _link_fault(document: Document, link: Spot, documents: Documents, known: Known) -> tuple[str, dict[str, Any]]:
    scheme, target = scheme_of(link.text), link.text.partition("#")[0]
    if scheme in RECORD_SCHEMES:
        return _reference_fault(link.text, known)
    if scheme in LANGUAGES:
        path = target.partition(":")[2]
        return _page_fault(scheme, path, documents)
    if scheme:
        return ("", {}) if scheme in SAFE_SCHEMES else ("forbidden-link", {"address": link.text})
    if not link.text:
        return "link-empty", {}
    if target.endswith(".md"):
        return _page_fault(document.language, normpath(join(document.path, "..", target)), documents)
    return ("", {}) if not target else ("link-not-a-page", {"address": link.text})


def _reference_fault(address: str, known: Known) -> tuple[str, dict[str, Any]]:
    scheme, _, identifier = address.partition(":")
    kind = KIND_OF_SCHEME[scheme.lower()]
    identifiers = known.get(kind)
    if identifiers is None or identifier in identifiers:  # None: their file could not be read, and says so
        return "", {}
    return "unknown-reference", {"kind": kind, "value": identifier, "near": nearest(identifier, identifiers)}


def _page_fault(language: str, path: str, documents: Documents) -> tuple[str, dict[str, Any]]:
    if (language, path) in documents:
        return "", {}
    near = nearest(path, [path for known, path in documents if known == language])
    return "page-not-found", {"page": f"docs/{language}/{path}", "near": near}


def _pages_named(document: Document, documents: Documents) -> Iterator[Problem]:
    """Pages the front matter sends readers to."""
    named: list[tuple[tuple[str | int, ...], str]] = [(("next",), document.meta.next)] if document.meta.next else []
    named += [(("related", "pages", index), path) for index, path in enumerate(document.meta.related.pages)]
    for place, path in named:
        code, details = _page_fault(document.language, path, documents)
        if code:
            yield problem(document.file, code, *document.place(*place), dotted(place), **details)


def _markers(document: Document, templates: set[str]) -> Iterator[Problem]:
    for marker in document.markers:
        if marker.text not in templates:
            yield problem(
                document.file, "unknown-marker", marker.line, name=marker.text, near=nearest(marker.text, templates)
            )


def _record_links(reading: Reading, known: Known) -> Iterator[Problem]:
    """Record links written in the texts of the YAML files."""
    linked = ((file, *found) for file, facts in reading.facts.items() for found in facts.links)
    for file, path, targets in linked:
        for target in targets:
            code, details = _reference_fault(target, known)
            if code:
                yield problem(file, code, *locate(reading.trees[file], path), dotted(path), **details)


def _record_pages(reading: Reading, known: set[str]) -> Iterator[Problem]:
    """Pages that records name (`page: framing/why.md`). The menu has checks of its own."""
    named = ((file, *found) for file, facts in reading.facts.items() for found in facts.pages)
    for file, path, page in named:
        if page not in known and file != "config/navigation.yaml":
            spot = locate(reading.trees[file], path)
            yield problem(file, "page-not-found", *spot, dotted(path), page=page, near=nearest(page, known))
