"""What the configuration of a server needs to know of a site."""

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit import LANGUAGES

from publishing.server.headers import Headers


@dataclass(frozen=True)
class Site:
    """A site to serve. `base` is its path on its host (`/`), `redirects` pairs of addresses relative to it."""

    headers: Headers
    base: str
    paths: Sequence[str]
    redirects: Sequence[tuple[str, str]] = ()

    def error_pages(self) -> dict[str, str]:
        """Return the error page of each part of the site: `""` and each language."""
        parts = {"": "404.html", **{f"{language}/": f"{language}/404.html" for language in LANGUAGES}}
        return {part: page for part, page in parts.items() if page in self.paths}

    def moves(self) -> list[tuple[str, str]]:
        """Return old and new paths on the host. A folder is also asked for without its last slash."""
        pairs = [(self.base + old, self.base + new) for old, new in self.redirects]
        return pairs + [(old.rstrip("/"), new) for old, new in pairs if old.endswith("/")]
