"""The one font of the site: Manrope (OFL 1.1), out of its pinned package, cut to the characters French and Dutch need.

HarfBuzz cuts the variable font, fontTools compresses it to WOFF2. All weights stay: to drop some would save readers
little.
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
    """Return the WOFF2 file, by way of a file in `cache`."""
    source = (_SOURCE / "Manrope-VariableFont_wght.ttf").read_bytes()
    key = short_digest(source, CHARACTERS, FEATURES, version("fonttools"), version("uharfbuzz"))
    return cached_file(cache / f"font-{key}.woff2", lambda: _cut(source))


def static_fonts(cache: Path) -> Path:
    """Return a folder in `cache` with copies of the regular and the bold font, for documents.

    Typst and charts that are given the folder of the package take its variable font, at its lightest weight.
    """
    names = ("Manrope-Regular.ttf", "Manrope-Bold.ttf")
    folder = cache / f"fonts-{short_digest(names, version('font-manrope'))}"
    for name in names:
        cached_file(folder / name, (_SOURCE / name).read_bytes)
    return folder


def licence() -> bytes:
    """Return the licence, which must be published with the font."""
    return (_SOURCE / "OFL.txt").read_bytes()


def _cut(source: bytes) -> bytes:
    # Imported here because they are slow to import, and the font is nearly always in the cache.
    import uharfbuzz as harfbuzz
    from fontTools.ttLib import TTFont

    subset = harfbuzz.SubsetInput()
    subset.flags = harfbuzz.SubsetFlags.NO_HINTING
    subset.unicode_set.update(CHARACTERS)
    subset.layout_feature_tag_set.clear()
    subset.layout_feature_tag_set.update(int.from_bytes(name.encode()) for name in FEATURES)
    cut = harfbuzz.subset(harfbuzz.Face(source), subset).blob.data
    font, compressed = TTFont(io.BytesIO(cut), recalcBBoxes=False, recalcTimestamp=False), io.BytesIO()
    font.flavor = "woff2"
    font.save(compressed)
    return compressed.getvalue()
