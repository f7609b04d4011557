"""The real project with thousands of processes: invented ones are real ones taken apart and put together again."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from toolkit import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = (".*", "site", "dist", "tests", "bench*", "__pycache__")
SEED = 20261123
TITLE_WORDS, SENTENCES = 6, 4
# Fields taken each from another process; the other fields, such as dates and promises, depend on each other.
INDEPENDENT = ("organiser", "place", "themes", "level", "methods")
Record = dict[str, Any]


def write(number: int, root: Path) -> None:
    """Write the project with `number` processes in all into a folder that does not exist. (JSON is YAML.)"""
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT))
    path = root / "data/processes.yaml"
    real = yaml.safe_load(path.read_text(encoding="utf-8"))["processes"]
    records = {"processes": [*real, *invented(real, number - len(real))]}
    path.write_text(json.dumps(records, default=str, ensure_ascii=False, indent=1), encoding="utf-8")


def invented(real: list[Record], number: int) -> Iterator[Record]:
    """Yield `number` records, `invented-0` and so on, all different, the same at each run."""
    source = random.Random(SEED)  # noqa: S311 (no secret)
    words = {one: [word for record in real for word in record["title"][one].split()] for one in LANGUAGES}
    sentences = {one: [text for record in real for text in _sentences(record["summary"][one])] for one in LANGUAGES}
    for index in range(number):
        titles = {one: " ".join(source.sample(words[one], TITLE_WORDS))[:80].strip(":,; ") for one in LANGUAGES}
        yield {
            **source.choice(real),
            **{field: source.choice(real)[field] for field in INDEPENDENT},
            "id": f"invented-{index}",
            "slug": {one: f"invented-{index}-{one}" for one in LANGUAGES},
            "title": {one: f"{title} {index}" for one, title in titles.items()},
            "summary": {one: " ".join(source.sample(sentences[one], SENTENCES)) for one in LANGUAGES},
        }


def _sentences(text: str) -> list[str]:
    return [f"{sentence.rstrip('.')}." for sentence in text.split(". ")]
