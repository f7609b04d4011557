"""JSON Schemas of the data files, written to `schemas/` for the programs of editors (completion, red lines)."""

import json
from pathlib import Path, PurePosixPath

from toolkit.sources.catalog import FILES


def schema_texts() -> dict[str, str]:
    """Text of each schema by its path in the project, made from the models."""
    return {
        f"schemas/{PurePosixPath(name).stem}.schema.json": json.dumps(
            model.model_json_schema(), indent=2, ensure_ascii=False, sort_keys=True
        )
        + "\n"
        for name, model in FILES.items()
    }


def write(root: Path) -> None:
    """Write the schemas that changed."""
    for path, text in schema_texts().items():
        target = root / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
