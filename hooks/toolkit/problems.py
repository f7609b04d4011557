"""A problem: one fault an editor can mend, with its place, its cause and its remedy in French and in Dutch.

Every check of the project returns problems; none of them raises. A run collects them all, prints them sorted,
and fails once. What only shows while pages are made is raised (`ProblemsError`).
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit import LANGUAGES
from toolkit.messages import fill, messages, readable


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault. `line` and `column` start at 1; `path` is the place in the record, as in `processes[3].title.nl`."""

    file: str
    line: int
    column: int
    code: str
    path: str = ""
    details: tuple[tuple[str, str], ...] = field(default=())

    def text(self, language: str) -> str:
        """The cause, then what to do instead, in one language."""
        details = dict(self.details)
        if details.get("near"):
            details["near"] = fill(messages()["near"][language], details)
        return fill(messages()[self.code][language], details)


class ProblemsError(Exception):
    """Problems that no check before the build can see."""

    def __init__(self, *found: Problem) -> None:
        super().__init__(*found)
        self.found = found


def problem(file: str, code: str, line: int = 1, column: int = 1, path: str = "", **details: object) -> Problem:
    """Build a problem; the details fill the blanks of its message in `messages.yaml`."""
    return Problem(file, line, column, code, path, tuple((key, str(value)) for key, value in details.items()))


def languages_wanted(option: str | None, environment: dict[str, str] | None = None) -> tuple[str, ...]:
    """The languages to speak to the editor in: the option, else `LANG`, else both."""
    variables = os.environ if environment is None else environment
    wanted = option or variables.get("LANG", "")[:2]
    return (wanted,) if wanted in LANGUAGES else LANGUAGES


def lines(problems: Iterable[Problem], languages: tuple[str, ...]) -> list[str]:
    """One printable line per problem and a summary line, in the languages asked for."""
    found = sorted(set(problems))
    shown = [_line(item, languages) for item in found]
    if not found:
        return shown
    code = "summary-one" if len(found) == 1 else "summary-many"
    summary = problem("", code, count=len(found), files=len({item.file for item in found}))
    return [*shown, " / ".join(summary.text(language) for language in languages)]


def warnings(found: Iterable[Problem], languages: tuple[str, ...]) -> list[str]:
    """One printable line for each point that does not stop a build."""
    return [f"! {_line(item, languages)}" for item in sorted(set(found))]


def annotations(problems: Iterable[Problem], languages: tuple[str, ...]) -> list[str]:
    """The same problems as GitHub workflow commands, which mark the lines of a pull request."""
    return [
        f"::error file={_escape(item.file, ',:')},line={item.line},col={item.column}::{_escape(_body(item, languages))}"
        for item in sorted(set(problems))
    ]


def _line(item: Problem, languages: tuple[str, ...]) -> str:
    return f"{readable(item.file, 250)}:{item.line}:{item.column}: {_body(item, languages)}"


def _body(item: Problem, languages: tuple[str, ...]) -> str:
    where = f"[{readable(item.path, 150)}] " if item.path else ""
    return where + " / ".join(item.text(language) for language in languages)


def _escape(text: str, also: str = "") -> str:
    # https://docs.github.com/actions: % first, then what would end the command or its properties.
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
