"""The JSON Schemas that editors' programs read: made from the models, and true of the data."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from support.projects import ROOT, SMALL
from toolkit.models import DATA_FILES
from toolkit.sources.schemas import schema_texts
from toolkit.sources.yaml_nodes import plain
from toolkit.sources.yaml_reader import read_yaml


def faults(file: str, data: Any) -> list[tuple[str, str]]:
    """Path and keyword of each fault of a data file, by its schema."""
    schema = json.loads((ROOT / "schemas" / f"{Path(file).stem}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    found = Draft202012Validator(schema).iter_errors(data)
    return [(error.json_path, str(error.validator)) for error in found]


def content(root: Path, file: str) -> Any:
    """Data of a file of a project."""
    tree, _ = read_yaml(file, (root / file).read_bytes())
    assert tree
    return plain(tree)


def test_the_schemas_are_those_of_the_models() -> None:
    written = {f"schemas/{path.name}": path.read_text(encoding="utf-8") for path in (ROOT / "schemas").iterdir()}
    assert written == schema_texts(), "run make schemas"


@pytest.mark.parametrize("file", DATA_FILES)
def test_every_data_file_names_its_schema(file: str) -> None:
    first_line = (ROOT / file).read_text(encoding="utf-8").split("\n")[0]
    path = first_line.removeprefix("# yaml-language-server: $schema=")
    schema = ((ROOT / file).parent / path).resolve().relative_to(ROOT).as_posix()
    assert schema in schema_texts()
    assert schema == f"schemas/{Path(file).stem}.schema.json"


@pytest.mark.parametrize("file", DATA_FILES)
def test_the_real_data_follow_their_schema(file: str) -> None:
    assert faults(file, content(ROOT, file)) == []


@pytest.mark.parametrize(
    ("file", "change", "fault"),
    [
        (
            "data/processes.yaml",
            lambda data: data["processes"][0].update(levle="inform"),
            ("$.processes[0]", "additionalProperties"),
        ),
        ("data/processes.yaml", lambda data: data["processes"][1].pop("level"), ("$.processes[1]", "required")),
        (
            "data/processes.yaml",
            lambda data: data["processes"][0]["dates"].update(start="juin"),
            ("$.processes[0].dates.start", "anyOf"),
        ),
        (
            "data/processes.yaml",
            lambda data: data["processes"][0]["place"].update(point={"latitude": "50", "longitude": 4.35}),
            ("$.processes[0].place.point", "anyOf"),
        ),
        (
            "data/processes.yaml",
            lambda data: data["processes"][0].update(themes=[]),
            ("$.processes[0].themes", "minItems"),
        ),
        (
            "data/glossary.yaml",
            lambda data: data["terms"][0]["definition"].update(nl=12),
            ("$.terms[0].definition.nl", "type"),
        ),
        ("data/lots.yaml", lambda data: data["lots"][0].update(number=True), ("$.lots[0].number", "type")),
    ],
)
def test_the_schemas_see_what_editors_mistype(
    file: str, change: Callable[[Any], object], fault: tuple[str, str]
) -> None:
    data = content(SMALL, file)
    assert faults(file, data) == []
    change(data)
    assert faults(file, data) == [fault]
