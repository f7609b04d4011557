"""The manifest of a release: every file of the site with its digest, and what to look at once it is live."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from toolkit.checks.redirects import file_of

from publishing.server.headers import Headers
from publishing.server.site import Site

CONFIGURATION = (".htaccess", "_headers", "_redirects")


@dataclass(frozen=True)
class Manifest:
    """A release. `files` gives the SHA-256 of each file by its path; `redirects` are pairs of addresses."""

    commit: str
    epoch: int
    site_url: str
    base: str
    policy: str
    files: Mapping[str, str]
    redirects: tuple[tuple[str, str], ...] = ()

    @cached_property
    def identity(self) -> str:
        """Name of the release: its day, its commit, and a digest of all that it holds."""
        day = datetime.fromtimestamp(self.epoch, UTC)
        return f"{day:%Y%m%d}-{self.commit[:10]}-{digest(self.to_json().encode())[:8]}"

    @cached_property
    def site(self) -> Site:
        """The site, as servers see it."""
        return Site(Headers(self.policy), self.base, tuple(self.files), self.redirects)

    def answers(self, address: str) -> bool:
        """Whether readers find something at an address, be it another address."""
        return file_of(address) in self.files or address in dict(self.redirects)

    def to_json(self) -> str:
        """Text of the manifest; the same for the same release."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(values, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """The manifest of a text."""
        values = json.loads(text)
        values["redirects"] = tuple((old, new) for old, new in values["redirects"])
        return cls(**values)


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def address_of(path: str) -> str:
    """Address at which readers find a file of the site."""
    return path.removesuffix("index.html") if path.split("/")[-1] == "index.html" else path


def is_configuration(path: str) -> bool:
    """Whether a file speaks to the server, and is never served."""
    return path.split("/")[-1] in CONFIGURATION


def is_twin(path: str) -> bool:
    """Whether a file is the compressed twin of another."""
    return path.endswith((".br", ".gz"))


def without_twin(path: str) -> str:
    """The file a compressed twin stands for, or the file itself."""
    return path.removesuffix(".br").removesuffix(".gz")
