"""Twins: each page exists in both languages with the same skeleton, unless a dated exception says otherwise."""

import datetime
from collections.abc import Iterator, Mapping

from toolkit import LANGUAGES
from toolkit.problems.problem import Problem, problem
from toolkit.sources.pages import Document

Documents = Mapping[tuple[str, str], Document]


def parity_problems(documents: Documents, today: datetime.date) -> Iterator[Problem]:
    """Missing twins, expired exceptions, and twins that differ in headings, markers or references."""
    for (language, path), document in documents.items():
        others = [other for other in LANGUAGES if other != language and document.whole]
        for other in others:
            twin = documents.get((other, path))
            if twin is None:
                yield from _alone(document, other, today)
            elif twin.whole and language == LANGUAGES[0]:
                yield from _differences(document, twin)


def _alone(document: Document, other: str, today: datetime.date) -> Iterator[Problem]:
    exception = document.meta.one_language
    if exception is None:
        yield problem(document.file, "twin-missing", twin=f"docs/{other}/{document.path}")
    elif exception.until < today:
        line, column = document.place("one_language", "until")
        yield problem(document.file, "exception-expired", line, column, "one_language.until", date=exception.until)


def _differences(one: Document, other: Document) -> Iterator[Problem]:
    if one.skeleton != other.skeleton:
        yield _skeleton_problem(one, other)
    names = [marker.text for marker in other.markers]
    if [marker.text for marker in one.markers] != names:
        yield problem(other.file, "twin-markers", other.markers[0].line if names else 1, twin=one.file)
    for key in ("related", "themes", "phases", "next", "records", "method", "template"):
        if getattr(one.meta, key) != getattr(other.meta, key):
            line, column = other.place(key)
            yield problem(other.file, "twin-front-matter", line, column, key, twin=one.file)
    for document in (one, other):
        if document.meta.one_language:
            yield problem(document.file, "exception-useless", *document.place("one_language"), path="one_language")


def _skeleton_problem(one: Document, other: Document) -> Problem:
    """Points at the first heading that differs, in the second language's file."""
    differing = next(
        (n for n, (a, b) in enumerate(zip(one.skeleton, other.skeleton, strict=False)) if a != b),
        min(len(one.skeleton), len(other.skeleton)),
    )
    line = other.headings[min(differing, len(other.headings) - 1)].line if other.headings else 1
    there = one.headings[min(differing, len(one.headings) - 1)].line if one.headings else 1
    return problem(
        other.file,
        "twin-skeleton",
        line,
        twin=one.file,
        there=there,
        found=len(other.headings),
        expected=len(one.headings),
    )
