"""The JSON Schemas that editors' programs read: made from the models, and true of the real data."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.json_schema import faults
from support.projects import ROOT
from toolkit.sources.catalog import FILES
from toolkit.sources.schemas import schema_texts
from toolkit.sources.yaml_nodes import plain
from toolkit.sources.yaml_reader import read_yaml


def found(file: str, change: Callable[[Any], object] = lambda data: None) -> list[str]:
    """Faults of a real data file, once changed, by its schema."""
    schema = json.loads((ROOT / "schemas" / f"{Path(file).stem}.schema.json").read_text(encoding="utf-8"))
    tree, _ = read_yaml(file, (ROOT / file).read_bytes())
    assert tree
    data = plain(tree)
    change(data)
    return list(faults(data, schema, schema))


def test_the_schemas_are_those_of_the_models() -> None:
    kept = {f"schemas/{path.name}": path.read_text(encoding="utf-8") for path in (ROOT / "schemas").iterdir()}
    assert kept == schema_texts(), "run make schemas"


@pytest.mark.parametrize("file", FILES)
def test_every_data_file_names_its_schema(file: str) -> None:
    first_line = (ROOT / file).read_text(encoding="utf-8").split("\n")[0]
    path = first_line.removeprefix("# yaml-language-server: $schema=")
    schema = ((ROOT / file).parent / path).resolve().relative_to(ROOT).as_posix()
    assert schema in schema_texts()
    assert schema == f"schemas/{Path(file).stem}.schema.json"


@pytest.mark.parametrize("file", FILES)
def test_the_real_data_follow_their_schema(file: str) -> None:
    assert found(file) == []


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        (
            "data/processes.yaml",
            lambda data: data["processes"][0].update(levle="inform"),
            ".processes[0].levle: additionalP",
        ),
        ("data/processes.yaml", lambda data: data["processes"][1].pop("level"), ".processes[1].level: required"),
        (
            "data/processes.yaml",
            lambda data: data["processes"][0]["dates"].update(start="juin"),
            ".processes[0].dates.start",
        ),
        ("data/processes.yaml", lambda data: data["processes"][0].update(themes=[]), ".processes[0].themes: minItems"),
        (
            "data/glossary.yaml",
            lambda data: data["terms"][0]["definition"].update(nl=12),
            ".terms[0].definition.nl: type",
        ),
        ("data/lots.yaml", lambda data: data["lots"][0].update(number=True), ".lots[0].number: type"),
    ],
)
def test_the_schemas_see_what_editors_mistype(file: str, change: Callable[[Any], object], fault: str) -> None:
    (one,) = found(file, change)
    assert one.startswith(fault)
