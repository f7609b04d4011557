"""Styles, scripts, images and font, each published under a name that holds the digest of its content."""

import hashlib
import re
from importlib.resources import files
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

from toolkit import fonts
from toolkit.images import without_metadata

STYLE = "assets/css/material.css"
FONT = "assets/fonts/manrope.woff2"
FONT_LICENCE = "assets/fonts/OFL.txt"
# What a style sheet or a script names relative to itself: url(../fonts/a.woff2), from "./a.js", import("./a.js").
_REFERENCES = {
    ".css": re.compile(r"(?<=url\()[^)\"':]+(?=\))"),
    ".js": re.compile(r"(?<=from \")\.[^\"]+(?=\")|(?<=import\(\")\.[^\"]+(?=\"\))|(?<=import \")\.[^\"]+(?=\")"),
}


def published_assets(overrides: Path, cache: Path) -> dict[str, tuple[str, bytes]]:
    """Published name and content of each asset, by its plain name (`assets/css/site.css`)."""
    paths = (path for path in sorted((overrides / "assets").rglob("*")) if path.is_file())
    contents = {path.relative_to(overrides).as_posix(): without_metadata(path.read_bytes()) for path in paths}
    contents[FONT] = fonts.font(cache)
    contents[STYLE] = _theme_style()
    found: dict[str, tuple[str, bytes]] = {}
    for name in contents:
        _publish(name, contents, found)
    found[FONT_LICENCE] = (FONT_LICENCE, fonts.licence())
    return found


def _theme_style() -> bytes:
    """The style sheet of Material, out of its package."""
    folder: Any = files("material") / "templates" / "assets" / "stylesheets"
    sheet = next(one for one in folder.iterdir() if one.name.startswith("main.") and one.name.endswith(".min.css"))
    content: bytes = sheet.read_bytes()
    return content


def fingerprinted(name: str, content: bytes) -> str:
    """A name with the digest of its content, so that browsers may keep the file for ever."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"


def _publish(name: str, contents: dict[str, bytes], found: dict[str, tuple[str, bytes]]) -> str:
    """Publish an asset after those it names, whose published names it must hold; returns its own."""
    if name not in found:
        content, references = contents[name], _REFERENCES.get(Path(name).suffix)
        if references:

            def follow(match: re.Match[str]) -> str:
                target = normpath(join(dirname(name), match[0]))
                if target not in contents:
                    return match[0]
                link = relpath(_publish(target, contents, found), dirname(name))
                return link if link.startswith(".") else f"./{link}"

            content = references.sub(follow, content.decode()).encode()
        found[name] = (fingerprinted(name, content), content)
    return found[name][0]
