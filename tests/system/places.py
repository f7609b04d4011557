"""Targets of every kind on the loopback, and what readers find there."""

import getpass
import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import boto3
from system.publishing_cases import Small, write_target
from system.servers import Ssh, free_port, nginx

FOLDERS, REMOTES = ("folder", "ssh"), ("s3", "sftp")
_KEYS = ("testing", "testing")
_READERS = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
_LINK = re.compile(r"(?:href|src)=/([^ >]*)")
_MOVE = re.compile(r'RedirectMatch 301 "\^/(\S+/)\$"')


@dataclass
class Place:
    """A target of a kind, described in `root/config/targets.yaml`, and a way to read what is live there.

    `server` is what reads the files of an rclone remote: Apache for SFTP, nothing for a bucket.
    """

    root: Path
    kind: str
    reach: str
    live: Any
    server: str = "none"
    endpoint: str = ""

    def __post_init__(self) -> None:
        self.describe("probed: false")

    def describe(self, more: str) -> None:
        """Write the target, with what the test is about."""
        server = f"server: {self.server}\n" if self.kind in REMOTES else ""
        write_target(self.root, f"{self.reach}\n{server}{more}")

    def files(self) -> dict[str, bytes]:
        """What readers may ask for, by path."""
        if isinstance(self.live, Path):
            folder = self.live / "current/site" if self.kind in FOLDERS else self.live
            paths = [path for path in folder.rglob("*") if path.is_file()]
            found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        else:
            found = {item.key: item.get()["Body"].read() for item in self.live.objects.all()}
        return {path: content for path, content in found.items() if not path.startswith(".publishing/")}

    def wanted(self, release: Small) -> dict[str, bytes]:
        """What is live when a release is; without a server, neither configuration nor compressed twins are sent."""
        paths = release.manifest.files
        if self.kind in REMOTES and self.server == "none":
            paths = [path for path in paths if not path.endswith((".br", ".gz")) and path.split("/")[-1][0] not in "._"]
        return {path: release.files[f"site/{path}"] for path in paths}

    def is_wholly(self, release: Small) -> bool:
        """Whether a release is live, and nothing else (assets of the one before may be)."""
        wanted = self.wanted(release)
        moved = {f"{old}index.html" for old, _ in release.manifest.redirects}
        spared = {path for path in self.files() if path.startswith("assets/") or path in moved}
        found = {path: content for path, content in self.files().items() if path in wanted or path not in spared}
        return found == wanted

    def broken_links(self) -> list[str]:
        """What live pages point to and is not there, nor led elsewhere."""
        found = self.files()
        places = {target: page for page in found if page.endswith(".html") for target in _links(found[page])}
        return [f"{places[target]}: {target}" for target in places if target not in {*found, *self._moved(found)}]

    def _moved(self, found: dict[str, bytes]) -> list[str]:
        """Pages of which readers are sent elsewhere."""
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


def _account(user: str) -> str:
    return user or getpass.getuser()


def folder_place(root: Path) -> Place:
    """Release folders on this machine."""
    return Place(root, "folder", f"kind: folder\n{_folders(root)}", root / "www")


def ssh_place(root: Path, server: Ssh, user: str = "") -> Place:
    """Release folders over ssh."""
    reach = f"host: 127.0.0.1\nport: {server.port}\nuser: {_account(user)}\nknown_hosts: {server.known_hosts}"
    reach += f"\nssh_config: {server.config}"
    return Place(root, "ssh", f"kind: ssh\n{reach}\n{_folders(root)}", root / "www")


def share_connection(place: Place) -> None:
    """Let all commands over ssh use one connection, to be quick."""
    theirs = re.search(r"ssh_config: (.+)", place.reach)
    assert theirs
    ours = place.root / "ssh_config"
    more = f"  ControlMaster auto\n  ControlPath {gettempdir()}/ssh-%C\n  ControlPersist 5\n"
    ours.write_text(Path(theirs[1]).read_text() + more)
    place.reach = place.reach.replace(theirs[1], str(ours))
    place.describe("probed: false")


def _folders(root: Path) -> str:
    (root / "www").mkdir()
    return f"path: {root}/www\nkeep: 3\nkeep_days: 0"


def sftp_place(root: Path, server: Ssh, user: str = "") -> Place:
    """A folder over SFTP alone, by rclone."""
    live = root / "www"
    live.mkdir()
    remote = f"type = sftp\nhost = 127.0.0.1\nport = {server.port}\nuser = {_account(user)}\n"
    (root / "rclone.conf").write_text(f"[there]\n{remote}key_file = {server.folder}/user_key\n")
    reach = f"kind: rclone\nremote: there:{live}\nknown_hosts: {server.known_hosts}"
    return Place(root, "sftp", reach, live, "apache")


def s3_place(root: Path, endpoint: str) -> Place:
    """A bucket of its own, by rclone."""
    name = f"b{abs(hash(root))}"
    bucket = boto3.Session(*_KEYS, region_name="us-east-1").resource("s3", endpoint_url=endpoint).Bucket(name)
    bucket.create()
    bucket.Policy().put(Policy=json.dumps({"Statement": [{**_READERS, "Resource": f"arn:aws:s3:::{name}/*"}]}))
    remote = f"type = s3\nprovider = Other\nendpoint = {endpoint}\nregion = us-east-1\n"
    remote += "access_key_id = {}\nsecret_access_key = {}\n".format(*_KEYS)
    (root / "rclone.conf").write_text(f"[there]\n{remote}")
    return Place(root, "s3", f"kind: rclone\nremote: there:{name}", bucket, endpoint=endpoint)


@contextmanager
def moto() -> Iterator[str]:
    """An S3-compatible server; gives its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    command = [sys.executable, "-m", "moto.server", "-p", str(port)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
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
