"""Strings shaped like an e-mail address, a phone number or a national register number."""

import re
from collections.abc import Collection, Iterator

import phonenumbers
import stdnum.be.nn
from phonenumbers import Leniency, PhoneNumberMatcher

_EMAIL = re.compile(r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+")
_URL = re.compile(r"https?://[^\s)>\"]+")
_DIGITS = re.compile(r"[+(]?\d(?:[\s\u00a0\u202f./()-]*\d){7,}")
# A day is no number to call; every record has several, and the library is slow.
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NATIONAL = re.compile(r"(?<![\w.])\d{2}[. -]?\d{2}[. -]?\d{2}[. -]?\d{3}[. -]?\d{2}(?!\w)")


def found_in(line: str) -> Iterator[tuple[str, str, int]]:
    """Code of the problem, text and position of each such string of a text."""
    if "://" in line:
        line = _URL.sub(lambda match: " " * len(match[0]), line)
    if "@" in line:
        yield from (("personal-email", match[0], match.start()) for match in _EMAIL.finditer(line))
    if not _DIGITS.search(line) or _DATE.fullmatch(line):
        return
    numbers = [match for match in _NATIONAL.finditer(line) if stdnum.be.nn.is_valid(match[0])]
    yield from (("personal-national-number", match[0], match.start()) for match in numbers)
    for phone in PhoneNumberMatcher(line, "BE", leniency=Leniency.VALID):
        if not any(match.start() <= phone.start < match.end() for match in numbers):
            yield "personal-phone", phone.raw_string, phone.start


def is_listed(code: str, value: str, allowed: Collection[str]) -> bool:
    """Whether a string may stand, being among the contacts `allowed` (in their `normal` form)."""
    return code != "personal-national-number" and normal(value) in allowed


def normal(value: str) -> str:
    """A contact as it is compared: an address in small letters, a number in its international form."""
    if "@" in value:
        return value.lower().rstrip(".")
    try:
        number = phonenumbers.parse(value, "BE")
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
