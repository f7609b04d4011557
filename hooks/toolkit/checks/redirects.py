"""Redirects (`config/redirects.yaml`): addresses that were published once, and the page that replaces each."""

from collections.abc import Collection, Iterator, Sequence

from toolkit import LANGUAGES
from toolkit.models.config import Redirect
from toolkit.problems.problem import Problem, problem

FILE = "config/redirects.yaml"


def redirect_problems(redirects: Sequence[Redirect], lines: Sequence[int], files: Collection[str]) -> Iterator[Problem]:
    """Entries that lead nowhere, hide a page, change the language or repeat another one.

    `files` are the paths of the files of the finished site, `lines` where each entry starts.
    """
    first: dict[str, int] = {}
    for index, (redirect, line) in enumerate(zip(redirects, lines, strict=True)):
        path, old, new = f"redirects[{index}]", redirect.old, redirect.new
        if old in first:
            yield problem(FILE, "redirect-twice", line, 1, f"{path}.old", value=old, first=first[old])
        first.setdefault(old, line)
        if file_of(old) in files:
            yield problem(FILE, "redirect-of-a-page", line, 1, f"{path}.old", value=old)
        if file_of(new) not in files:
            yield problem(FILE, "redirect-to-nothing", line, 1, f"{path}.new", value=new)
        if _language(old) != _language(new):
            yield problem(FILE, "redirect-language", line, 1, f"{path}.new", value=new)


def file_of(address: str) -> str:
    """Path of the file that answers at an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def _language(address: str) -> str:
    first = address.split("/")[0]
    return first if first in LANGUAGES else ""
