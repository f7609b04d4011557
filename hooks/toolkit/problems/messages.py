"""The sentences editors read, as data in `messages.yaml`: one per kind of problem and language."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def messages() -> dict[str, dict[str, str]]:
    """Sentences by code and language; a build without problems does not read them."""
    text = files("toolkit.problems").joinpath("messages.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


def fill(sentence: str, details: dict[str, Any]) -> str:
    """Fill the `{placeholders}` of a sentence, with values short enough to stay on one line."""
    return sentence.format_map({key: readable(str(value)) for key, value in details.items()})


def readable(value: str, limit: int = 80) -> str:
    """A value without control characters or line breaks, truncated to `limit` characters."""
    safe = (char if char.isprintable() or char == "\xa0" else "\N{REPLACEMENT CHARACTER}" for char in value)
    shown = "".join(safe)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
