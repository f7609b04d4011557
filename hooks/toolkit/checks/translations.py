"""Twins: each page exists in both languages with the same skeleton, unless a dated exception says otherwise."""

import datetime
from collections.abc import Iterator, Mapping

from toolkit import LANGUAGES
from toolkit.problems.problem import Problem, problem
from toolkit.sources.pages import Page, Spot

# Keys of the front matter both languages share.
SHARED = ("related", "themes", "phases", "next", "records", "method", "template")


def translation_problems(pages: Mapping[tuple[str, str], Page], today: datetime.date) -> Iterator[Problem]:
    """Missing twins, expired exceptions, and twins that differ in headings, markers or references."""
    for (language, path), page in pages.items():
        for other in LANGUAGES if page.whole else ():
            if other == language:
                continue
            twin = pages.get((other, path))
            if twin is None:
                yield from _alone(page, other, today)
            elif twin.whole and language == LANGUAGES[0]:
                yield from _differences(page, twin)


def _alone(page: Page, other: str, today: datetime.date) -> Iterator[Problem]:
    exception = page.meta.one_language
    if exception is None:
        yield problem(page.file, "twin-missing", twin=f"docs/{other}/{page.path}")
    elif exception.until < today:
        line, column = page.place("one_language", "until")
        yield problem(page.file, "exception-expired", line, column, "one_language.until", date=exception.until)


def _differences(page: Page, twin: Page) -> Iterator[Problem]:
    if page.skeleton != twin.skeleton:
        yield _skeleton_problem(page, twin)
    if [marker.text for marker in page.markers] != [marker.text for marker in twin.markers]:
        yield problem(twin.file, "twin-markers", twin.markers[0].line if twin.markers else 1, twin=page.file)
    for key in SHARED:
        if getattr(page.meta, key) != getattr(twin.meta, key):
            yield problem(twin.file, "twin-front-matter", *twin.place(key), key, twin=page.file)
    for either in (page, twin):
        if either.meta.one_language:
            yield problem(either.file, "exception-useless", *either.place("one_language"), path="one_language")


def _skeleton_problem(page: Page, twin: Page) -> Problem:
    """Points at the first heading that differs, in the second language's file."""
    pairs = zip(page.skeleton, twin.skeleton, strict=False)
    shorter = min(len(page.skeleton), len(twin.skeleton))
    at = next((number for number, (level, other) in enumerate(pairs) if level != other), shorter)
    here, there = page.headings, twin.headings
    return problem(
        twin.file,
        "twin-skeleton",
        _line(there, at),
        twin=page.file,
        there=_line(here, at),
        found=len(there),
        expected=len(here),
    )


def _line(headings: tuple[Spot, ...], number: int) -> int:
    """Line of a heading, or of the last one where there are fewer."""
    return headings[min(number, len(headings) - 1)].line if headings else 1
