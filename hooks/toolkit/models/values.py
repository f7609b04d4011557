"""Values with a form of their own: dates, web addresses, e-mail, phone and enterprise numbers."""

import datetime
import re
from calendar import monthrange
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit

import phonenumbers
import stdnum.be.vat
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, PlainSerializer, PlainValidator, WithJsonSchema

from toolkit.models.base import fault

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PartialDate(str):
    """A date as precise as its source: `2023`, `2023-10` or `2023-10-21`."""

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month and day, as many as are known."""
        return tuple(int(part) for part in self.split("-"))

    @cached_property
    def first(self) -> datetime.date:
        """First day it may mean."""
        year, month, day = (*self.parts, 1, 1)[:3]
        return datetime.date(year, month, day)

    @cached_property
    def last(self) -> datetime.date:
        """Last day it may mean."""
        year, month = (*self.parts, 12)[:2]
        return self.first if len(self.parts) == 3 else datetime.date(year, month, monthrange(year, month)[1])


def _partial_date(value: Any) -> PartialDate:
    # A lone year may stand unquoted in YAML, where it is a number.
    written = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if not (match := _PARTIAL.fullmatch(written)):
        raise fault("date-form", value=value)
    try:
        date = PartialDate(written)
        if not 1800 <= date.first.year <= 2200:
            raise fault("date-form", value=value)
    except ValueError:
        raise fault("impossible-date", value=match[0]) from None
    return date


def _full_date(value: Any) -> datetime.date:
    date = _partial_date(value)
    if len(date.parts) != 3:
        raise fault("date-not-full", value=value)
    return date.first


def _past(value: datetime.date) -> datetime.date:
    # Compare with the system clock, not with the date of the build; one day is allowed for time zones.
    if value > datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=1):
        raise fault("date-to-come", value=value)
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise fault("address-form", value=value) from None
    if parts.scheme and parts.scheme not in ("http", "https"):
        raise fault("forbidden-link", address=value)
    if not parts.scheme or "." not in host or parts.username is not None or re.search(r"[\s<>\"'`\\]", value):
        raise fault("address-form", value=value)
    return value


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError:
        raise fault("email-form", value=value) from None


def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value, None)
    except phonenumbers.NumberParseException:
        raise fault("phone-form", value=value) from None
    if not phonenumbers.is_valid_number(number):
        raise fault("phone-form", value=value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _enterprise_number(value: str) -> str:
    # Crossroads Bank for Enterprises: ten digits, the last two 97 minus the rest of the first eight modulo 97.
    if not re.fullmatch(r"[01][0-9]{3}\.[0-9]{3}\.[0-9]{3}", value) or not stdnum.be.vat.is_valid(value):
        raise fault("enterprise-number-form", value=value)
    return value


_SCHEMA_DATE = {
    "anyOf": [{"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}, {"type": "integer", "minimum": 1800}]
}
SomeDate = Annotated[PartialDate, PlainValidator(_partial_date), PlainSerializer(str), WithJsonSchema(_SCHEMA_DATE)]
FullDate = Annotated[
    datetime.date,
    PlainValidator(_full_date),
    PlainSerializer(lambda date: date.isoformat()),
    WithJsonSchema({"type": "string", "format": "date"}),
]
PastDate = Annotated[FullDate, AfterValidator(_past)]
WebAddress = Annotated[str, AfterValidator(_web_address), WithJsonSchema({"type": "string", "format": "uri"})]
Email = Annotated[str, AfterValidator(_email), WithJsonSchema({"type": "string", "format": "email"})]
Phone = Annotated[str, AfterValidator(_phone)]
EnterpriseNumber = Annotated[str, AfterValidator(_enterprise_number)]
