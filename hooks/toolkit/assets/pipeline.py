"""Asset pipeline: styles, scripts, images and the font, each published under a name with the digest of its content."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath, relpath

from toolkit.assets import fonts
from toolkit.assets.theme_style import cached_theme_style

STYLE = "assets/css/site.css"
FONT = "assets/fonts/manrope.woff2"
FONT_LICENCE = "assets/fonts/OFL.txt"
# Files that an asset names relative to itself: url(../fonts/a.woff2); from "./a.js", import "./a.js", import("./a.js").
# The import in {import("./a.js").Type} is a comment on types.
_STATIC_IMPORT = re.compile(r'(?:(?<=^import ")|(?<=\bfrom "))\.[^"]+(?=";$)', re.MULTILINE)
_DYNAMIC_IMPORT = re.compile(r'(?<=[^{]import\(")\.[^"]+(?="\))')
_CSS_URL = re.compile(r"""(?<=url\()[^)"':#]+(?=\))""")
_REFERENCES = {".css": (_CSS_URL,), ".js": (_STATIC_IMPORT, _DYNAMIC_IMPORT)}


@dataclass(frozen=True)
class Asset:
    """A published file. `preloads` are the published paths of the modules that a script imports, at every depth."""

    path: str
    content: bytes
    preloads: tuple[str, ...] = ()


def collect_assets(overrides: Path, cache: Path) -> dict[str, Asset]:
    """Return every asset by its source path (`assets/css/site.css`).

    The rules that our pages use of the theme's style sheet come before our own, in the same file. Raises ValueError
    when an asset names a file that does not exist, or when modules import each other in a circle.
    """
    paths = (path for path in sorted((overrides / "assets").rglob("*")) if path.is_file())
    contents = {path.relative_to(overrides).as_posix(): path.read_bytes() for path in paths}
    styles = b"".join(content for name, content in contents.items() if name.endswith(".css")).decode()
    contents[STYLE] = cached_theme_style(overrides, styles, cache).encode() + contents[STYLE]
    contents[FONT] = fonts.font(cache)
    return {**fingerprint(contents), FONT_LICENCE: Asset(FONT_LICENCE, fonts.licence())}


def fingerprint(contents: Mapping[str, bytes]) -> dict[str, Asset]:
    """Put the digest of each file in its name, so that browsers may cache it for ever.

    A file is named after those it refers to, since their names are part of its content.
    """
    assets: dict[str, Asset] = {}
    for name in contents:
        _publish(name, contents, assets, ())
    return assets


def _publish(name: str, contents: Mapping[str, bytes], assets: dict[str, Asset], users: tuple[str, ...]) -> Asset:
    """Add an asset, after those it names, to `assets`. `users` are the files that led here."""
    if name in users or name not in contents:
        fault = "imports itself" if name in users else "does not exist"
        raise ValueError(f"{name} {fault}: {' > '.join(users)}")
    if name not in assets:
        content = contents[name]
        preloads: dict[str, None] = {}

        def published(match: re.Match[str]) -> str:
            asset = _publish(normpath(join(dirname(name), match[0])), contents, assets, (*users, name))
            if match.re is _STATIC_IMPORT:
                preloads.update(dict.fromkeys((asset.path, *asset.preloads)))
            path = relpath(asset.path, dirname(name))
            return path if path.startswith(".") else f"./{path}"

        for pattern in _REFERENCES.get(Path(name).suffix, ()):
            content = pattern.sub(published, content.decode()).encode()
        assets[name] = Asset(_with_digest(name, content), content, tuple(preloads))
    return assets[name]


def _with_digest(name: str, content: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"
