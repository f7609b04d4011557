"""What every page depends on: our code and templates, the configuration, versions, the day, what is not a record."""

import hashlib
import platform
from collections.abc import Iterable, Mapping
from dataclasses import fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

from toolkit.project import Project
from toolkit.settings import Settings

FOLDERS = ("hooks", "overrides", "data")
FILES = ("mkdocs.yml",)
# The packages of requirements/site.in, and what they make HTML with.
PACKAGES = (
    "babel",
    "cbor2",
    "email-validator",
    "feedgen",
    "font-manrope",
    "fonttools",
    "icalendar",
    "jinja2",
    "leather",
    "lxml",
    "markdown",
    "markdown-it-py",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "mkdocs-static-i18n",
    "numpy",
    "openpyxl",
    "pagefind-bin",
    "phonenumbers",
    "pydantic",
    "pypandoc-binary",
    "python-dateutil",
    "python-stdnum",
    "pyyaml",
    "selectolax",
    "shapely",
    "snowballstemmer",
    "tinycss2",
    "typst",
)


def digest(project: Project, settings: Settings, assets: Mapping[str, str], generator: str) -> str:
    """One digest of all of it. `assets` are published names, `generator` is what runs the build and its version."""
    found = hashlib.sha256()
    for path in _sources(project.root):
        found.update(str(path.relative_to(project.root)).encode() + b"\0" + path.read_bytes())
    kept = {one.name: getattr(project.catalogue, one.name) for one in fields(project.catalogue)}
    rest: list[Any] = [value for value in kept.values() if not isinstance(value, Mapping)]
    rest += [project.navigation, project.search, project.today, settings, sorted(assets.items())]
    rest += [generator, platform.python_version(), *((name, version(name)) for name in PACKAGES)]
    found.update(repr(rest).encode())
    return found.hexdigest()


def _sources(root: Path) -> Iterable[Path]:
    yield from (root / name for name in FILES)
    for folder in FOLDERS:
        paths = (path for path in (root / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
        yield from sorted(paths)
