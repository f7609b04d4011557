"""The inventory report as a tagged PDF (PDF/UA-1), typeset by Typst from the content of its page."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import typst
from selectolax.lexbor import LexborHTMLParser, LexborNode

from toolkit.domain.context import Reader
from toolkit.exports.base import midnight
from toolkit.memory import remembered
from toolkit.render import report

Run = dict[str, str]
_CONTAINERS = ("div", "blockquote", "section", "article", "dl")
_HEADINGS = {"h2": "h2", "h3": "h3", "h4": "h3"}
# Not the no-break space, which must stay.
_BLANKS = re.compile(r"[ \t\r\n]+")


def report_pdf(r: Reader, title: str, html: str, site_url: str, template: Path, fonts: Path) -> bytes:
    """The PDF of a page; `html` holds a paragraph with `report.PLACE` where the questions go."""
    day = r.project.today
    data = {
        "language": r.language,
        "title": title,
        "site": r.t("site_name"),
        "date": r.t("report_date", date=r.date(day)),
        "count": r.t("process_count", count=r.number(len(r.project.catalogue.processes))),
        "number": r.t("number_of_processes"),
        "blocks": list(blocks(html, urljoin(site_url, r.address))),
        "questions": [_question(r, one) for one in report.questions(r)],
    }
    return _typeset(template, template.read_text("utf-8"), json.dumps(data, ensure_ascii=False), fonts, day)


def blocks(html: str, base: str) -> Iterator[dict[str, Any]]:
    """Headings, paragraphs, lists and tables of a page, in order; links are absolute."""
    body = LexborHTMLParser(html).body
    yield from _blocks(body, base) if body else ()


def _blocks(parent: LexborNode, base: str) -> Iterator[dict[str, Any]]:
    for node in parent.iter():
        if node.text().strip() == report.PLACE:
            yield {"kind": "report"}
        elif node.tag in _CONTAINERS:
            yield from _blocks(node, base)
        elif node.tag == "table":
            rows = [[_runs(cell, base) for cell in row.css("th, td")] for row in node.css("tr")]
            yield {"kind": "table", "head": rows[0], "rows": rows[1:]}
        elif node.tag in ("ul", "ol"):
            yield {"kind": str(node.tag), "items": [_runs(item, base) for item in node.css("li")]}
        elif node.text().strip():
            yield {"kind": _HEADINGS.get(str(node.tag), "p"), "runs": _runs(node, base)}


def _runs(node: LexborNode, base: str, style: str = "", link: str = "") -> list[Run]:
    """Pieces of text with their style (`strong`, `em`, `code`) and link."""
    found: list[Run] = []
    for child in node.iter(include_text=True):
        if child.tag in ("ul", "ol"):
            continue  # its items stand in the list around it
        if child.tag == "-text":
            found.append({"text": _BLANKS.sub(" ", child.text(deep=False)), "style": style, "link": link})
        else:
            target = urljoin(base, str(child.attributes.get("href"))) if child.tag == "a" else link
            found += _runs(child, base, str(child.tag) if child.tag in ("strong", "em", "code") else style, target)
    return found


def _question(r: Reader, question: report.Question) -> dict[str, Any]:
    return {
        "title": question.title,
        "reading": " ".join(question.reading),
        "chart": str(question.chart),
        "alt": r.t("chart", title=question.title),
        "rows": [[label, r.number(count)] for label, count in question.rows],
    }


@remembered(4)
def _typeset(template: Path, text: str, data: str, fonts: Path, day: datetime.date) -> bytes:
    """The file, out of a template, which says `text`. In a preview, most edits leave what the report counts."""
    made = typst.compile(
        template,
        root=template.parent,
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data, "day": day.isoformat()},
        pdf_standards=["ua-1"],
        timestamp=int(midnight(day).timestamp()),
    )
    return bytes(made)
