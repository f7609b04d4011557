"""OpenDocument texts: the reference pandoc takes styles from, and the last touches to what it writes.

Element names: OpenDocument 1.3, part 3.
"""

from typing import Any

from lxml import etree

from toolkit.forms.looks import BLANK, BOX, BRAND, FONT, LINE, LINE_HEIGHT, LOOKS, MARGIN, PAPER, PLUM, TINT, Look
from toolkit.forms.package import pack, unpack

NAMES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"
    for name, place in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
    }.items()
}

_LINK = {"fo:color": f"#{BRAND}", "style:text-underline-style": "solid", "style:text-underline-width": "auto"}


def reference(default: bytes, landscape: bool) -> bytes:
    """Pandoc's own reference in our style, on A4 paper; it numbers its pages already."""
    parts = unpack(default)
    tree = etree.fromstring(parts["styles.xml"])
    sheet = tree.find("office:styles", NAMES)
    sheet.find("style:default-style[@style:family='paragraph']/style:text-properties", NAMES).set(
        _q("style:font-name"), FONT
    )
    for look in LOOKS:
        if look.odt:
            _restyle(sheet, look.odt, "paragraph", _paragraph(look), _text(look))
    _restyle(
        sheet, BLANK, "text", _e("style:text-properties", **{"fo:color": f"#{PLUM}", "fo:background-color": f"#{TINT}"})
    )
    _restyle(sheet, "Internet_20_link", "text", _e("style:text-properties", **_LINK))
    sheet.find("style:default-style/style:table-row-properties", NAMES).set(_q("fo:keep-together"), "always")
    _page(tree.find(".//style:page-layout-properties", NAMES), landscape)
    parts["styles.xml"] = _written(tree)
    return pack(parts)


def finished(content: bytes, moment: str) -> bytes:
    """What pandoc wrote, dated; framed tables, boxes instead of bullets, notes no further in than their style says."""
    parts = unpack(content)
    tree = etree.fromstring(parts["content.xml"])
    for cell in tree.iterfind(".//table:table-cell", NAMES):
        if not len(cell):
            cell.append(_e("text:p", **{"text:style-name": "Table_20_Contents"}))
    _frame(tree, "TableHeaderRowCell", **{"fo:background-color": f"#{TINT}"})
    _frame(tree, "TableRowCell")
    _tick_boxes(tree)
    _keep_before_tables(tree)
    for indent in tree.xpath(".//style:style[@style:parent-style-name='Quotations']/*", namespaces=NAMES):
        indent.getparent().remove(indent)
    parts["content.xml"] = _written(tree)
    parts["meta.xml"] = parts["meta.xml"].replace(b"1970-01-01T00:00:00Z", moment.encode())
    return pack(parts)


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def _e(name: str, **attributes: str) -> Any:
    """An element of OpenDocument, its attributes under their prefixed names."""
    return etree.Element(_q(name), {_q(key): one for key, one in attributes.items()})


def _written(tree: Any) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return written


def _restyle(sheet: Any, name: str, family: str, *formats: Any) -> None:
    """Replace how a style looks, or add it; its name and parent stay."""
    style = sheet.find(f"style:style[@style:name='{name}']", NAMES)
    if style is None:
        style = _e("style:style", **{"style:name": name, "style:family": family})
        sheet.append(style)
    for old in list(style):
        style.remove(old)
    style.extend(formats)


def _paragraph(look: Look) -> Any:
    kept = {"fo:keep-with-next": "always"} if look.keep else {}
    framed = {"fo:border-left": f"3pt solid #{LINE}", "fo:padding-left": "8pt", "fo:margin-left": "4mm"}
    return _e(
        "style:paragraph-properties",
        **{"fo:margin-top": f"{look.before}pt", "fo:margin-bottom": f"{look.after}pt"},
        **{"fo:line-height": f"{LINE_HEIGHT:.0%}", "fo:text-align": "start"},
        **kept,
        **(framed if look.framed else {}),
    )


def _text(look: Look) -> Any:
    weight = "bold" if look.bold else "normal"
    return _e(
        "style:text-properties",
        **{
            "style:font-name": FONT,
            "fo:font-size": f"{look.size}pt",
            "fo:color": f"#{look.color}",
            "fo:font-weight": weight,
        },
    )


def _page(layout: Any, landscape: bool) -> None:
    width, height = PAPER[::-1] if landscape else PAPER
    layout.set(_q("fo:page-width"), f"{width}mm")
    layout.set(_q("fo:page-height"), f"{height}mm")
    layout.set(_q("style:print-orientation"), "landscape" if landscape else "portrait")
    for side in ("top", "right", "bottom", "left"):
        layout.set(_q(f"fo:margin-{side}"), f"{MARGIN}mm")


def _frame(tree: Any, style: str, **more: str) -> None:
    """Lines around the cells of a style (pandoc writes them without any)."""
    look = {"fo:border": f"0.5pt solid #{LINE}", "fo:padding": "1.5mm", **more}
    for cell in tree.iterfind(f".//style:style[@style:name='{style}']/style:table-cell-properties", NAMES):
        for key, value in look.items():
            cell.set(_q(key), value)


def _keep_before_tables(tree: Any) -> None:
    """The words before a table stay on its page."""
    name = {"style:name": "BeforeTable", "style:family": "paragraph", "style:parent-style-name": "Text_20_body"}
    style = _e("style:style", **name)
    style.append(_e("style:paragraph-properties", **{"fo:keep-with-next": "always"}))
    tree.find("office:automatic-styles", NAMES).append(style)
    for words in tree.xpath("//table:table/preceding-sibling::*[1][self::text:p]", namespaces=NAMES):
        words.set(_q("text:style-name"), "BeforeTable")


def _tick_boxes(tree: Any) -> None:
    """A list to tick has its boxes as bullets; pandoc writes a box after each bullet."""
    for items in tree.iterfind(".//text:list", NAMES):
        first = [item.find("text:p", NAMES) for item in items]
        if all(one is not None and (one.text or "").startswith(BOX) for one in first):
            for one in first:
                one.text = one.text.removeprefix(BOX).lstrip()
            style = items.get(_q("text:style-name"))
            for bullet in tree.iterfind(
                f".//text:list-style[@style:name='{style}']/text:list-level-style-bullet", NAMES
            ):
                bullet.set(_q("text:bullet-char"), BOX)
