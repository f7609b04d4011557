"""An amount of money as people type it in Brussels: `30.000`, `30 000,50`, `€ 29999`.

`overrides/assets/js/route_rules.js` says the same for browsers; both are tested on `tests/data/amounts.json`.
"""

import re
from dataclasses import dataclass

# Longer than any amount a person types on purpose.
LONGEST = 40

_SPACES = re.compile("[ \\t\\r\\n\\f\\v\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
_CURRENCY = re.compile(r"^(?:€|euros?|eur)\s*|\s*(?:€|euros?|eur)$", re.IGNORECASE | re.ASCII)
_NO_CENTS = re.compile(r",(?:-{1,2}|\u2013|\u2014)$")
_MINUS = re.compile("^[-\u2212\u2013]\\s*")
# Groups of three after a dot, a space or (with a dot for the cents) a comma; cents after a comma or a lone dot.
_FORMS = (
    re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?"),
    re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?"),
    re.compile(r"([0-9]{1,3}(?: [0-9]{3})+)(?:[.,]([0-9]{1,2}))?"),
    re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{1,2})"),
)
# One comma and three digits: thousands for some, three decimals for others.
_AMBIGUOUS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in cents, or why there is none: `empty`, `negative`, `zero`, `unclear`, `absurd` or `high`."""

    cents: int | None = None
    fault: str = ""


def parse_amount(text: str, ceiling: int) -> Amount:
    """Read an amount typed in French or in Dutch; more than `ceiling` (in euro) is `high`."""
    shown = _SPACES.sub(" ", text).strip(" ")
    if not shown:
        return Amount(fault="empty")
    if len(shown) > LONGEST:
        return Amount(fault="absurd")
    bare = _MINUS.sub("", _CURRENCY.sub("", _MINUS.sub("", shown)))
    bare = _NO_CENTS.sub("", _CURRENCY.sub("", bare).removeprefix("+").strip())
    negative = bool(_MINUS.match(shown) or _MINUS.match(_CURRENCY.sub("", shown)))
    return _checked(bare, negative, ceiling)


def _checked(bare: str, negative: bool, ceiling: int) -> Amount:
    """The amount of a text without sign nor currency."""
    if _AMBIGUOUS.fullmatch(bare):
        return Amount(fault="unclear")
    match = next((found for form in _FORMS if (found := form.fullmatch(bare))), None)
    if match is None:
        return Amount(fault="absurd")
    if negative:
        return Amount(fault="negative")
    cents = int(re.sub("[^0-9]", "", match[1])) * 100 + int((match[2] or "").ljust(2, "0"))
    if cents == 0:
        return Amount(fault="zero")
    return Amount(fault="high") if cents > ceiling * 100 else Amount(cents)
