"""The redirect ledger (`config/redirects.yaml`): an address that was published once leads somewhere for ever."""

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated

from pydantic import StringConstraints

from toolkit import LANGUAGES
from toolkit.models.base import Model
from toolkit.models.values import FullDate
from toolkit.problems.problem import Problem, problem

FILE = "config/redirects.yaml"
# The characters our own addresses are made of: none of them means anything to a web server's configuration.
SiteAddress = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+([./][a-z0-9_-]+)*/?$", max_length=300)]


class Redirect(Model):
    """An address that is no longer published, the one that replaces it, and the day of the change."""

    old: SiteAddress
    new: SiteAddress
    date: FullDate


class RedirectsFile(Model):
    """`config/redirects.yaml`; addresses are relative to the root of the site, without a first slash."""

    redirects: list[Redirect]


def redirect_problems(redirects: Sequence[Redirect], lines: Sequence[int], files: Collection[str]) -> Iterator[Problem]:
    """Entries that lead nowhere, hide a living page, change the language or repeat another one.

    `files` are the paths of the files of the finished site, `lines` where each entry starts.
    """
    first: dict[str, int] = {}
    for index, (one, line) in enumerate(zip(redirects, lines, strict=True)):
        path = f"redirects[{index}]"
        if one.old in first:
            yield problem(FILE, "redirect-twice", line, 1, f"{path}.old", value=one.old, first=first[one.old])
        first.setdefault(one.old, line)
        if file_of(one.old) in files:
            yield problem(FILE, "redirect-of-a-page", line, 1, f"{path}.old", value=one.old)
        if file_of(one.new) not in files:
            yield problem(FILE, "redirect-to-nothing", line, 1, f"{path}.new", value=one.new)
        if _language(one.old) != _language(one.new):
            yield problem(FILE, "redirect-language", line, 1, f"{path}.new", value=one.new)


def file_of(address: str) -> str:
    """Path of the file that answers at an address."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def _language(address: str) -> str:
    first = address.split("/")[0]
    return first if first in LANGUAGES else ""
