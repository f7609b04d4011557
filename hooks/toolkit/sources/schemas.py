"""JSON Schemas of the data files, written to `schemas/` for the programs of editors (completion, red lines)."""

import json
from pathlib import Path, PurePosixPath

from toolkit.models import DATA_FILES


def schema_texts() -> dict[str, str]:
    """Text of each schema by its path in the project, made from the models."""
    schemas = {PurePosixPath(name).stem: model.model_json_schema() for name, model in DATA_FILES.items()}
    return {
        f"schemas/{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
        for name, schema in schemas.items()
    }


def write(root: Path) -> None:
    """Write the schemas."""
    for path, text in schema_texts().items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
