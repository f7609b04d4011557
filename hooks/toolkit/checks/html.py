"""Checks on the finished site: what readers get is right, whatever template or page it came from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Set

from toolkit import LANGUAGES
from toolkit.checks.html_links import link_faults, page_fault, resolve
from toolkit.checks.html_page import FinalPage
from toolkit.problems.problem import Problem


def final_problems(pages: Iterable[FinalPage], files: Set[str], site_url: str) -> Iterator[Problem]:
    """Every fault of a finished site. `files` are the paths of its files, relative to the root."""
    known: dict[str, FinalPage] = {}
    for page in pages:
        if page.address in known:
            yield page_fault(page, "address-clash", value=f"/{page.address}", first=known[page.address].source)
        known[page.address] = page
    titles: dict[tuple[str, str], str] = {}
    for page in known.values():
        if (page.address if page.address.endswith(".html") else page.address + "index.html") not in files:
            yield page_fault(page, "final-not-written")
        yield from _page_faults(page)
        yield from link_faults(page, known, files, site_url)
        yield from _alternate_faults(page, known, site_url)
        first = titles.setdefault((page.language, page.title), page.address)
        if first != page.address:
            yield page_fault(page, "final-title", value=page.title, first="/" + first)


def _page_faults(page: FinalPage) -> Iterator[Problem]:
    expected = page.address.split("/")[0]
    if expected in LANGUAGES and page.language != expected:
        yield page_fault(page, "final-lang", value=page.language, expected=expected)
    if page.h1 != 1:
        yield page_fault(page, "final-h1", found=page.h1)
    if not page.description:
        yield page_fault(page, "final-description")
    if page.leftover:
        yield page_fault(page, "final-marker", value=page.leftover)
    if page.inline_scripts:
        yield page_fault(page, "final-script")
    for name in page.forbidden:
        yield page_fault(page, "final-attribute", value=name)
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield page_fault(page, "final-id", value=name)


def _alternate_faults(page: FinalPage, known: dict[str, FinalPage], site_url: str) -> Iterator[Problem]:
    """Each page announced in a language exists, is in that language, and announces this one (hreflang is mutual)."""
    for language, target in page.alternates:
        if language not in LANGUAGES:
            continue
        inside = resolve(page.address, target, site_url)
        twin = known.get(inside[0]) if inside else None
        back = twin and any(resolve(twin.address, url, site_url) == (page.address, "") for _, url in twin.alternates)
        if twin is None or twin.language != language or not back:
            yield page_fault(page, "final-alternate", language=language, target=target)
