"""The one font of the site: Manrope (OFL 1.1), out of its pinned package, cut to the characters French and Dutch need.

The variable file weighs 165 KB; with Latin-1 alone it is about 20 KB of WOFF2. To leave out the weights we do not use
too would spare readers 1 KB. HarfBuzz cuts it in a thousandth of a second; fontTools, which compresses it, would take
0.3 s of each build without a cache.
"""

import io
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from toolkit.file_cache import cached_file, short_digest

# Latin-1, then œ Œ Ÿ, dashes, quotes, ellipsis, euro, narrow no-break space, arrow, single angle quote.
CHARACTERS = (*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸ–—‘’“”…€\u202f→›"))
FEATURES = ("kern", "mark", "liga")
_SOURCE = files("font_manrope") / "files"


def font(cache: Path) -> bytes:
    """The WOFF2 file. Kept in the `cache` folder under a name that changes with all it depends on."""
    source = (_SOURCE / "Manrope-VariableFont_wght.ttf").read_bytes()
    key = short_digest(source, CHARACTERS, FEATURES, version("fonttools"), version("uharfbuzz"))
    return cached_file(cache / f"font-{key}.woff2", lambda: _cut(source))


def static_fonts(cache: Path) -> Path:
    """A folder of the regular and the bold font, for documents: of a variable font, charts would take the lightest.

    Copies in the `cache` folder, since a program that is given the package's folder takes the variable font.
    """
    names = ("Manrope-Regular.ttf", "Manrope-Bold.ttf")
    folder = cache / f"fonts-{short_digest(names, version('font-manrope'))}"
    for name in names:
        cached_file(folder / name, (_SOURCE / name).read_bytes)
    return folder


def licence() -> bytes:
    """The licence that must travel with the font."""
    return (_SOURCE / "OFL.txt").read_bytes()


def _cut(source: bytes) -> bytes:
    # Imported here: a build that finds the font in its cache does not pay for these.
    import uharfbuzz as harfbuzz
    from fontTools.ttLib import TTFont

    wanted = harfbuzz.SubsetInput()
    wanted.flags = harfbuzz.SubsetFlags.NO_HINTING
    wanted.unicode_set.update(CHARACTERS)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(name.encode()) for name in FEATURES)
    cut = harfbuzz.subset(harfbuzz.Face(source), wanted).blob.data
    font, compressed = TTFont(io.BytesIO(cut), recalcBBoxes=False, recalcTimestamp=False), io.BytesIO()
    font.flavor = "woff2"
    font.save(compressed)
    return compressed.getvalue()
