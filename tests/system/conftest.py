"""Fixtures of the system tests: the browser, the real site as a release, servers and publishers."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser.conftest import *  # noqa: F403
from system.forked import Publishers, publishers
from system.places import Place, folder_place, moto, s3_place, sftp_place, ssh_place
from system.publishing_cases import environment
from system.servers import ONLY_SFTP, Ssh, sshd

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
def release(site: Path) -> Iterator[Release]:
    """The real site, with two addresses that moved; other accounts may read it, unlike the folders of pytest."""
    built = read_tree(site)
    moved = tuple((old, new) for old, new in MOVED if f"{new}index.html" in built)
    manifest, files = release_files(built, "a" * 40, 1_790_000_000, SITE_URL, moved)
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        Path(name).chmod(0o755)
        yield Release(manifest, files, write(files, Path(name)))


@pytest.fixture(scope="session")
def publisher() -> Iterator[Publishers]:
    """Publishers that start at once."""
    with publishers(environment()) as running:
        yield running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ssh]:
    """An sshd."""
    with sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture(scope="session")
def sftp_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ssh]:
    """An sshd that gives no shell."""
    with sshd(tmp_path_factory.mktemp("sftp"), ONLY_SFTP) as running:
        yield running


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """Address of an S3-compatible server."""
    with moto() as url:
        yield url


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty target of the kind a test asks for (`indirect`)."""
    return _place(request.param, tmp_path, request)


def _place(kind: str, root: Path, request: pytest.FixtureRequest) -> Place:
    if kind == "folder":
        return folder_place(root)
    if kind == "s3":
        return s3_place(root, request.getfixturevalue("endpoint"))
    if kind == "ssh":
        return ssh_place(root, request.getfixturevalue("server"))
    return sftp_place(root, request.getfixturevalue("sftp_server"))
