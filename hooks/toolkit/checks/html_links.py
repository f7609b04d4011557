"""Links of finished pages: each leads somewhere on the site, or elsewhere by a scheme that may be used."""

import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from toolkit.checks.html_page import FinalPage
from toolkit.models.rich_text import SAFE_SCHEMES, scheme_of
from toolkit.problems.problem import Problem, problem

# Path relative to the root, and anchor.
Target = tuple[str, str]
_UP = re.compile(r"\.\./(?=[\w.#?]|\Z)")
PLACEHOLDER_HOST = "https://site.invalid/"


def page_fault(page: FinalPage, code: str, **details: object) -> Problem:
    """A fault of a finished page, located where its source is."""
    return problem(page.source, code, page.line, 1, "/" + page.address, **details)


def link_faults(page: FinalPage, known: Mapping[str, FinalPage], files: Set[str], site_url: str) -> Iterator[Problem]:
    """Broken links, and what a browser would fetch from nowhere or from another site."""
    for target in set(page.links):
        if code := _link_fault(target, resolve(page.address, target, site_url), known, files):
            yield page_fault(page, code, target=target)
    for target in set(page.fetched):
        inside = resolve(page.address, target, site_url)
        if inside is None:
            yield page_fault(page, "final-request", target=target)
        elif _broken(inside[0], "", known, files):
            yield page_fault(page, "final-link", target=target)


def resolve(address: str, target: str, site_url: str) -> Target | None:
    """Path and anchor of a target, as browsers read it on the page at an address; None when it is on another site."""
    # Resolve leading `../` first: links of the menu then give the same cache key on most pages.
    while _UP.match(target) and "/" in address and ":" not in target:
        folder = address[: address.rfind("/")]
        address, target = folder[: folder.rfind("/") + 1], target.removeprefix("../")
    return _resolve(address, target, site_url)


@lru_cache(maxsize=50_000)
def _resolve(address: str, target: str, site_url: str) -> Target | None:
    root = urlsplit(site_url)
    parts = urlsplit(urljoin(urljoin(PLACEHOLDER_HOST, root.path + address), target))
    if parts.scheme not in ("http", "https") or parts.netloc not in (root.netloc, urlsplit(PLACEHOLDER_HOST).netloc):
        return None
    return unquote(parts.path.removeprefix(root.path)), unquote(parts.fragment)


def _link_fault(target: str, inside: Target | None, known: Mapping[str, FinalPage], files: Set[str]) -> str:
    """Code of the fault of a link a reader may follow; empty when there is none."""
    if inside:
        return _broken(*inside, known, files)
    scheme = scheme_of(target)
    return "final-scheme" if scheme and scheme not in (*SAFE_SCHEMES, "tel") else ""


def _broken(path: str, anchor: str, known: Mapping[str, FinalPage], files: Set[str]) -> str:
    """Code of the fault of a link to a path and anchor of this site; empty when it leads somewhere."""
    page = known.get(path) or known.get(path.removesuffix("index.html"))
    if page is None:
        return "" if path in files and not path.endswith("/") else "final-link"
    return "final-anchor" if anchor and anchor not in page.ids else ""
