"""Put hostile strings into every text field of every kind of record, as the models define them."""

import datetime
import itertools
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel
from toolkit import LANGUAGES
from toolkit.models import DATA_FILES
from toolkit.sources.data_files import read
from toolkit.sources.yaml_nodes import dotted, plain
from toolkit.sources.yaml_reader import read_yaml

# Files that hold no records: what they say is ours, and other tests alter it.
_OURS = (
    "config/urls.yaml",
    "config/labels.yaml",
    "config/navigation.yaml",
    "config/redirects.yaml",
    "config/search.yaml",
)
RECORDS = {name: model for name, model in DATA_FILES.items() if name not in _OURS}
# Each would call `hostile` if it ran as HTML or as script; the last are formulas.
PAYLOADS = (
    "<script>hostile()</script>",
    '"><img src=x onerror=hostile()>',
    "</script><svg onload=hostile()>",
    "${hostile()}",
    "' autofocus onfocus=hostile() x='",
    "=hostile()|'x'!A1",
    "+hostile()",
    "@hostile()",
)
# What rich text refuses, and every other field shows as it is.
LINKS = "[x](javascript:hostile()) [y](data:text/html,hostile)"
# Fields that no record uses today: a record that has them, so that they are tried too.
_BOTH = {"fr": "Un texte", "nl": "Een tekst"}
UNUSED: dict[str, dict[tuple[str | int, ...], Any]] = {
    "data/accessibility.yaml": {
        ("statement", "appeal"): _BOTH,
        ("statement", "contact"): {"email": "a@example.org", "phone": "+32 2 435 42 00", "days": 30},
    },
    "facilitators.yaml": {
        ("facilitators", 0, "contact", "person"): {
            "name": "Zoé Témoin",
            "role": _BOTH,
            "email": "zoe@example.org",
            "phone": "+32 2 435 42 00",
            "consent_given": datetime.date(2026, 1, 1),
            "consent_until": datetime.date(2099, 1, 1),
        },
        ("facilitators", 0, "contact", "phone"): "+32 2 435 42 00",
        ("facilitators", 0, "enterprise_number"): "0403.170.701",
        ("facilitators", 0, "demonstration"): False,
        ("facilitators", 0, "references"): ["bourse"],
    },
    "data/lots.yaml": {("reminders", 0, "sources", 0, "date"): "2026"},
    "data/methods.yaml": {("methods", 0, "sources", 0, "date"): "2026"},
    "data/processes.yaml": {
        ("processes", 0, "dates"): {"open_from": "2025-01-01", "open_until": "2025-02-01"},
        ("processes", 0, "follow_up", 0, "link"): "https://example.org/",
    },
    "data/vocabulary.yaml": {
        (name, 0, "description"): _BOTH
        for name in (
            "case_groups",
            *("cost_levels", "expertise", "issues", "languages", "method_families"),
            *("organisation_kinds", "settings", "themes"),
        )
    },
}
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Outcome:
    """Places (`data/processes.yaml:processes[0].title.fr`) that take a hostile text, with it; and those that refuse it."""

    taken: dict[str, str]
    refused: dict[str, str]


@dataclass(frozen=True)
class Hostile:
    """A project that holds them: its sources, its built site, and what became of each text."""

    root: Path
    folder: Path
    outcome: Outcome


def text_fields(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field of a model, and of those inside it, that holds text; steps of lists are left out."""
    for name, field in model.model_fields.items():
        yield from _in_annotation(field.annotation, (*above, field.alias or name))


def _in_annotation(kind: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, BaseModel):
        yield from text_fields(kind, path)
    elif isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, str):
        yield path
    else:
        inner = (*path, "*") if get_origin(kind) is dict else path
        for one in get_args(kind)[:1] if get_origin(kind) is None else get_args(kind):
            yield from _in_annotation(one, inner)


def places(data: Any) -> dict[tuple[str, ...], Key]:
    """The first place of each text field of a file, wherever it is first used."""
    found: dict[tuple[str, ...], Key] = {}
    for path, value in _walk(data, ()):
        if isinstance(value, str):
            found.setdefault(tuple(str(one) for one in path if isinstance(one, str)), path)
    return found


def _walk(value: Any, path: Key) -> Iterator[tuple[Key, Any]]:
    yield path, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in pairs:
        yield from _walk(child, (*path, key))


def get(data: Any, path: Key) -> Any:
    """The value at a place."""
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: Key, value: Any) -> None:
    """Write at a place."""
    get(data, path[:-1])[path[-1]] = value


def data_of(root: Path, file: str) -> Any:
    """A data file, as plain values."""
    tree, _ = read_yaml(file, (root / file).read_bytes())
    assert tree
    return plain(tree)


def whole(root: Path, file: str) -> Any:
    """A data file with every field its model knows, as plain values."""
    data = data_of(root, file)
    if file == "data/contacts.yaml":  # texts of the site name the others
        data["contacts"].insert(0, deepcopy(data["contacts"][0]))
    for path, value in UNUSED.get(file, {}).items():
        old = get(data, path) if isinstance(value, dict) and path[-1] == "dates" else {}
        put(data, path, {**old, **value} if old else deepcopy(value))
    return data


def put_payloads(root: Path) -> Outcome:
    """Put payloads before the first text of each field: all of them if it takes them, else one; or nothing."""
    data = {file: whole(root, file) for file in RECORDS}
    before = {(file, path): get(data[file], path) for file in data for path in places(data[file]).values()}
    one = itertools.cycle(PAYLOADS)
    taken: dict[str, str] = {}
    every = " ".join(PAYLOADS)
    for texts in (
        dict.fromkeys(before, f"{every} {LINKS}"),
        dict.fromkeys(before, every),
        dict(zip(before, one, strict=False)),
    ):
        tried = {key: f"{text} {before[key]}" for key, text in texts.items() if _name(key) not in taken}
        for key, text in tried.items():
            put(data[key[0]], key[1], text)
        while refused := _refused(root, data, set(tried)):
            for key in refused:
                put(data[key[0]], key[1], before[key])
                del tried[key]
        taken |= {_name(key): text for key, text in tried.items()}
    _put_in_forms(root)
    return Outcome(taken, {_name(key): before[key] for key in before if _name(key) not in taken})


def _refused(root: Path, data: dict[str, Any], tried: set[tuple[str, Key]]) -> set[tuple[str, Key]]:
    """The places that the check complains of, with those it complains of elsewhere because of them."""
    for file, content in data.items():
        (root / file).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000))
    found = {f"{one.file}:{one.path}" for one in read(root).problems}
    at = {key for key in tried if any(_name(key).startswith(name) for name in found)}
    assert at or not found, found
    return at


def _name(key: tuple[str, Key]) -> str:
    return f"{key[0]}:{dotted(key[1])}"


def _put_in_forms(root: Path) -> None:
    """The forms to download: HTML is refused there; formulas and template syntax are texts like others."""
    formulas = [one for one in PAYLOADS if "<" not in one and "'" not in one]
    for language in LANGUAGES:
        for path in sorted((root / "forms" / language).glob("*.md")):
            head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
            head = head.replace('title: "', f'title: "{formulas[1]} ').replace('use: "', f'use: "{formulas[0]} ')
            body = "\n\n".join([" ".join(formulas), body.strip(), " ".join(formulas)])
            path.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")
    budget = root / "forms" / "budget.yaml"
    data = data_of(root, "forms/budget.yaml")
    for path, value in list(_walk(data, ())):
        if isinstance(value, str) and path[-1] in LANGUAGES and path[0] != "name":
            put(data, path, f'{formulas[1]} "&hostile()&" {value}' if path[1:2] != ("sheet",) else value)
    budget.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
