"""Hostile strings, put into every text field of a record of each kind."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from building import ROOT
from toolkit.catalogue import read
from toolkit.yaml_source import read_yaml
from toolkit.yaml_tree import plain

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "site", "dist", "tests", ".*_cache", ".cache", "node_modules")
FILES = ("processes.yaml", "facilitators.yaml", "lots.yaml", "methods.yaml", "glossary.yaml", "accessibility.yaml")
# Each would call `hostile` if it ran as HTML or as script; the last are formulas.
PAYLOADS = (
    "<script>hostile()</script>",
    '"><img src=x onerror=hostile()>',
    "</script><svg onload=hostile()>",
    "${hostile()}",
    "' autofocus onfocus=hostile() x='",
    "=hostile()|'x'!A1",
)


def copy(folder: Path) -> Path:
    """A copy of the project."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    return folder


def poisoned(root: Path) -> list[str]:
    """Put a payload before every text of the first record of each list that takes it; returns the fields that did."""
    taken: list[str] = []
    payloads = itertools.cycle(PAYLOADS)
    for file in FILES:
        tree, _ = read_yaml(file, (root / file).read_bytes())
        assert tree
        data = plain(tree)
        for holder, key, path in list(_texts(data)):
            before, holder[key] = holder[key], f"{next(payloads)} {holder[key]}"
            (root / file).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))
            if read(root).problems:
                holder[key] = before
            else:
                taken.append(f"{file}:{path}")
        (root / file).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))
    return taken


def _texts(value: Any, path: str = "") -> Iterator[tuple[Any, Any, str]]:
    """Every text of the first item of each list, with what holds it."""
    pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))[:1]
    for key, child in pairs:
        here = f"{path}.{key}"
        if isinstance(child, (dict, list)):
            yield from _texts(child, here)
        elif isinstance(child, str) and " " in child:
            yield value, key, here
