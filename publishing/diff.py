"""What differs between the files on a target and those of a release, and in which order they must be sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from publishing.manifest import Manifest, is_server_configuration, original_path
from publishing.server.headers import fingerprinted


@dataclass(frozen=True)
class Changes:
    """Paths to send, in order, and then to remove."""

    sent: tuple[str, ...]
    removed: tuple[str, ...]


def changes(present: Mapping[str, str], files: Mapping[str, str], live: Mapping[str, str]) -> Changes:
    """Compare the files that are present (digest by path) with those of a new release.

    A page never points to what is not there yet: assets come first, then pages that are new, then the configuration
    of the server, then changed pages, then the lists of pages. Removal comes last, and spares the assets of the live
    release (`live`), which pages already open may still ask for.
    """
    differing = (path for path, digest in files.items() if present.get(path) != digest)
    sent = sorted(differing, key=lambda path: (rank(path, live), path))
    gone = (path for path in {*present, *live} if path not in files)
    removed = sorted(path for path in gone if not (fingerprinted(original_path(path)) and path in live))
    return Changes(tuple(sent), tuple(removed))


def between(old: Manifest | None, new: Manifest) -> Changes:
    """Compare two releases."""
    files = old.files if old else {}
    return changes(files, new.files, files)


def rank(path: str, live: Mapping[str, str]) -> int:
    """Return the place of a file in the order of sending; files of one rank may be sent together."""
    plain = original_path(path)
    if is_server_configuration(path):
        return 3
    if plain.endswith(".html"):
        return 4 if path in live else 2
    return 5 if plain in ("sitemap.xml", "robots.txt") else 0 if fingerprinted(plain) else 1
