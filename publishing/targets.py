"""The places a release can be published to, described in `config/targets.yaml`."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from toolkit.models.base import Model
from toolkit.models.values import WebAddress
from toolkit.problems import printing
from toolkit.sources.validation import validate
from toolkit.sources.yaml_reader import read_yaml

from publishing.words import RefusedError

FILE = "config/targets.yaml"
Host = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9.:-]*$")]
User = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_-]*$")]
# Absolute, and without anything a shell or rsync would read otherwise.
Folder = Annotated[str, StringConstraints(pattern=r"^(/[A-Za-z0-9._-]+)+$")]
Port = Annotated[int, Field(ge=1, le=65535)]
Prefix = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9._-]+/)*$")]


class _Target(Model):
    site_url: WebAddress
    probe: WebAddress | None = None
    probed: bool = True
    server: Literal["nginx", "apache", "hosts", "none"] = "none"

    @property
    def probe_url(self) -> str:
        """Where the live site answers, with a last slash; empty when it is not to be probed."""
        address = self.probe or self.site_url
        return address.rstrip("/") + "/" if self.probed else ""


class FolderTarget(_Target):
    """A folder of this machine, with releases side by side and a link to the live one."""

    kind: Literal["folder"]
    path: Folder
    keep: Annotated[int, Field(ge=2, le=50)] = 5
    after_switch: str = ""


class _ServerTarget(_Target):
    host: Host
    user: User
    port: Port = 22
    path: Folder
    known_hosts: str = ""


class SshTarget(_ServerTarget):
    """The same on a server reached over ssh; its key must be known beforehand."""

    kind: Literal["ssh"]
    keep: Annotated[int, Field(ge=2, le=50)] = 5
    after_switch: str = ""
    ssh_config: str = ""


class S3Target(_Target):
    """A bucket."""

    kind: Literal["s3"]
    bucket: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    prefix: Prefix = ""
    endpoint: WebAddress | None = None
    region: str = "eu-west-1"


class SftpTarget(_ServerTarget):
    """A folder reached over SFTP alone."""

    kind: Literal["sftp"]
    identity: str = ""


Target = Annotated[FolderTarget | SshTarget | S3Target | SftpTarget, Field(discriminator="kind")]


class TargetsFile(Model):
    """`config/targets.yaml`."""

    targets: dict[str, Target]


def find_target(root: Path, name: str) -> FolderTarget | SshTarget | S3Target | SftpTarget:
    """The target of a name. Refuses an unknown name and a file with faults, which are printed with their places."""
    path = root / FILE
    if not path.is_file():
        raise RefusedError("targets-missing", file=FILE)
    tree, faults = read_yaml(FILE, path.read_bytes())
    model, more = validate(FILE, tree, TargetsFile, {}, faults) if tree else (None, [])
    if model is None or faults:
        print(*printing.lines([*faults, *more], printing.languages_wanted(None)), sep="\n")
        raise RefusedError("targets-faulty", file=FILE)
    if name not in model.targets:
        raise RefusedError("target-unknown", name=name, known=", ".join(model.targets))
    return model.targets[name]


def same_site(first: str, second: str) -> bool:
    """Whether two addresses are those of one site."""
    return first.rstrip("/") == second.rstrip("/")
