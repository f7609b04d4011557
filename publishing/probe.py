"""Check a live site over HTTP: pages of each kind, headers, error pages, redirects, compressed copies."""

import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from toolkit import LANGUAGES

from publishing.manifest import Manifest, address_of, digest, is_compressed, is_server_configuration
from publishing.server.types import suffix

ATTEMPTS, PAUSE = 8, 0.5  # a server may take a moment to read its configuration again
PER_ANSWER = 20
NEVER = "this-address-was-never-published"


@dataclass(frozen=True)
class Answer:
    """What a server answers. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def probe(url: str, manifest: Manifest, server: str) -> list[str]:
    """Return what is wrong with the live site at an address (with a last slash), after several attempts."""
    faults: list[str] = []
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE)
        faults = list(_faults(url, manifest, server))
        if not faults:
            break
    return faults


def _faults(url: str, manifest: Manifest, server: str) -> Iterator[str]:
    """With the server `none`, the host decides of headers, errors and redirects: only contents are compared."""
    served = server != "none"
    for path in samples(manifest):
        address = address_of(path) if served else path
        answer = fetch(url + address)
        yield from _wrong(address, answer, 200, manifest.files[path])
        if served and answer.status == 200:
            yield from _headers(address, answer, manifest.site.headers.of(path))
    if served:
        yield from _lost(url, manifest)
        yield from _moved(url, manifest)
    if server in ("nginx", "apache"):
        yield from _compressed(url)


def samples(manifest: Manifest) -> list[str]:
    """Return one page of each part of the site, and one file of each type."""
    kinds: dict[tuple[str, ...], str] = {}
    for path in sorted(manifest.files):
        if is_compressed(path) or is_server_configuration(path):
            continue
        steps = path.split("/")
        # fr/processus/bourse/index.html: the language, the part, and whether it is a page of that part.
        kind = (*steps[:2], str(len(steps))) if path.endswith("/index.html") else (suffix(path), *steps[:-1][:1])
        kinds.setdefault(kind, path)
    return list(kinds.values())


def fetch(url: str, accept: str = "identity") -> Answer:
    """Return one answer, redirects not followed; the status of a server that does not answer is 0."""
    parts = urlsplit(url)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    try:
        with closing(connect(parts.netloc, timeout=PER_ANSWER)) as connection:
            connection.request("GET", parts.path, headers={"Accept-Encoding": accept, "Cache-Control": "no-cache"})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read())
    except (OSError, ValueError, HTTPException) as error:
        return Answer(0, {}, str(error).encode())


def _wrong(address: str, answer: Answer, status: int, expected: str) -> Iterator[str]:
    if answer.status != status:
        reason = answer.body.decode("utf-8", "replace")[:80] if answer.status == 0 else answer.status
        yield f"/{address}: {reason}, {status} expected"
    elif digest(answer.body) != expected:
        yield f"/{address}: not the file of this release"


def _headers(address: str, answer: Answer, expected: Mapping[str, str]) -> Iterator[str]:
    for name, value in expected.items():
        found = answer.headers.get(name.lower(), "")
        if found.replace(" ", "").lower() != value.replace(" ", "").lower():
            yield f"/{address}: {name}: {found or '-'}"


def _lost(url: str, manifest: Manifest) -> Iterator[str]:
    for part in ("", *(f"{language}/" for language in LANGUAGES)):
        page = f"{part}404.html"
        if page in manifest.files:
            address = f"{part}{NEVER}/"
            answer = fetch(url + address)
            yield from _wrong(address, answer, 404, manifest.files[page])
            yield from _headers(address, answer, manifest.site.headers.everywhere)


def _moved(url: str, manifest: Manifest) -> Iterator[str]:
    for old, new in manifest.redirects[:3]:
        answer = fetch(url + old)
        if answer.status not in (301, 308) or not answer.headers.get("location", "").endswith("/" + new):
            yield f"/{old}: {answer.status} {answer.headers.get('location', '')}, 301 /{new} expected"


def _compressed(url: str) -> Iterator[str]:
    address = f"{LANGUAGES[0]}/"
    if not fetch(url + address, "gzip").headers.get("content-encoding"):
        yield f"/{address}: not compressed"
