"""No personal data by accident: strings shaped like an e-mail address, a phone number or a national register number.

They may stand where contacts are declared, or be listed in `data/contacts.yaml`: contacts of public services, with the
page where the service publishes them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.checks.contact_patterns import found_in, is_listed, normal
from toolkit.memory import remembered
from toolkit.problems.problem import Problem, problem
from toolkit.sources.catalog import Reading
from toolkit.sources.yaml_nodes import dotted, locate

FILE = "data/contacts.yaml"
# Keys under which a contact is what is asked for, and files that hold no text of readers.
DECLARED = {"contact", "email", "phone", "enterprise_number"}


def personal_problems(root: Path, reading: Reading, texts: Iterable[str]) -> Iterator[Problem]:
    """Every such string, with its place; `texts` are the files of the pages and of the forms."""
    listed = reading.models.get(FILE)
    allowed = {normal(one.value) for one in listed.contacts} if listed else set()
    yield from _data_problems(reading, frozenset(allowed))
    for file in texts:
        yield from _file_problems(root, file, frozenset(allowed))


@remembered(2)
def _data_problems(reading: Reading, allowed: frozenset[str]) -> list[Problem]:
    return [
        problem(file, code, *locate(reading.trees[file], path), dotted(path), value=value)
        for file, facts in reading.facts.items()
        for path, code, value in (facts.contacts if file != FILE else ())
        if not DECLARED & set(path) and not is_listed(code, value, allowed)
    ]


def _file_problems(root: Path, file: str, allowed: frozenset[str]) -> Iterable[Problem]:
    try:
        return _text_problems((root / file).read_text(encoding="utf-8"), file, allowed)
    except (OSError, UnicodeDecodeError):
        return ()  # told when the file was read


@remembered(4096)
def _text_problems(text: str, file: str, allowed: frozenset[str]) -> list[Problem]:
    return [
        problem(file, code, number, column + 1, value=value)
        for number, line in enumerate(text.split("\n"), 1)
        for code, value, column in found_in(line)
        if not is_listed(code, value, allowed)
    ]
