"""Cache of a build, for the next build of the same folder: pages, their dependencies, the files written.

One file in `.cache/`, replaced when a build has ended well. It may be deleted at any time. Its name changes with our
code and the packages, so that what is read was always written by the same code.
"""

import pickle
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.build.dependencies import DependencyKey
from toolkit.build.fingerprints import Fingerprints
from toolkit.build.output_dir import WrittenFile
from toolkit.checks.html_page import FinalPage
from toolkit.file_cache import UNREADABLE, atomic_write, short_digest
from toolkit.render.markdown import Conversion
from toolkit.search.index import Indexed
from toolkit.versions import code_digest

# Builds into many folders (tests do that) must not fill the disk: only the last few files are kept.
MOST_FILES = 4


@dataclass(frozen=True)
class CachedPage:
    """A page, or files made together.

    `final` is what was read of the finished page (None if none is published), `skeleton` its HTML if the pages of
    records are filled into it, `conversion` its Markdown as HTML.
    """

    final: FinalPage | None = None
    files: tuple[str, ...] = ()
    skeleton: str = ""
    conversion: Conversion | None = None
    dependencies: tuple[DependencyKey, ...] = ()


@dataclass(frozen=True)
class BuildCache:
    """Pages by key, the fingerprints they were made from, files by path, and the search index of each language."""

    global_fingerprint: bytes = b""
    fingerprints: Mapping[DependencyKey, bytes] = field(default_factory=dict)
    pages: Mapping[Hashable, CachedPage] = field(default_factory=dict)
    files: Mapping[str, WrittenFile] = field(default_factory=dict)
    search: Mapping[str, Indexed] = field(default_factory=dict)
    search_files: Mapping[str, WrittenFile] = field(default_factory=dict)

    def unchanged(self, global_fingerprint: bytes, fingerprints: Fingerprints) -> dict[Hashable, CachedPage]:
        """Return the pages none of whose dependencies has changed; none if the global fingerprint has."""
        if global_fingerprint != self.global_fingerprint:
            return {}
        changed = {key for key, known in self.fingerprints.items() if fingerprints.of(key) != known}
        return {key: page for key, page in self.pages.items() if changed.isdisjoint(page.dependencies)}


def with_dependencies(
    pages: Mapping[Hashable, CachedPage], recorded: Mapping[Hashable, set[DependencyKey]]
) -> dict[Hashable, CachedPage]:
    """Return pages with the dependencies recorded in this build; pages reused from the cache are unchanged."""
    return {
        key: replace(page, dependencies=tuple(recorded[key])) if key in recorded else page
        for key, page in pages.items()
    }


def path_of(folder: Path, site: Path) -> Path:
    """Return the file of the cache folder for a folder of the site."""
    return folder / f"build-{short_digest(str(site.resolve()), code_digest())}.pickle"


def load(path: Path) -> BuildCache:
    """Read what the last build left; nothing if there is no file or it is damaged."""
    try:
        cache = pickle.loads(path.read_bytes())  # noqa: S301 (our own file)
    except UNREADABLE:
        return BuildCache()
    return cache if isinstance(cache, BuildCache) else BuildCache()


def save(cache: BuildCache, path: Path) -> None:
    """Write for the next build; a build killed here leaves the old file."""
    with atomic_write(path) as stream:
        pickle.dump(cache, stream, pickle.HIGHEST_PROTOCOL)
    files = sorted(path.parent.glob("build-*.pickle"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    for old in files[MOST_FILES:]:
        old.unlink(missing_ok=True)
