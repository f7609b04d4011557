"""Styles, scripts, images and font, each published under a name that holds the digest of its content."""

import hashlib
import re
from collections.abc import Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any

from toolkit.assets import fonts
from toolkit.assets.images import without_metadata
from toolkit.assets.scripts import bundles
from toolkit.file_cache import cached_file, short_digest
from toolkit.memory import remembered

STYLE = "assets/css/site.css"
FONT = "assets/fonts/manrope.woff2"
FONT_LICENCE = "assets/fonts/OFL.txt"
# What a style sheet or a script names relative to itself: url(../fonts/a.woff2), from "./a.js", import("./a.js").
_REFERENCES = {
    ".css": re.compile(r"(?<=url\()[^)\"':]+(?=\))"),
    ".js": re.compile(r"(?<=from \")\.[^\"]+(?=\")|(?<=import\(\")\.[^\"]+(?=\"\))|(?<=import \")\.[^\"]+(?=\")"),
}


def published_assets(overrides: Path, cache: Path) -> dict[str, tuple[str, bytes]]:
    """Published name and content of each asset, by its plain name (`assets/css/site.css`).

    What our pages use of the style sheet of the theme stands before our own rules, in the same file.
    """
    stamps = ((path, path.stat()) for path in sorted(overrides.rglob("*")) if path.is_file())
    return _published(overrides, cache, tuple((path, stamp.st_mtime_ns, stamp.st_size) for path, stamp in stamps))


@remembered(2)
def _published(overrides: Path, cache: Path, stamps: tuple[tuple[Path, int, int], ...]) -> dict[str, tuple[str, bytes]]:
    """A preview makes them again when one of the files of `overrides` has another time or size (`stamps`)."""
    paths = (path for path in sorted((overrides / "assets").rglob("*")) if path.is_file())
    contents = {path.relative_to(overrides).as_posix(): without_metadata(path.read_bytes()) for path in paths}
    contents[FONT] = fonts.font(cache)
    contents[STYLE] = _theme_rules(overrides, contents, cache) + contents[STYLE]
    modules = {name: contents.pop(name) for name in list(contents) if name.endswith(".js")}
    contents |= _scripts(overrides, modules)
    found: dict[str, tuple[str, bytes]] = {}
    for name in contents:
        _publish(name, contents, found)
    found[FONT_LICENCE] = (FONT_LICENCE, fonts.licence())
    return found


def fingerprinted(name: str, content: bytes) -> str:
    """A name with the digest of its content, so that browsers may keep the file for ever."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}{dot}{suffix}"


def _theme_rules(overrides: Path, contents: Mapping[str, bytes], cache: Path) -> bytes:
    """What templates, scripts and Python write decides which rules of Material stay."""
    templates = (path for path in sorted(overrides.rglob("*")) if path.suffix in (".html", ".js", ".svg"))
    python = sorted(Path(__file__).parents[1].rglob("*.py"))
    readers = b"".join(content for name, content in contents.items() if name.endswith((".css", ".js"))).decode()
    sources, sheet = [path.read_text(encoding="utf-8") for path in (*templates, *python)], _theme_sheet()
    key = short_digest(sheet, sources, readers, version("tinycss2"))

    def cut() -> bytes:
        from toolkit.assets.theme_style import theme_style

        return theme_style(sheet, sources, readers).encode()

    return cached_file(cache / f"theme-{key}.css", cut)


def _theme_sheet() -> str:
    folder: Any = files("material") / "templates" / "assets" / "stylesheets"
    sheets = [one for one in folder.iterdir() if one.name.startswith("main.") and one.name.endswith(".min.css")]
    return "".join(one.read_text("utf-8") for one in sheets)


def _scripts(overrides: Path, modules: Mapping[str, bytes]) -> dict[str, bytes]:
    """The scripts put together; `assets/js/a.js` is linked by the pages that hold `data/a.html`."""
    stems = {name: name.removeprefix("assets/js/").removesuffix(".js") for name in modules}
    folders = (overrides, overrides / "data")
    linked = [name for name, stem in stems.items() if any((one / f"{stem}.html").is_file() for one in folders)]
    made = bundles({name: content.decode() for name, content in modules.items()}, linked)
    return {name: text.encode() for name, text in made.items()}


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
