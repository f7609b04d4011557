"""Checks on the finished site: what readers get is right, whatever template or page it came from."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from toolkit import LANGUAGES
from toolkit.final_page import FinalPage
from toolkit.markup import SAFE_SCHEMES, scheme_of
from toolkit.problems import Problem, problem

# An address of the site as nearly all links write it, and its anchor: a tenth of the time of resolving it as a URL.
_PLAIN = re.compile(r"((?:[\w-]+/)*(?:[\w-]+(?:\.[\w-]+)*)?)(?:#([\w-]*))?", re.ASCII)
# The host of an address on the web, as nearly all are written.
_HOST = re.compile(r"https?://([\w.-]+)(?![^/?#])", re.ASCII)
# Path relative to the root, and anchor.
Place = tuple[str, str]
# Links without fault as they are written: what begins by going up means the same from all pages of a folder. By
# whether a browser fetches it without being asked, and by the folder above the page.
Sound = defaultdict[tuple[bool, str], set[str]]
PLACEHOLDER_HOST = "https://site.invalid/"


@dataclass(frozen=True)
class Site:
    """A finished site: its pages, and the paths of the files they may lead to, relative to its root."""

    pages: Collection[FinalPage] = ()
    files: Set[str] = frozenset()


def final_problems(
    pages: Iterable[FinalPage], files: Set[str], site_url: str, faultless: Site | None = None
) -> Iterator[Problem]:
    """Every fault of a finished site. `faultless` is a site without any, of which some pages stayed as they are."""
    known: dict[str, FinalPage] = {}
    for page in pages:
        if page.address in known:
            yield _fault(page, "address-clash", value=f"/{page.address}", first=known[page.address].source)
        known[page.address] = page
    titles: dict[tuple[str, str], str] = {}
    sound: Sound = defaultdict(set)
    suspects = _suspects(known, files, site_url, faultless or Site())
    for page in known.values():
        if (page.address if page.address.endswith(".html") else page.address + "index.html") not in files:
            yield _fault(page, "final-not-written")
        if page.address in suspects:
            yield from _page_faults(page)
            yield from _link_faults(page, known, files, site_url, sound)
            yield from _alternate_faults(page, known, site_url)
        first = titles.setdefault((page.language, page.title), page.address)
        if first != page.address:
            yield _fault(page, "final-title", value=page.title, first="/" + first)


def _suspects(known: dict[str, FinalPage], files: Set[str], site_url: str, faultless: Site) -> Collection[str]:
    """Addresses of the pages that may have a fault of their own.

    A page that stayed as it was without a fault has none, as long as all it may lead to is still there; where anything
    is gone, every page is looked at. Gain at 1,500 processes: 0.7 s of the build after an edit.
    """
    before = {page.address: page for page in faultless.pages}
    made = {address for address, page in known.items() if before.get(address) is not page}
    remade = [before[address] for address in made if address in before]
    if not (faultless.files <= files and before.keys() <= known.keys()):
        return known
    if any(not set(page.ids) <= set(known[page.address].ids) for page in remade):
        return known
    twins = (_inside(page, target, site_url) for page in remade for _, target in page.alternates)
    return made.union(twin[0] for twin in twins if twin)


def _fault(page: FinalPage, code: str, **details: object) -> Problem:
    return problem(page.source, code, page.line, 1, "/" + page.address, **details)


def _page_faults(page: FinalPage) -> Iterator[Problem]:
    expected = page.address.split("/")[0]
    if expected in LANGUAGES and page.language != expected:
        yield _fault(page, "final-lang", value=page.language, expected=expected)
    if page.h1 != 1:
        yield _fault(page, "final-h1", found=page.h1)
    if not page.description:
        yield _fault(page, "final-description")
    if page.leftover:
        yield _fault(page, "final-marker", value=page.leftover)
    if page.inline_scripts:
        yield _fault(page, "final-script")
    for name in page.forbidden:
        yield _fault(page, "final-attribute", value=name)
    for name, count in Counter(page.ids).items() if len(set(page.ids)) < len(page.ids) else ():
        if count > 1:
            yield _fault(page, "final-id", value=name)


def _link_faults(
    page: FinalPage, known: dict[str, FinalPage], files: Set[str], site_url: str, sound: Sound
) -> Iterator[Problem]:
    """A thousand pages of a folder have the same menu, which is looked at once.

    Gain at 1,500 processes: three quarters of the time of the checks.
    """
    above = page.address.rpartition("/")[0].rpartition("/")[0]
    for fetched, targets in ((False, page.links), (True, page.fetched)):
        there = sound[(fetched, above)]
        for target in {*targets} - there:
            inside = _inside(page, target, site_url)
            if code := _fetched_fault(inside, known, files) if fetched else _link_fault(target, inside, known, files):
                yield _fault(page, code, target=target)
            elif target.startswith("../"):
                there.add(target)


def _alternate_faults(page: FinalPage, known: dict[str, FinalPage], site_url: str) -> Iterator[Problem]:
    """Each page announced in a language exists, is in that language, and announces this one (hreflang is mutual)."""
    for language, target in page.alternates:
        if language not in LANGUAGES:
            continue
        inside = _inside(page, target, site_url)
        twin = known.get(inside[0]) if inside else None
        back = twin and any(_inside(twin, other, site_url) == (page.address, "") for _, other in twin.alternates)
        if twin is None or twin.language != language or not back:
            yield _fault(page, "final-alternate", language=language, target=target)


def _inside(page: FinalPage, target: str, site_url: str) -> Place | None:
    """Path (relative to the root) and anchor of a target on this site; None when it is elsewhere."""
    if (host := _HOST.match(target)) and host[1] not in _own_hosts(site_url):
        return None
    folder = page.address
    if target.startswith("../") and folder.endswith("/"):
        # Resolved from the folder above, so that the menu of a thousand sibling pages is resolved once.
        folder, target = folder[: folder.rstrip("/").rfind("/") + 1], target.removeprefix("../")
    return plain_place(folder, target, site_url) or place(folder, target, site_url)


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
