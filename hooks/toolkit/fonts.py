"""The one font of the site: Manrope (OFL 1.1), out of its pinned package, cut to the characters French and Dutch need.

The variable file weighs 165 KB; with weights 400 to 700 and Latin-1 it is about 20 KB of WOFF2.
"""

import hashlib
import io
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

WEIGHTS = (400, 700)
# Latin-1, then œ Œ Ÿ, dashes, quotes, ellipsis, euro, narrow no-break space, arrow, single angle quote.
CHARACTERS = (*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸ–—‘’“”…€\u202f→›"))
_SOURCE = files("font_manrope") / "files"


def font(cache: Path) -> bytes:
    """The WOFF2 file. Kept in the `cache` folder under a name that changes with all it depends on."""
    source = (_SOURCE / "Manrope-VariableFont_wght.ttf").read_bytes()
    key = hashlib.sha256(source + repr((WEIGHTS, CHARACTERS, version("fonttools"))).encode()).hexdigest()
    kept = cache / f"font-{key[:16]}.woff2"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(_cut(source))
        part.replace(kept)
    return kept.read_bytes()


def static_fonts(cache: Path) -> Path:
    """Folder of the regular and bold cuts of the font, for documents; kept in the `cache` folder."""
    source = (_SOURCE / "Manrope-VariableFont_wght.ttf").read_bytes()
    key = hashlib.sha256(source + repr((WEIGHTS, version("fonttools"))).encode()).hexdigest()
    folder = cache / f"fonts-{key[:16]}"
    for weight in WEIGHTS:
        kept = folder / f"manrope-{weight}.ttf"
        if not kept.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            part = kept.with_suffix(".part")
            part.write_bytes(_at_weight(source, weight))
            part.replace(kept)
    return folder


def licence() -> bytes:
    """The licence that must travel with the font."""
    return (_SOURCE / "OFL.txt").read_bytes()


def _cut(source: bytes) -> bytes:
    # Imported here: a build that finds the font in its cache does not pay for these.
    from fontTools.subset import Options, Subsetter, save_font
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = Options(flavor="woff2", layout_features=["kern", "mark", "liga"], hinting=False, recalc_timestamp=False)
    whole = TTFont(io.BytesIO(source), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(whole)
    cut = io.BytesIO()
    save_font(instantiateVariableFont(whole, {"wght": WEIGHTS}), cut, options)
    return cut.getvalue()


def _at_weight(source: bytes, weight: int) -> bytes:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    whole = TTFont(io.BytesIO(source), recalcTimestamp=False)
    cut = io.BytesIO()
    instantiateVariableFont(whole, {"wght": weight}, updateFontNames=True).save(cut)
    return cut.getvalue()
