"""Fingerprints of all that pages are made from: a page is made again when one of its fingerprints has changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_json

from toolkit.build.dependencies import ALL, DependencyKey
from toolkit.project import Project
from toolkit.settings import Settings
from toolkit.sources.pages import Document

GLOBAL_FILES = ("mkdocs.yml", "data/brussels-municipalities.geojson")


def global_fingerprint(project: Project, settings: Settings, generator: str) -> bytes:
    """Return the fingerprint of what any page may use without recording it: a change here rebuilds every page.

    `generator` is the program that runs the build, with its version. Our own code is part of the name of the cache.
    """
    catalogue = project.catalogue
    values = [getattr(catalogue, field.name) for field in fields(catalogue)]
    plain = [value for value in values if not isinstance(value, Mapping)]
    inputs = repr([plain, project.navigation, project.today, settings, generator])
    return _hash(inputs.encode(), *((project.root / name).read_bytes() for name in GLOBAL_FILES))


def template_contents(overrides: Path) -> dict[str, bytes]:
    """Return the templates by their path in `overrides`. Assets are none: pages record the published names of those."""
    paths = (path for path in overrides.rglob("*") if path.is_file() and "assets" not in path.parts)
    return {path.relative_to(overrides).as_posix(): path.read_bytes() for path in sorted(paths)}


class Fingerprints:
    """Fingerprints of the content of mappings, by the name of the mapping and a key of it."""

    def __init__(self, mappings: Mapping[str, Mapping[Any, Any]]) -> None:
        self.mappings = mappings
        self.found: dict[DependencyKey, bytes] = {}
        # A record is the value of many keys. The mappings hold the records, so their identities stay unique.
        self.records: dict[int, bytes] = {}

    def of(self, dependency: DependencyKey) -> bytes:
        """Return the fingerprint of the value of a key; a key that does not exist has one too."""
        if dependency not in self.found:
            self.found[dependency] = self._compute(*dependency)
        return self.found[dependency]

    def _compute(self, name: str, key: Any) -> bytes:
        mapping = self.mappings.get(name, {})
        if key == ALL:
            return _hash(*(self._of(pair) for pair in mapping.items()))
        return self._of(mapping[key]) if key in mapping else b"absent"

    def _of(self, value: Any) -> bytes:
        if isinstance(value, BaseModel):
            if id(value) not in self.records:
                self.records[id(value)] = _hash(type(value).__name__.encode(), to_json(value))
            return self.records[id(value)]
        if isinstance(value, Document):  # other pages read no more of it than its front matter
            return _hash(value.language.encode(), value.path.encode(), to_json(value.meta))
        if is_dataclass(value) and not isinstance(value, type):
            return self._of(tuple(getattr(value, field.name) for field in fields(value)))
        if isinstance(value, Mapping):
            return self._of(tuple(value.items()))
        if isinstance(value, (tuple, list)):
            return _hash(b"[", *map(self._of, value))
        return repr(value).encode()


def _hash(*parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=12)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()
