"""Styles, scripts, images and font, each published under a name that holds the digest of its content."""

import hashlib
import re
from pathlib import Path
from posixpath import join, normpath

from toolkit import fonts

FONT = "assets/fonts/manrope.woff2"
_URL = re.compile(r"url\(([^)\"':]+)\)")


def published_assets(overrides: Path, cache: Path) -> dict[str, tuple[str, bytes]]:
    """Published name and content of each asset, by its plain name (`assets/css/site.css`)."""
    found: dict[str, tuple[str, bytes]] = {}
    sources = {path.relative_to(overrides).as_posix(): path for path in sorted((overrides / "assets").rglob("*"))}
    contents = {name: path.read_bytes() for name, path in sources.items() if path.is_file()}
    contents[FONT] = fonts.font(cache)
    # Style sheets last: they name the others.
    for name in sorted(contents, key=lambda name: name.endswith(".css")):
        content = _follow(name, contents[name], found) if name.endswith(".css") else contents[name]
        found[name] = (fingerprinted(name, content), content)
    found["assets/fonts/OFL.txt"] = ("assets/fonts/OFL.txt", fonts.licence())
    return found


def fingerprinted(name: str, content: bytes) -> str:
    """A name with the digest of its content, so that browsers may keep the file for ever."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"


def _follow(name: str, content: bytes, found: dict[str, tuple[str, bytes]]) -> bytes:
    """A style sheet with the published names of the files it uses."""

    def published(match: re.Match[str]) -> str:
        target = normpath(join(name, "..", match[1]))
        folder = match[1].rpartition("/")[0]
        return f"url({folder}/{found[target][0].rpartition('/')[2]})" if target in found else match[0]

    return _URL.sub(published, content.decode()).encode()
