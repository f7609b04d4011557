"""The manifest of a release: every file with its digest, and what to look at once the release is live."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter
from toolkit.checks.redirects import file_of
from toolkit.models.config import SiteAddress

from publishing.messages import RefusedError
from publishing.server.headers import Headers
from publishing.server.site import Site

FILE = "manifest.json"
SITE = "site/"
CONFIGURATION = (".htaccess", "_headers", "_redirects")
TOO_LATE = 8**11  # seconds: the date field of an archive ends in the year 2242
# A manifest may come from an archive or a host that someone altered: nothing in it climbs out of a folder, or means
# anything to a shell or to the configuration of a server.
_STEP = r"\.?[A-Za-z0-9_][A-Za-z0-9._~+@-]*"
PATH = re.compile(rf"{_STEP}(?:/{_STEP})*")
IDENTITY = re.compile(r"[0-9]{8}-[0-9a-z]{10}-[0-9a-f]{8}")
_Path = Annotated[str, StringConstraints(pattern=rf"^{PATH.pattern}$")]
_Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Files = Mapping[_Path, _Digest]


@dataclass(frozen=True)
class Manifest:
    """A release. `files` gives the SHA-256 of each served file by its path, `others` that of what lies beside `site/`.

    `epoch` is in seconds since 1970; `redirects` are pairs of addresses, the old one first.
    """

    commit: Annotated[str, StringConstraints(pattern="^[0-9a-z]{10,64}$")]
    epoch: Annotated[int, Field(ge=0, lt=TOO_LATE)]
    site_url: Annotated[str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~-]+)*/$")]
    base: Annotated[str, StringConstraints(pattern=r"^/([A-Za-z0-9._~-]+/)*$")]
    policy: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9 ;:'+/=.-]*$")]
    files: _Files
    redirects: tuple[tuple[SiteAddress, SiteAddress], ...] = ()
    others: _Files = field(default_factory=dict)

    @cached_property
    def identity(self) -> str:
        """Name of the release: its day, its commit, and a digest of all that it holds."""
        day = datetime.fromtimestamp(self.epoch, UTC)
        return f"{day:%Y%m%d}-{self.commit[:10]}-{digest(self.to_json().encode())[:8]}"

    @cached_property
    def site(self) -> Site:
        """The site, as servers see it."""
        return Site(Headers(self.policy), self.base, tuple(self.files), self.redirects)

    @cached_property
    def digests(self) -> dict[str, str]:
        """SHA-256 of every file of the release but the manifest, by its path in the release."""
        return {**{SITE + path: value for path, value in self.files.items()}, **self.others}

    def same_content(self, other: "Manifest") -> bool:
        """Return whether two releases hold the same files, whatever their commits and days."""
        return replace(self, commit=other.commit, epoch=other.epoch) == other

    def answers(self, address: str) -> bool:
        """Return whether readers find something at an address, be it a redirect."""
        return file_of(address) in self.files or address in dict(self.redirects)

    def to_json(self) -> str:
        """Return the text of the manifest; the same for the same release."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Read a manifest; raises RefusedError when a value has another form than those above."""
        try:
            return _adapter.validate_json(text)
        except ValueError as error:
            raise RefusedError("manifest-refused", reason=" ".join(str(error).split())) from None


_adapter = TypeAdapter(Manifest)


def digest(content: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def address_of(path: str) -> str:
    """Return the address at which readers find a file of the site."""
    return path.removesuffix("index.html") if path.split("/")[-1] == "index.html" else path


def is_server_configuration(path: str) -> bool:
    """Return whether a file is read by the server and never served."""
    return path.split("/")[-1] in CONFIGURATION


def is_compressed(path: str) -> bool:
    """Return whether a file is a compressed copy of another."""
    return path.endswith((".br", ".gz"))


def original_path(path: str) -> str:
    """Return the path of the original of a compressed copy; any other path is returned unchanged."""
    return path.removesuffix(".br").removesuffix(".gz")
