"""What the person who publishes reads, kept as data in `messages.yaml`."""

import sys
from functools import cache
from importlib.resources import files

import yaml
from toolkit.problems.messages import readable
from toolkit.problems.printing import languages_wanted

LONGEST = 500  # characters of a tool's output or of a path


class RefusedError(Exception):
    """A step that cannot be taken; its text says why and what to do. `code` is the key in `messages.yaml`."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(message(code, **details))
        self.code = code


def message(code: str, **details: object) -> str:
    """Return a sentence in the reader's language (`LANG`), else in both."""
    sentence = _sentences()[code]
    shown = {key: readable(str(value), LONGEST) for key, value in details.items()}
    return " / ".join(sentence[language].format_map(shown) for language in languages_wanted(None))


def say(code: str, **details: object) -> None:
    """Print a sentence and flush, so that progress shows in a log too."""
    print(message(code, **details), flush=True)


def warn(code: str, **details: object) -> None:
    """Print a sentence on standard error."""
    print(message(code, **details), file=sys.stderr, flush=True)


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("publishing").joinpath("messages.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded
