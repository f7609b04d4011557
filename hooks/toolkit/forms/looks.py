"""How our text documents look, said once for both formats: sizes in points, colours of the site."""

from dataclasses import dataclass

FONT = "Arial"  # on every machine, under this name or that of its free twin
INK, BRAND, PLUM, LINE, TINT = "1C2B2A", "0B5551", "7B2D4F", "9FB3AD", "EEF4F1"
LINE_HEIGHT = 1.15
# A4, in millimetres.
PAPER = (210, 297)
MARGIN = 20


@dataclass(frozen=True)
class Look:
    """A paragraph style, under its name in each format (None: the format does without)."""

    docx: str | None
    odt: str | None
    size: float
    before: float = 0
    after: float = 0
    color: str = INK
    bold: bool = False
    keep: bool = False
    framed: bool = False


LOOKS = (
    Look("BodyText", "Text_20_body", size=10.5, before=5, after=5),
    Look("Compact", "Table_20_Contents", size=10, before=2, after=2),
    Look(None, "Table_20_Heading", size=10, before=2, after=2, bold=True, keep=True),
    Look("Title", "Title", size=22, after=8, color=BRAND, bold=True, keep=True),
    Look("Heading1", "Heading_20_1", size=14, before=16, after=5, color=BRAND, bold=True, keep=True),
    Look("Heading2", "Heading_20_2", size=11.5, before=12, after=4, bold=True, keep=True),
    Look("BlockText", "Quotations", size=9.5, before=4, after=8, framed=True),
    Look("Footer", "Footer", size=9),
)
# What readers replace by their own words: a character style of the source (`[[...]]`).
BLANK = "Blank"
BOX = "☐"
