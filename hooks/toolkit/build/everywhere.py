"""What every page depends on: our code and templates, the configuration, versions, the day, what is not a record."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from toolkit.build.settings import Settings
from toolkit.project import Project
from toolkit.versions import code_digest

FOLDERS = ("overrides",)
FILES = ("mkdocs.yml", "data/brussels-municipalities.geojson")


def digest(project: Project, settings: Settings, assets: Mapping[str, str], generator: str) -> str:
    """One digest of all of it. `assets` are published names, `generator` is what runs the build and its version."""
    found = hashlib.sha256(code_digest().encode())
    for path in _sources(project.root):
        found.update(str(path.relative_to(project.root)).encode() + b"\0" + path.read_bytes())
    kept = {one.name: getattr(project.catalogue, one.name) for one in fields(project.catalogue)}
    rest: list[Any] = [value for value in kept.values() if not isinstance(value, Mapping)]
    rest += [project.navigation, project.search, project.today, settings, sorted(assets.items()), generator]
    found.update(repr(rest).encode())
    return found.hexdigest()


def _sources(root: Path) -> Iterable[Path]:
    yield from (root / name for name in FILES)
    for folder in FOLDERS:
        paths = (path for path in (root / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        yield from sorted(paths)
