"""Fixtures of the system tests: the browser of `tests/browser`, and the real site as a release."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from browser.conftest import *  # noqa: F403

from publishing import archive
from publishing.assemble import read_tree, release_files
from publishing.manifest import Manifest

SITE_URL = "https://participation-toolkit.example.org/"
MOVED = (("fr/ancienne-page/", "fr/a-propos/glossaire/"), ("nl/oude-pagina/", "nl/over-deze-site/woordenlijst/"))


@dataclass(frozen=True)
class Release:
    """A release of the real site, as files by path and in a folder."""

    manifest: Manifest
    files: dict[str, bytes]
    folder: Path


def write(files: dict[str, bytes], folder: Path) -> Path:
    """Write files by path."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def packed(files: dict[str, bytes], folder: Path, epoch: int) -> Path:
    """Write an archive, under the name `make release` gives it."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = Manifest.from_json(files["manifest.json"].decode())
    path = folder / f"{manifest.identity}.tar.gz"
    path.write_bytes(archive.pack(files, epoch))
    return path


@pytest.fixture(scope="session")
def release(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The real site, with two addresses that moved."""
    built = read_tree(site)
    moved = tuple((old, new) for old, new in MOVED if f"{new}index.html" in built)
    manifest, files = release_files(built, "a" * 40, 1_790_000_000, SITE_URL, moved)
    folder = tmp_path_factory.mktemp("release")
    folder.chmod(0o755)
    return Release(manifest, files, write(files, folder))
