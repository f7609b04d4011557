"""Amounts as people type them; the browser runs the same table in `tests/browser/test_route.py`."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toolkit.domain.amounts import parse_amount

CASES = json.loads((Path(__file__).parent / "data" / "amounts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"][:20]))
def test_amount(case: dict) -> None:
    amount = parse_amount(case["text"], 4_000_000)
    assert (amount.cents, amount.fault) == (case["cents"], case["fault"])


@given(st.text(max_size=60))
def test_any_text_gives_an_amount_or_a_reason(text: str) -> None:
    amount = parse_amount(text, 4_000_000)
    assert (amount.cents is None) == bool(amount.fault)


@given(st.integers(1, 400_000_000), st.sampled_from([".", " ", "\u00a0", ""]), st.sampled_from(["€ {}", "{} €", "{}"]))
def test_what_belgians_print_is_read_back(cents: int, separator: str, currency: str) -> None:
    written = f"{cents // 100:,}".replace(",", separator) + f",{cents % 100:02}"
    assert parse_amount(currency.format(written), 4_000_000).cents == cents
