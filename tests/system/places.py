"""Targets of every kind on the loopback, and what readers find there."""

import getpass
import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from system.publishing_cases import Small, write_target
from system.servers import Ssh, free_port, nginx

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}
_READERS = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
FOLDERS, PLAIN = ("folder", "ssh"), ("s3", "sftp")
_LINK = re.compile(r"(?:href|src)=/([^ >]*)")
_MOVE = re.compile(r'RedirectMatch 301 "\^/(\S+/)\$"')


@dataclass
class Place:
    """A target of a kind, described in `root/targets.yaml`, and a way to read what is live there."""

    root: Path
    kind: str
    reach: str
    live: Any
    endpoint: str = ""
    options: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.describe()

    def describe(self, more: str = "probed: false") -> None:
        """Write the target, with what the test is about."""
        write_target(self.root, f"kind: {self.kind}\n{self.reach}\n{more}")

    def files(self) -> dict[str, bytes]:
        """What readers may ask for, by path."""
        if isinstance(self.live, Path):
            folder = self.live / "current/site" if self.kind in FOLDERS else self.live
            paths = [path for path in folder.rglob("*") if path.is_file()]
            found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        else:
            # What only sends readers to another address has no content.
            found = {one.key: one.get()["Body"].read() for one in self.live.objects.all()}
            found = {path: content for path, content in found.items() if content}
        return {path: content for path, content in found.items() if not path.startswith(".publishing/")}

    def wanted(self, release: Small) -> dict[str, bytes]:
        """What is live when a release is; a bucket gets neither configuration nor compressed twins."""
        paths = release.manifest.files
        if self.kind == "s3":
            paths = [one for one in paths if not one.endswith((".br", ".gz")) and one.split("/")[-1][0] not in "._"]
        return {path: release.files[f"site/{path}"] for path in paths}

    def is_wholly(self, release: Small) -> bool:
        """Whether a release is live, and nothing else (assets of the one before may be)."""
        wanted = self.wanted(release)
        found = {path: one for path, one in self.files().items() if path in wanted or not path.startswith("assets/")}
        return found == wanted

    def broken_links(self) -> list[str]:
        """What live pages point to and is not there, nor led elsewhere."""
        found = self.files()
        places = {target: page for page in found if page.endswith(".html") for target in _links(found[page])}
        return [f"{places[target]}: {target}" for target in places if target not in {*found, *self._moved(found)}]

    def _moved(self, found: dict[str, bytes]) -> list[str]:
        """Pages of which readers are sent elsewhere."""
        if self.kind == "s3":
            return [one.key for one in self.live.objects.all() if not one.size]
        return [f"{one}index.html" for one in _MOVE.findall(found.get(".htaccess", b"").decode())]

    @contextmanager
    def served(self, refused: str) -> Iterator[str]:
        """The live place behind an nginx that refuses some addresses (a regular expression); gives its address."""
        rule = f"location ~ {refused} {{ return 403; }}\n"
        if self.kind == "s3":
            rule += f"location / {{ proxy_pass {self.endpoint}{self.live.name}/; proxy_set_header Host $proxy_host; }}"
        configuration = self.root / "served.conf"
        configuration.write_text(f"default_type application/octet-stream;\n{rule}\n")
        folder = self.root if self.kind == "s3" else self.live / "current/site" if self.kind in FOLDERS else self.live
        with nginx(folder, configuration, self.root / "nginx", brotli=False) as url:
            yield url


def _links(page: bytes) -> list[str]:
    targets = _LINK.findall(page.decode())
    return [f"{one}index.html" if one.endswith("/") else one for one in targets]


def _reach(server: Ssh, user: str) -> str:
    """How to reach a server, as `config/targets.yaml` says it."""
    who = user or getpass.getuser()
    return f"host: 127.0.0.1\nport: {server.port}\nuser: {who}\nknown_hosts: {server.known_hosts}"


def folder_place(root: Path) -> Place:
    """Release folders on this machine."""
    live = root / "www"
    live.mkdir()
    return Place(root, "folder", f"path: {live}\nkeep: 3", live)


def ssh_place(root: Path, server: Ssh, user: str = "") -> Place:
    """Release folders over ssh."""
    live = root / "www"
    live.mkdir()
    return Place(root, "ssh", f"{_reach(server, user)}\nssh_config: {server.config}\npath: {live}\nkeep: 3", live)


def sftp_place(root: Path, server: Ssh, user: str = "") -> Place:
    """A folder over SFTP."""
    live = root / "www"
    live.mkdir()
    return Place(root, "sftp", f"{_reach(server, user)}\nidentity: {server.folder}/user_key\npath: {live}", live)


def s3_place(root: Path, endpoint: str) -> Place:
    """A bucket of its own."""
    name = f"b{abs(hash(root))}"
    bucket = resource(endpoint).Bucket(name)
    bucket.create()
    bucket.Policy().put(Policy=json.dumps({"Statement": [{**_READERS, "Resource": f"arn:aws:s3:::{name}/*"}]}))
    reach = f"bucket: {name}\nendpoint: {endpoint}\nregion: us-east-1"
    return Place(root, "s3", reach, bucket, endpoint)


def resource(endpoint: str) -> Any:
    """The S3 service at an address."""
    session = boto3.Session(*KEYS.values(), region_name="us-east-1")
    return session.resource("s3", endpoint_url=endpoint)


@contextmanager
def moto(**environment: str) -> Iterator[str]:
    """An S3-compatible server; gives its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "moto.server", "-p", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, **environment}) as process:
        try:
            _await(url)
            yield url
        finally:
            process.terminate()


def _await(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("moto did not start")
