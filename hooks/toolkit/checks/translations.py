"""Twins: each page exists in both languages with the same skeleton, unless a dated exception says otherwise."""

import datetime
from collections.abc import Iterator, Mapping

from toolkit import LANGUAGES
from toolkit.problems.problem import Problem, problem
from toolkit.sources.pages import Document, Spot

# Keys of the front matter both languages share.
SHARED = ("related", "themes", "phases", "next", "records", "method", "template")


def translation_problems(documents: Mapping[tuple[str, str], Document], today: datetime.date) -> Iterator[Problem]:
    """Missing twins, expired exceptions, and twins that differ in headings, markers or references."""
    for (language, path), document in documents.items():
        for other in LANGUAGES if document.whole else ():
            if other == language:
                continue
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


def _differences(document: Document, twin: Document) -> Iterator[Problem]:
    if document.skeleton != twin.skeleton:
        yield _skeleton_problem(document, twin)
    if [marker.text for marker in document.markers] != [marker.text for marker in twin.markers]:
        yield problem(twin.file, "twin-markers", twin.markers[0].line if twin.markers else 1, twin=document.file)
    for key in SHARED:
        if getattr(document.meta, key) != getattr(twin.meta, key):
            yield problem(twin.file, "twin-front-matter", *twin.place(key), key, twin=document.file)
    for either in (document, twin):
        if either.meta.one_language:
            yield problem(either.file, "exception-useless", *either.place("one_language"), path="one_language")


def _skeleton_problem(document: Document, twin: Document) -> Problem:
    """Points at the first heading that differs, in the second language's file."""
    pairs = zip(document.skeleton, twin.skeleton, strict=False)
    shorter = min(len(document.skeleton), len(twin.skeleton))
    at = next((number for number, (level, other) in enumerate(pairs) if level != other), shorter)
    here, there = document.headings, twin.headings
    return problem(
        twin.file,
        "twin-skeleton",
        _line(there, at),
        twin=document.file,
        there=_line(here, at),
        found=len(there),
        expected=len(here),
    )


def _line(headings: tuple[Spot, ...], number: int) -> int:
    """Line of a heading, or of the last one where there are fewer."""
    return headings[min(number, len(headings) - 1)].line if headings else 1
