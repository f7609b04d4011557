"""Files that take long to make, in the cache folder under a name that changes with all they are made from."""

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

# What reading a pickle of an earlier build may raise.
UNREADABLE = (OSError, EOFError, ValueError, TypeError, pickle.PickleError, AttributeError, ImportError, LookupError)


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The file at a path of the cache, made first if it is not there."""
    if not path.is_file():
        content = make()
        with replacing(path) as stream:
            stream.write(content)
    return path.read_bytes()


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file that appears whole or not at all, though the build be killed or another write it too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as stream:
        yield stream
    part.replace(path)


def short_digest(*parts: object) -> str:
    """What tells one file from another in a name."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
