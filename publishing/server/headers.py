"""The headers of every answer: one source, which each server's configuration, and the probe, are made from.

Reasons: https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
"""

import re
from dataclasses import dataclass

from publishing.server.types import SHARED, content_type, suffix

YEAR = 31_536_000
# Names that hold the digest of their content (ten digits, by `toolkit/assets/pipeline.py`): it never changes.
FINGERPRINTED = re.compile(r"\.[0-9a-f]{10}\.[a-z0-9]+$")
LONG = f"public, max-age={YEAR}, immutable"
SHORT = "public, max-age=300, must-revalidate"
# Powers of the browser that no page uses, and no script that slipped in may use.
_POWERS = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi"),
    *("payment", "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking"),
)
_EVERYWHERE = {
    # Two years. Not for subdomains: the service may have others on its host, which are not ours to bind.
    "Strict-Transport-Security": f"max-age={2 * YEAR}",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # What a reader selected stands in the address: it is sent to no other site.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in _POWERS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
PRIVATE = {"Cross-Origin-Resource-Policy": "same-origin"}
OPEN = {"Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True)
class Headers:
    """The headers of one site, with its own Content-Security-Policy."""

    policy: str

    @property
    def everywhere(self) -> dict[str, str]:
        """Return those of every answer, errors and redirects too."""
        return {"Content-Security-Policy": self.policy, **_EVERYWHERE}

    def of(self, path: str) -> dict[str, str]:
        """Return all those of a file, by its path in the site."""
        shared = OPEN if suffix(path) in SHARED else PRIVATE
        return {**self.everywhere, **shared, "Cache-Control": caching(path), "Content-Type": content_type(path)}


def fingerprinted(path: str) -> bool:
    """Return whether the name of a file holds the digest of its content."""
    return bool(FINGERPRINTED.search(path))


def caching(path: str) -> str:
    """Return the Cache-Control of a file."""
    return LONG if fingerprinted(path) else SHORT
