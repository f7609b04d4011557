"""What the person who publishes reads, kept as data in `words.yaml`."""

import sys
from functools import cache
from importlib.resources import files

import yaml
from toolkit.problems.messages import readable
from toolkit.problems.printing import languages_wanted

LONGEST = 500  # what a tool says, and the path it names


class RefusedError(Exception):
    """A step that cannot be taken; its text says why and what to do."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(words(code, **details))
        self.code = code


def words(code: str, **details: object) -> str:
    """A sentence in the reader's language (`LANG`), else in both."""
    sentence = _sentences()[code]
    shown = {key: readable(str(value), LONGEST) for key, value in details.items()}
    return " / ".join(sentence[language].format_map(shown) for language in languages_wanted(None))


def say(code: str, **details: object) -> None:
    """Print a sentence at once, so that progress shows in a log too."""
    print(words(code, **details), flush=True)


def warn(code: str, **details: object) -> None:
    """Print a sentence where errors go."""
    print(words(code, **details), file=sys.stderr, flush=True)


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("publishing").joinpath("words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded
