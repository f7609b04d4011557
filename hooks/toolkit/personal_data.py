"""No personal data by accident: strings shaped like an e-mail address, a phone number or a national register number.

They may stand where contacts are declared, or be listed in `contacts.yaml`: contacts of public services, with the page
where the service publishes them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import phonenumbers
import stdnum.be.nn
from phonenumbers import Leniency, PhoneNumberMatcher

from toolkit.catalogue import Reading
from toolkit.documents import Document
from toolkit.memory import remembered
from toolkit.problems import Problem, problem
from toolkit.yaml_tree import dotted, walk

FILE = "contacts.yaml"
# Keys under which a contact is what is asked for, and files that hold no text of readers.
DECLARED = {"contact", "email", "phone", "enterprise_number"}
_EMAIL = re.compile(r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+")
_URL = re.compile(r"https?://[^\s)>\"]+")
_DIGITS = re.compile(r"[+(]?\d(?:[\s\u00a0\u202f./()-]*\d){7,}")
# A day is no number to call; every record has several, and the library takes its time to say so.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NATIONAL = re.compile(r"(?<![\w.])\d{2}[. -]?\d{2}[. -]?\d{2}[. -]?\d{3}[. -]?\d{2}(?!\w)")


def personal_problems(root: Path, reading: Reading, documents: Mapping[tuple[str, str], Document]) -> Iterator[Problem]:
    """Every such string, with its place."""
    listed = reading.models.get(FILE)
    allowed = {normal(one.value) for one in listed.contacts} if listed else set()
    yield from _data_problems(reading, frozenset(allowed))
    for document in documents.values():
        yield from _page_problems(root, document.file, frozenset(allowed))


@remembered(2)
def _data_problems(reading: Reading, allowed: frozenset[str]) -> list[Problem]:
    return [
        problem(file, code, node.line, node.column, dotted(path), value=value)
        for file, tree in reading.trees.items()
        for path, node in (walk(tree) if file != FILE else ())
        if isinstance(node.value, str) and not DECLARED & set(path)
        for code, value, _ in found_in(node.value, allowed)
    ]


def _page_problems(root: Path, file: str, allowed: frozenset[str]) -> Iterable[Problem]:
    try:
        return _text_problems((root / file).read_text(encoding="utf-8"), file, allowed)
    except (OSError, UnicodeDecodeError):
        return ()  # told when the page was read


@remembered(4096)
def _text_problems(text: str, file: str, allowed: frozenset[str]) -> list[Problem]:
    return [
        problem(file, code, number, column + 1, value=value)
        for number, line in enumerate(text.split("\n"), 1)
        for code, value, column in found_in(line, allowed)
    ]


def found_in(line: str, allowed: Collection[str] = ()) -> Iterator[tuple[str, str, int]]:
    """Code of the problem, text and position of each such string of a text."""
    if "://" in line:
        line = _URL.sub(lambda match: " " * len(match[0]), line)
    if "@" in line:
        yield from (
            ("personal-email", one[0], one.start()) for one in _EMAIL.finditer(line) if normal(one[0]) not in allowed
        )
    if not _DIGITS.search(line) or _DATE.fullmatch(line):
        return
    numbers = [one for one in _NATIONAL.finditer(line) if stdnum.be.nn.is_valid(one[0])]
    yield from (("personal-national-number", one[0], one.start()) for one in numbers)
    for found in PhoneNumberMatcher(line, "BE", leniency=Leniency.VALID):
        inside = any(one.start() <= found.start < one.end() for one in numbers)
        if not inside and normal(found.raw_string) not in allowed:
            yield "personal-phone", found.raw_string, found.start


def normal(value: str) -> str:
    """A contact as it is compared: an address in small letters, a number in its international form."""
    if "@" in value:
        return value.lower().rstrip(".")
    try:
        number = phonenumbers.parse(value, "BE")
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
