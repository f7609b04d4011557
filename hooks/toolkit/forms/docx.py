"""Word files: the reference pandoc takes styles from, and the last touches to what it writes.

Element names and order: ECMA-376, part 1 (WordprocessingML).
"""

from typing import Any

from lxml import etree

from toolkit.forms.looks import BLANK, BRAND, FONT, INK, LINE, LINE_HEIGHT, LOOKS, MARGIN, PAPER, PLUM, TINT, Look
from toolkit.forms.package import pack, unpack

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"w": W}
FOOTER = "word/footer1.xml"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def reference(default: bytes, landscape: bool) -> bytes:
    """Pandoc's own reference in our style, on A4 paper, with page numbers."""
    parts = unpack(default)
    parts["word/styles.xml"] = _styles(parts["word/styles.xml"])
    parts["word/document.xml"] = _paged(parts["word/document.xml"], landscape)
    parts[FOOTER] = _written(
        _w("ftr", _w("p", _w("pPr", _w("pStyle", val="Footer"), _w("jc", val="center")), *_number()))
    )
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    etree.SubElement(relations, relations[0].tag, Id="footer1", Type=f"{R}/footer", Target="footer1.xml")
    parts["word/_rels/document.xml.rels"] = _written(relations)
    types = etree.fromstring(parts["[Content_Types].xml"])
    override = types.tag.replace("Types", "Override")
    etree.SubElement(types, override, PartName=f"/{FOOTER}", ContentType=_FOOTER_TYPE)
    parts["[Content_Types].xml"] = _written(types)
    return pack(parts)


def finished(content: bytes, moment: str) -> bytes:
    """What pandoc wrote, dated, its blanks made fields that one click replaces."""
    parts = unpack(content)
    tree = etree.fromstring(parts["word/document.xml"])
    for run in tree.xpath("//w:r[w:rPr/w:rStyle/@w:val=$style]", namespaces=NAMES, style=BLANK):
        field = _w("sdt", _w("sdtPr", _w("showingPlcHdr"), _w("text")), _w("sdtContent"))
        run.getparent().replace(run, field)
        field[1].append(run)
    _fit_tables(tree)
    parts["word/document.xml"] = _written(tree)
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"1970-01-01T00:00:00Z", moment.encode())
    return pack(parts)


def _fit_tables(tree: Any) -> None:
    """Columns as wide as the paper allows (pandoc counts for its own), rows on one page, with the words before them."""
    size, margins = tree.find(".//w:pgSz", NAMES), tree.find(".//w:pgMar", NAMES)
    width = int(size.get(f"{{{W}}}w")) - sum(int(margins.get(f"{{{W}}}{side}")) for side in ("left", "right"))
    for grid in tree.iterfind(".//w:tblGrid", NAMES):
        columns = [int(column.get(f"{{{W}}}w")) for column in grid]
        for column, old in zip(grid, columns, strict=True):
            column.set(f"{{{W}}}w", str(round(old * width / sum(columns))))
    for words in tree.xpath("//w:tbl/preceding-sibling::*[1][self::w:p]/w:pPr", namespaces=NAMES):
        words.insert(1, _w("keepNext"))  # after the name of the style
    for row in tree.iterfind(".//w:tr", NAMES):
        if row.find("w:trPr", NAMES) is None:
            row.insert(0, _w("trPr"))
        row.find("w:trPr", NAMES).insert(0, _w("cantSplit"))


def _w(name: str, *children: Any, **attributes: object) -> Any:
    """An element of WordprocessingML."""
    element = etree.Element(f"{{{W}}}{name}", {f"{{{W}}}{key}": str(one) for key, one in attributes.items()}, NAMES)
    element.extend(children)
    return element


def _written(tree: Any) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _number() -> list[Any]:
    """The number of the page."""
    return [_w("fldSimple", _w("r", _w("t")), instr=" PAGE ")]


def _paged(document: bytes, landscape: bool) -> bytes:
    tree = etree.fromstring(document)
    section = tree.find(".//w:sectPr", NAMES)
    width, height = (round(side / 25.4 * 1440) for side in (PAPER[::-1] if landscape else PAPER))
    margin = round(MARGIN / 25.4 * 1440)
    size = {"orient": "landscape"} if landscape else {}
    footer = _w("footerReference", type="default")
    footer.set(f"{{{R}}}id", "footer1")
    sides = dict.fromkeys(("top", "right", "bottom", "left"), margin)
    section.insert(0, footer)
    section.append(_w("pgSz", w=width, h=height, **size))
    section.append(_w("pgMar", **sides, header=567, footer=567, gutter=0))
    return _written(tree)


def _styles(styles: bytes) -> bytes:
    tree = etree.fromstring(styles)
    defaults = tree.find("w:docDefaults/w:rPrDefault/w:rPr", NAMES)
    defaults.replace(defaults[0], _w("rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    if tree.find("w:style[@w:styleId='Footer']", NAMES) is None:
        tree.append(
            _w("style", _w("name", val="footer"), _w("basedOn", val="Normal"), type="paragraph", styleId="Footer")
        )
    for look in LOOKS:
        if look.docx:
            _restyle(tree, look.docx, _paragraph(look, tree), _run(look.size, look.color, look.bold))
    _restyle(tree, "Table", *_table())
    _restyle(tree, "Hyperlink", _w("rPr", _w("color", val=BRAND), _w("u", val="single")))
    blank = _w("rPr", _w("color", val=PLUM), _w("shd", val="clear", color="auto", fill=TINT))
    tree.append(_w("style", _w("name", val=BLANK), blank, type="character", customStyle=1, styleId=BLANK))
    return _written(tree)


def _restyle(tree: Any, name: str, *formats: Any) -> None:
    """Replace how a style looks; what it is (name, parent, order of sections) stays."""
    style = tree.find(f"w:style[@w:styleId='{name}']", NAMES)
    for old in style.xpath("w:pPr|w:rPr|w:tblPr|w:trPr|w:tblStylePr", namespaces=NAMES):
        style.remove(old)
    style.extend(formats)


def _paragraph(look: Look, tree: Any) -> Any:
    level = tree.xpath(f"w:style[@w:styleId='{look.docx}']/w:pPr/w:outlineLvl", namespaces=NAMES)
    side = _w("pBdr", _w("left", val="single", sz=24, space=8, color=LINE))
    spacing = {"before": _twentieths(look.before), "after": _twentieths(look.after), "line": round(240 * LINE_HEIGHT)}
    return _w(
        "pPr",
        *([_w("keepNext"), _w("keepLines")] if look.keep else []),
        *([side] if look.framed else []),
        _w("spacing", **spacing, lineRule="auto"),
        *([_w("ind", left=227)] if look.framed else []),
        *level,
    )


def _run(size: float, color: str, bold: bool) -> Any:
    marks = [_w("b")] if bold else []
    return _w("rPr", *marks, _w("color", val=color), _w("sz", val=round(2 * size)), _w("szCs", val=round(2 * size)))


def _table() -> tuple[Any, ...]:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = _w("tblBorders", *(_w(side, val="single", sz=4, space=0, color=LINE) for side in sides))
    margins = _w("tblCellMar", *(_w(side, w=85, type="dxa") for side in sides[:4]))
    header = _w(
        "tblStylePr",
        _w("rPr", _w("b"), _w("color", val=INK)),
        _w("tcPr", _w("shd", val="clear", color="auto", fill=TINT)),
        type="firstRow",
    )
    return _w("tblPr", borders, margins), header


def _twentieths(points: float) -> int:
    return round(20 * points)
