"""Packages import only what stands before them in the flow of data; no circle; one file knows the site generator."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support.projects import ROOT
from toolkit.kinds import KINDS
from toolkit.models import DATA_FILES
from toolkit.sources.catalog import Catalog

HOOKS = ROOT / "hooks"
TOOLKIT = HOOKS / "toolkit"
# In the order of the flow. What stands on one line knows nothing of the rest of the line but utilities.
FLOW = [
    *("file_cache", "versions", "memory", "kinds", "settings"),
    *("problems", "models", "sources", "domain", "checks", "project"),
    *("assets", "forms", "render", "exports", "search", "build", "__main__"),
]
# Modules of the root that stand below all packages, and may use one another.
UTILITIES = ("file_cache", "versions", "memory", "kinds", "settings")
MOST_MODULES = 14
GENERATOR = ("mkdocs", "material", "mkdocs_static_i18n")
MODULES = {".".join(path.relative_to(HOOKS).with_suffix("").parts): path for path in sorted(HOOKS.rglob("*.py"))}


def imports(path: Path) -> Iterator[str]:
    """Modules a file imports, wherever the import stands, for types only too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = [name for name in inside if name in MODULES]
            yield from modules
            if len(modules) < len(inside):
                yield node.module


def layer(module: str) -> int:
    """Position of a module of the toolkit in the flow."""
    parts = module.split(".")
    return FLOW.index(parts[1]) if len(parts) > 1 else -1


TOOLKIT_MODULES = [name for name in MODULES if name.startswith("toolkit.")]


@pytest.mark.parametrize("module", TOOLKIT_MODULES)
def test_no_module_imports_what_comes_after_it(module: str) -> None:
    used = [name for name in imports(MODULES[module]) if name.startswith("toolkit.")]
    ahead = [name for name in used if layer(name) > layer(module)]
    assert [
        name for name in ahead if module.split(".")[1] not in UTILITIES or name.split(".")[1] not in UTILITIES
    ] == []


def test_no_import_is_circular() -> None:
    waiting = {name: {used for used in imports(path) if used in MODULES} for name, path in MODULES.items()}
    while free := [name for name, used in waiting.items() if not used & waiting.keys()]:
        for name in free:
            del waiting[name]
    # What is left is in a circle, or imports one.
    assert sorted(waiting) == []


def test_only_the_events_know_the_site_generator() -> None:
    knowing = {name for name, path in MODULES.items() if {used.split(".")[0] for used in imports(path)} & {*GENERATOR}}
    assert knowing == {"events"}


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES.values()}))
def test_a_folder_can_be_looked_over(folder: Path) -> None:
    modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MOST_MODULES


def test_every_data_file_is_watched_by_the_preview() -> None:
    configuration = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    watched = [ROOT / name for name in configuration["watch"]]
    assert [file for file in DATA_FILES if not any((ROOT / file).is_relative_to(path) for path in watched)] == []
    assert [path for path in watched if not path.exists()] == []


class _Loader(yaml.SafeLoader):
    """Reads the `!ENV` of MkDocs as any value."""


_Loader.add_multi_constructor("!", lambda *_: None)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_of_record_is_a_list_of_its_data_file_and_a_field_of_the_catalog(kind: object) -> None:
    assert kind.name in DATA_FILES[kind.file].model_fields
    assert kind.name in Catalog.__dataclass_fields__
