"""Fingerprints of all that pages are made from: a page is made again when one of its fingerprints has changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from toolkit.build.dependencies import ALL, DependencyKey
from toolkit.project import Project
from toolkit.settings import Settings

GLOBAL_FILES = ("mkdocs.yml", "data/brussels-municipalities.geojson")


def global_fingerprint(project: Project, settings: Settings) -> bytes:
    """Return the fingerprint of what any page may use without recording it: a change here rebuilds every page.

    Our own code and the versions of the packages are part of the name of the cache.
    """
    catalog = project.catalog
    values = [getattr(catalog, field.name) for field in fields(catalog)]
    plain = [value for value in values if not isinstance(value, Mapping)]
    files = [(project.root / name).read_bytes() for name in GLOBAL_FILES]
    return fingerprint([plain, project.navigation, project.today, settings, files])


def template_contents(overrides: Path) -> dict[str, bytes]:
    """Return the templates by their path in `overrides`. Assets are none: pages record the published names of those."""
    paths = (path for path in overrides.rglob("*") if path.is_file() and "assets" not in path.parts)
    return {path.relative_to(overrides).as_posix(): path.read_bytes() for path in sorted(paths)}


class Fingerprints:
    """Fingerprints of the values of mappings, by the name of the mapping and a key of it."""

    def __init__(self, mappings: Mapping[str, Mapping[Any, Any]]) -> None:
        self.mappings = mappings
        self.computed: dict[DependencyKey, bytes] = {}

    def of(self, dependency: DependencyKey) -> bytes:
        """Return the fingerprint of the value of a key; a key that does not exist has one too."""
        if dependency not in self.computed:
            name, key = dependency
            mapping = self.mappings.get(name, {})
            value = [[*pair] for pair in mapping.items()] if key == ALL else [mapping[key]] if key in mapping else []
            self.computed[dependency] = fingerprint(value)
        return self.computed[dependency]


def fingerprint(value: Any) -> bytes:
    """Return the digest of a value made of records, dataclasses, sequences and plain values."""
    return hashlib.blake2b(to_json(value, bytes_mode="base64"), digest_size=12).digest()
