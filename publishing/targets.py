"""Targets: where a release can be published, described in `config/targets.yaml`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from toolkit.models.base import Model
from toolkit.models.values import WebAddress
from toolkit.problems import printing
from toolkit.sources.validation import validate
from toolkit.sources.yaml_reader import read_yaml

from publishing.messages import RefusedError

FILE = "config/targets.yaml"
Host = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9.:-]*$")]
User = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_-]*$")]
# Absolute, and without anything a shell or rsync would read otherwise.
Folder = Annotated[str, StringConstraints(pattern=r"^(/[A-Za-z0-9._-]+)+$")]
Port = Annotated[int, Field(ge=1, le=65535)]
# `name:` and a path on it; the name is that of a section of rclone.conf.
RemotePath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]*:[A-Za-z0-9._/-]*[A-Za-z0-9._-]$")]


class _Target(Model):
    site_url: WebAddress
    probe: WebAddress | None = None
    probed: bool = True
    server: Literal["nginx", "apache", "hosts", "none"] = "none"

    @property
    def probe_url(self) -> str:
        """Address of the live site, with a last slash; empty when it is not to be probed."""
        address = self.probe or self.site_url
        return address.rstrip("/") + "/" if self.probed else ""


class _FoldersTarget(_Target):
    path: Folder
    keep: Annotated[int, Field(ge=2, le=50)] = 5
    keep_days: Annotated[int, Field(ge=0, le=3650)] = 30
    after_switch: str = ""


class FolderTarget(_FoldersTarget):
    """A folder of this machine, with releases side by side and a link to the live one."""

    kind: Literal["folder"]


class SshTarget(_FoldersTarget):
    """The same on a server reached over ssh, whose key must be in `known_hosts`."""

    kind: Literal["ssh"]
    host: Host
    user: User
    port: Port = 22
    known_hosts: str = ""
    ssh_config: str = ""


class RcloneTarget(_Target):
    """A folder of an rclone remote: S3, SFTP, FTP, WebDAV and others."""

    kind: Literal["rclone"]
    remote: RemotePath
    known_hosts: str = ""


Target = Annotated[FolderTarget | SshTarget | RcloneTarget, Field(discriminator="kind")]
AnyTarget = FolderTarget | SshTarget | RcloneTarget


class TargetsFile(Model):
    """`config/targets.yaml`."""

    targets: dict[str, Target]


def find_target(root: Path, name: str) -> AnyTarget:
    """Return the target of a name.

    Raises RefusedError for an unknown name, and for a file with problems, which are printed with their lines.
    """
    path = root / FILE
    if not path.is_file():
        raise RefusedError("targets-missing", file=FILE)
    tree, problems = read_yaml(FILE, path.read_bytes())
    model, more = validate(FILE, tree, TargetsFile, {}, problems) if tree else (None, [])
    if model is None or problems:
        print(*printing.lines([*problems, *more], printing.languages_wanted(None)), sep="\n")
        raise RefusedError("targets-faulty", file=FILE)
    if name not in model.targets:
        raise RefusedError("target-unknown", name=name, known=", ".join(model.targets))
    return model.targets[name]


def same_site(first: str, second: str) -> bool:
    """Return whether two addresses are those of one site."""
    return first.rstrip("/") == second.rstrip("/")
