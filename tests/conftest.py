"""Options, fixtures and random examples of every test."""

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["support.fixtures"]

# The same examples at every run, however slow the machine.
settings.register_profile(
    "toolkit",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("toolkit")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/test_rendering.py --update-golden`, then read the difference with git before keeping it."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*/{fr,nl}.html again")
