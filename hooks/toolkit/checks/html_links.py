"""Links of finished pages: each leads somewhere on the site, or elsewhere by a scheme that may be used."""

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from toolkit.checks.html_page import FinalPage
from toolkit.models.rich_text import SAFE_SCHEMES, scheme_of
from toolkit.problems.problem import Problem, problem

# An address of the site as nearly all links write it, and its anchor: a tenth of the time of resolving it as a URL.
_PLAIN = re.compile(r"((?:[\w-]+/)*(?:[\w-]+(?:\.[\w-]+)*)?)(?:\?[\w=&-]*)?(?:#([\w-]*))?", re.ASCII)
# The host of an address on the web, as nearly all are written.
_HOST = re.compile(r"https?://([\w.-]+)(?![^/?#])", re.ASCII)
# Path relative to the root, and anchor.
Place = tuple[str, str]
# Links without fault as they are written: what begins by going up means the same from all pages of a folder. By
# whether a browser fetches it without being asked, and by the folder above the page.
Sound = defaultdict[tuple[bool, str], set[str]]
PLACEHOLDER_HOST = "https://site.invalid/"


def page_fault(page: FinalPage, code: str, **details: object) -> Problem:
    """A fault of a finished page, told where its source is."""
    return problem(page.source, code, page.line, 1, "/" + page.address, **details)


def link_faults(
    page: FinalPage, known: dict[str, FinalPage], files: Set[str], site_url: str, sound: Sound
) -> Iterator[Problem]:
    """A thousand pages of a folder have the same menu, which is looked at once.

    Gain at 1,500 and at 10,000 processes: more than half of the time of the checks.
    """
    folder = page.address.rpartition("/")[0]
    above = folder.rpartition("/")[0] if folder else ".."  # above the root is out of the site
    for fetched, targets in ((False, page.links), (True, page.fetched)):
        there = sound[(fetched, above)]
        for target in {*targets} - there:
            inside = inside_site(page, target, site_url)
            if code := _fetched_fault(inside, known, files) if fetched else _link_fault(target, inside, known, files):
                yield page_fault(page, code, target=target)
            elif target.startswith("../"):
                there.add(target)


def inside_site(page: FinalPage, target: str, site_url: str) -> Place | None:
    """Path (relative to the root) and anchor of a target on this site; None when it is elsewhere."""
    if (host := _HOST.match(target)) and host[1] not in _own_hosts(site_url):
        return None
    folder, rest = page.address, target
    while rest.startswith("../") and folder.endswith("/") and ":" not in target:
        # What is written plainly from the folder above is so from this page.
        folder, rest = folder[: folder.rstrip("/").rfind("/") + 1], rest.removeprefix("../")
    return plain_place(folder, rest, site_url) or place(page.address, target, site_url)


def plain_place(folder: str, target: str, site_url: str) -> Place | None:
    """Path and anchor of a target as `place` gives them, where it is written plainly."""
    if target.startswith(site_url):
        folder, target = "", target.removeprefix(site_url)
    plain = _PLAIN.fullmatch(folder + target) if not folder or folder.endswith("/") else None
    return (plain[1], plain[2] or "") if plain else None


@lru_cache(maxsize=50_000)
def place(folder: str, target: str, site_url: str) -> Place | None:
    """Path and anchor of any target, read as browsers read it from a page of a folder."""
    own = urlsplit(site_url).path
    parts = urlsplit(urljoin(urljoin(PLACEHOLDER_HOST, own + folder), target))
    if parts.scheme not in ("http", "https") or parts.netloc not in _own_hosts(site_url):
        return None
    return unquote(parts.path.removeprefix(own)), unquote(parts.fragment)


@lru_cache(maxsize=2)
def _own_hosts(site_url: str) -> tuple[str, str]:
    return urlsplit(site_url).netloc, urlsplit(PLACEHOLDER_HOST).netloc


def _link_fault(target: str, inside: Place | None, known: dict[str, FinalPage], files: Set[str]) -> str:
    """Code of the fault of a link a reader may follow; empty when there is none."""
    if inside:
        return _broken(*inside, known, files)
    scheme = scheme_of(target)
    return "final-scheme" if scheme and scheme not in (*SAFE_SCHEMES, "tel") else ""


def _fetched_fault(inside: Place | None, known: dict[str, FinalPage], files: Set[str]) -> str:
    """The same for what a browser fetches without being asked: nothing but a file of this site."""
    if inside is None:
        return "final-request"
    return "final-link" if _broken(inside[0], "", known, files) else ""


def _broken(path: str, anchor: str, known: dict[str, FinalPage], files: Set[str]) -> str:
    """Code of the fault of a link to a path and anchor of this site; empty when it leads somewhere."""
    page = known.get(path) or known.get(path.removesuffix("index.html"))
    if page is None:
        return "" if path in files and not path.endswith("/") else "final-link"
    return "final-anchor" if anchor and anchor not in page.ids else ""
