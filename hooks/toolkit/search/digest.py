"""A digest of all that an index depends on, so that a build can keep the one it has."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from toolkit import LANGUAGES
from toolkit.project import Project
from toolkit.search.entries import Entry, forms

# The packages that decide what is in the files.
_PACKAGES = ("pagefind-bin", "cbor2", "deflate", "numpy", "pydantic-core", "pystemmer")


def index_digest(project: Project, found: Iterable[Entry]) -> str:
    """Hexadecimal digest of entries, words and code: where it is the same, `write_index` writes the same bytes."""
    digest = hashlib.sha256(_code())
    digest.update(project.search.model_dump_json().encode())
    for term in project.catalogue.terms.values():
        digest.update(repr([forms(term, language) for language in LANGUAGES]).encode())
    for one in found:
        facets = sorted((name, tuple(values)) for name, values in one.facets.items())
        digest.update(repr((one.address, one.language, one.names, facets, len(one.body))).encode())
        digest.update(one.body.encode())
    return digest.hexdigest()


@cache
def _code() -> bytes:
    versions = [f"{name} {version(name)}" for name in _PACKAGES]
    files = sorted(Path(__file__).parent.glob("*.py"))
    return "\n".join(versions).encode() + b"".join(path.read_bytes() for path in files)
