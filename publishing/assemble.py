"""Assemble the files of a release: the served site, the server configuration, the accompanying documents."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from publishing import compress
from publishing.manifest import FILE, SITE, Manifest, digest
from publishing.server import apache, hosts, nginx
from publishing.server.headers import Headers
from publishing.server.policy import policy
from publishing.server.site import Site

_READ_BY_POLICY = (".html", ".css", ".js")


def release_files(
    built: Mapping[str, bytes],
    commit: str,
    epoch: int,
    site_url: str,
    redirects: tuple[tuple[str, str], ...],
    beside: Mapping[str, bytes] | None = None,
) -> tuple[Manifest, dict[str, bytes]]:
    """Return the manifest of a release, and its files by path (`site/...` is what is served)."""
    rules = policy({path: content for path, content in built.items() if path.endswith(_READ_BY_POLICY)})
    site = Site(Headers(rules), urlsplit(site_url).path or "/", tuple(sorted(built)), redirects)
    served = dict(built)
    with ThreadPoolExecutor() as pool:  # the compressors release Python's lock
        for copies in pool.map(compress.compressed_copies, built, built.values()):
            served |= copies
    served |= {path: text.encode() for path, text in {**apache.files(site), **hosts.files(site)}.items()}
    others = {**(beside or {}), nginx.FILE: nginx.configuration(site).encode()}
    manifest = Manifest(commit, epoch, site_url, site.base, rules, _digests(served), redirects, _digests(others))
    files = {SITE + path: content for path, content in served.items()}
    return manifest, {**files, **others, FILE: manifest.to_json().encode()}


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder, by path."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: digest(files[path]) for path in sorted(files)}
