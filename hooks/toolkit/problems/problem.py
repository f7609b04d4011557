"""A problem: a fault an editor can mend, with its place, its cause and its remedy in French and in Dutch.

Checks return problems and never raise, so that a run collects all of them, prints them sorted, and fails once. What
only shows while pages are made is raised (`ProblemsError`).
"""

from dataclasses import dataclass, field

from toolkit.problems.messages import fill, messages


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault. `line` and `column` start at 1; `path` is the place in the record, as in `processes[3].title.nl`."""

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

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def problem(file: str, code: str, line: int = 1, column: int = 1, path: str = "", **details: object) -> Problem:
    """Build a problem; the details fill the blanks of its message in `messages.yaml`."""
    return Problem(file, line, column, code, path, tuple((key, str(value)) for key, value in details.items()))
