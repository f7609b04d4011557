"""The one font of the site: Manrope (OFL 1.1), out of its pinned package, cut to the characters French and Dutch need.

The variable file weighs 165 KB; with Latin-1 alone it is about 20 KB of WOFF2. To leave out the weights we do not use
too would spare readers 1 KB, and cost each build without a cache 0.25 s.
"""

import io
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from toolkit.kept import kept, short_digest

WEIGHTS = (400, 700)
# Latin-1, then œ Œ Ÿ, dashes, quotes, ellipsis, euro, narrow no-break space, arrow, single angle quote.
CHARACTERS = (*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸ–—‘’“”…€\u202f→›"))
_SOURCE = files("font_manrope") / "files"


def font(cache: Path) -> bytes:
    """The WOFF2 file. Kept in the `cache` folder under a name that changes with all it depends on."""
    source = (_SOURCE / "Manrope-VariableFont_wght.ttf").read_bytes()
    key = short_digest(source, CHARACTERS, version("fonttools"))
    return kept(cache / f"font-{key}.woff2", lambda: _cut(source))


def static_fonts(cache: Path) -> Path:
    """Folder of the regular and bold cuts of the font, for documents; kept in the `cache` folder."""
    source = (_SOURCE / "Manrope-VariableFont_wght.ttf").read_bytes()
    folder = cache / f"fonts-{short_digest(source, WEIGHTS, version('fonttools'))}"
    for weight in WEIGHTS:
        kept(folder / f"manrope-{weight}.ttf", partial(_at_weight, source, weight))
    return folder


def licence() -> bytes:
    """The licence that must travel with the font."""
    return (_SOURCE / "OFL.txt").read_bytes()


def _cut(source: bytes) -> bytes:
    # Imported here: a build that finds the font in its cache does not pay for these.
    from fontTools.subset import Options, Subsetter, save_font
    from fontTools.ttLib import TTFont

    options = Options(flavor="woff2", layout_features=["kern", "mark", "liga"], hinting=False, recalc_timestamp=False)
    whole = TTFont(io.BytesIO(source), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(whole)
    cut = io.BytesIO()
    save_font(whole, cut, options)
    return cut.getvalue()


def _at_weight(source: bytes, weight: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    whole = TTFont(io.BytesIO(source), recalcTimestamp=False)
    cut = io.BytesIO()
    instantiateVariableFont(whole, {"wght": weight}, updateFontNames=True).save(cut)
    return cut.getvalue()
