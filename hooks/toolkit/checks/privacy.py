"""No personal data by accident: strings shaped like an e-mail address, a phone number or a national register number.

They may stand where contacts are declared, or be listed in `data/contacts.yaml`: contacts of public services, with the
page where the service publishes them.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from toolkit.checks.contact_patterns import found_in, is_listed, normal
from toolkit.problems.problem import Problem, problem
from toolkit.sources.data_files import DataFile, Reading

FILE = "data/contacts.yaml"
# Keys under which a contact is what is asked for, and files that hold no text of readers.
DECLARED = {"contact", "email", "phone", "enterprise_number"}


def personal_problems(root: Path, reading: Reading, texts: Iterable[str]) -> Iterator[Problem]:
    """Every such string, with its place; `texts` are the files of the pages and of the forms."""
    contacts = reading.models.get(FILE)
    allowed = frozenset(normal(contact.value) for contact in contacts.contacts) if contacts else frozenset[str]()
    for name, data_file in reading.files.items():
        if name != FILE:
            yield from _in_data(data_file, allowed)
    for file in texts:
        try:
            yield from _in_text(file, (root / file).read_text(encoding="utf-8"), allowed)
        except (OSError, UnicodeDecodeError):
            pass  # a problem of its own, found when the file was read


# A preview verifies all files after each edit, of which most have not changed.
@lru_cache(maxsize=32)
def _in_data(file: DataFile, allowed: frozenset[str]) -> list[Problem]:
    return [
        file.problem(code, path, value=value)
        for path, text in file.texts()
        if not DECLARED & set(path)
        for code, value, _ in found_in(text)
        if not is_listed(code, value, allowed)
    ]


@lru_cache(maxsize=4096)
def _in_text(file: str, text: str, allowed: frozenset[str]) -> list[Problem]:
    return [
        problem(file, code, number, column + 1, value=value)
        for number, line in enumerate(text.split("\n"), 1)
        for code, value, column in found_in(line)
        if not is_listed(code, value, allowed)
    ]
