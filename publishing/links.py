"""Links to other sites, with a memory: only one that fails several times in a row is reported.

A site that refuses robots (403, 429) is not a broken link: what is unknown is left unknown.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from publishing.words import warn

MEMORY = "links-memory.json"
PATIENCE = 3
UNKNOWN = (401, 403, 405, 406, 429, 503)
AGENT = "participation-toolkit link check"
# What has a meaning of its own in an address (RFC 3986), or stands for a byte already.
_KEPT = "!$%&'()*+,/:;=?@[]~"


def outside_links(site: Path) -> list[str]:
    """Addresses on other sites that a built site links to."""
    found: set[str] = set()
    for path in site.rglob("*.html"):
        nodes = LexborHTMLParser(path.read_text(encoding="utf-8")).css("main a[href^='http'], article a[href^='http']")
        found |= {str(node.attributes["href"]).partition("#")[0] for node in nodes}
    return sorted(found)


def status_of(address: str) -> int:
    """Status an address answers with; 0 when it does not answer."""
    try:
        request = urllib.request.Request(_in_ascii(address), headers={"User-Agent": AGENT})  # noqa: S310 (http, https)
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except (OSError, ValueError, HTTPException):
        return 0


def _in_ascii(address: str) -> str:
    """An address as browsers send it: accents as bytes, those of the host as IDNA."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    return urlunsplit((parts.scheme, host, quote(parts.path, _KEPT), quote(parts.query, _KEPT), ""))


def remembered(memory: dict[str, int], addresses: Iterable[str], status: Callable[[str], int]) -> dict[str, int]:
    """How many times in a row each address has failed, from what was known and what is seen today."""
    listed = list(addresses)
    with ThreadPoolExecutor(8) as pool:
        seen = dict(zip(listed, pool.map(status, listed), strict=True))
    failures = {}
    for address, code in seen.items():
        if code in UNKNOWN:
            failures[address] = memory.get(address, 0)
        elif not 200 <= code < 400:
            failures[address] = memory.get(address, 0) + 1
    return {address: count for address, count in failures.items() if count}


def report(root: Path, site: Path) -> list[str]:
    """Check all links, keep the memory, and give those that failed too often."""
    file = root / MEMORY
    memory = remembered(known(file), outside_links(site), status_of)
    file.write_text(json.dumps(memory, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return [address for address, count in sorted(memory.items()) if count >= PATIENCE]


def known(file: Path) -> dict[str, int]:
    """What is remembered: nothing when the file is not there; nothing either when it is damaged, which is said."""
    if not file.is_file():
        return {}
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        found = None
    if isinstance(found, dict) and all(isinstance(count, int) for count in found.values()):
        return found
    warn("links-memory-damaged", file=file.name)
    return {}
