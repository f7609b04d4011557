"""Digests of what runs: our sources, the lock of the packages, Python. Caches of other code are not read."""

import hashlib
import platform
from functools import cache
from pathlib import Path

HOOKS = Path(__file__).parents[1]
LOCK = HOOKS.parent / "requirements" / "site.txt"


@cache
def lock_digest() -> str:
    """Return the hexadecimal digest of the locked packages and of the version of Python."""
    return hashlib.sha256(platform.python_version().encode() + LOCK.read_bytes()).hexdigest()


@cache
def code_digest() -> str:
    """Return the hexadecimal digest of our sources and of what `lock_digest` covers."""
    digest = hashlib.sha256(lock_digest().encode())
    for path in sorted(path for path in HOOKS.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        digest.update(str(path.relative_to(HOOKS)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
