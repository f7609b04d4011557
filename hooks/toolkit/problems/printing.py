"""Problems as editors and forges read them: lines, warnings, annotations of a pull request."""

import os
from collections.abc import Iterable

from toolkit import LANGUAGES
from toolkit.problems.messages import readable
from toolkit.problems.problem import Problem, problem


def languages_wanted(option: str | None, environment: dict[str, str] | None = None) -> tuple[str, ...]:
    """Languages of the messages: the option, else `LANG`, else both."""
    variables = os.environ if environment is None else environment
    wanted = option or variables.get("LANG", "")[:2]
    return (wanted,) if wanted in LANGUAGES else LANGUAGES


def lines(problems: Iterable[Problem], languages: tuple[str, ...]) -> list[str]:
    """One printable line per problem and a summary line, in the languages asked for."""
    ordered = sorted(set(problems))
    if not ordered:
        return []
    code = "summary-one" if len(ordered) == 1 else "summary-many"
    summary = problem("", code, count=len(ordered), files=len({item.file for item in ordered}))
    return [*(_line(item, languages) for item in ordered), " / ".join(summary.text(language) for language in languages)]


def warnings(problems: Iterable[Problem], languages: tuple[str, ...]) -> list[str]:
    """One printable line for each point that does not stop a build."""
    return [f"! {_line(item, languages)}" for item in sorted(set(problems))]


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
