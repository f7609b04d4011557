"""What differs between what is on a target and a release, and in which order it must travel."""

from collections.abc import Mapping
from dataclasses import dataclass

from publishing.manifest import Manifest, is_configuration, without_twin
from publishing.server.headers import fingerprinted


@dataclass(frozen=True)
class Changes:
    """Paths to send, in order, and then to remove."""

    sent: tuple[str, ...]
    removed: tuple[str, ...]


def changes(present: Mapping[str, str], files: Mapping[str, str], live: Mapping[str, str]) -> Changes:
    """From what is surely present (digest by path) and the files of the live release, to those of a new release.

    Never a page that points to what is not there yet: assets come first, then pages that nobody links to yet, then
    what the server is told, then changed pages, then the lists of pages. Removal comes last, and spares the assets of
    the live release, which open pages may still ask for.
    """
    sent = sorted(
        (path for path, digest in files.items() if present.get(path) != digest), key=lambda one: _rank(one, live)
    )
    gone = (path for path in {*present, *live} if path not in files)
    removed = sorted(path for path in gone if not (fingerprinted(without_twin(path)) and path in live))
    return Changes(tuple(sent), tuple(removed))


def between(old: Manifest | None, new: Manifest) -> Changes:
    """The same between two releases."""
    files = old.files if old else {}
    return changes(files, new.files, files)


def _rank(path: str, live: Mapping[str, str]) -> tuple[int, str]:
    plain = without_twin(path)
    if is_configuration(path):
        return 3, path
    if plain.endswith(".html"):
        return (4 if path in live else 2), path
    return (5 if plain in ("sitemap.xml", "robots.txt") else 0 if fingerprinted(plain) else 1), path
