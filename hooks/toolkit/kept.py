"""Files that take long to make, in the cache folder under a name that changes with all they are made from."""

import hashlib
from collections.abc import Callable
from pathlib import Path


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The file at a path of the cache, made first if it is not there; a build killed meanwhile leaves no half of it."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(make())
        part.replace(path)
    return path.read_bytes()


def short_digest(*parts: object) -> str:
    """What tells one file from another in a name."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
