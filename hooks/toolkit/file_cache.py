"""Content-addressed cache of expensive files: the name of each changes with all it is made from."""

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# What reading a pickle that is damaged or was written by other code may raise.
UNREADABLE = (OSError, EOFError, ValueError, TypeError, pickle.PickleError, AttributeError, ImportError, LookupError)


def cached_file(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the content of a file of the cache; make it first if it is not there."""
    if not path.is_file():
        content = make()
        with atomic_write(path) as stream:
            stream.write(content)
    return path.read_bytes()


@contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that appears whole or not at all, even if the build is killed or another one writes it too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as stream:
        yield stream
    part.replace(path)


def short_digest(*parts: object) -> str:
    """Return a digest for the name of a file."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
