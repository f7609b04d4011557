"""Options and fixtures of every test."""

import pytest

pytest_plugins = ["support.fixtures"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/test_rendering.py --update-golden`, then read the difference with git before keeping it."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*/{fr,nl}.html again")
