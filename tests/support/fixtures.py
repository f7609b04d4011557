"""Fixtures: one strict build of the real site, shared by every test that needs it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support import projects
from support.build import ROOT, build, copy_project, served
from support.payloads import Hostile, put_payloads
from support.projects import sound
from toolkit.project import Project


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the real site."""
    target = tmp_path_factory.mktemp("site")
    done = build(target)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """Address of the real site, served on the loopback; ends with a slash."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def project() -> Project:
    """The real project, read and checked."""
    return sound(ROOT)


@pytest.fixture(scope="session")
def sample() -> Project:
    """The sample project (`tests/sample/`)."""
    return projects.sample()


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The real project with hostile strings in it, built."""
    root = copy_project(tmp_path_factory.mktemp("hostile") / "copy")
    outcome = put_payloads(root)
    done = build(root / "built", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return Hostile(root, root / "built", outcome)
