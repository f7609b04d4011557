"""Fixtures of all tests."""

from pathlib import Path

import pytest
from toolkit.project import Project, load

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def project() -> Project:
    """The real project, read and checked."""
    found, problems = load(ROOT)
    assert found, problems
    return found
