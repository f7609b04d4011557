"""The inventory report as a tagged PDF (PDF/UA-1): Typst typesets the content of its page (overrides/report)."""

import datetime
import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import typst
from selectolax.lexbor import LexborHTMLParser, LexborNode

from toolkit.domain.context import Context
from toolkit.exports.base import midnight
from toolkit.render import report


def report_pdf(context: Context, title: str, html: str, site_url: str, template: Path, fonts: Path) -> bytes:
    """Make the PDF of a page; `html` holds a paragraph with `report.PLACE` where the questions go."""
    project, [body] = context.project, LexborHTMLParser(html).css("body")
    data = {
        "language": context.language,
        "title": title,
        "site": context.t("site_name"),
        "date": context.t("report_date", date=context.date(project.today)),
        "count": context.t("process_count", count=context.number(len(project.catalog.processes))),
        "number": context.t("number_of_processes"),
        "body": _element(body, urljoin(site_url, context.address)),
        "placeholder": report.PLACE,
        "questions": [_question(context, question) for question in report.questions(context)],
    }
    text = json.dumps(data, ensure_ascii=False)
    return _typeset(template, template.read_text("utf-8"), text, fonts, project.today)


def _element(node: LexborNode, base: str) -> dict[str, Any] | str:
    """Return an element as its tag, its link (absolute, or empty) and its children; a text as it is."""
    if node.tag == "-text":
        return str(node.text(deep=False))
    href = node.attributes.get("href")
    children = [_element(child, base) for child in node.iter(include_text=True)]
    return {"tag": node.tag, "href": urljoin(base, href) if href else "", "children": children}


def _question(context: Context, question: report.Question) -> dict[str, Any]:
    return {
        "title": question.title,
        "reading": " ".join(question.reading),
        "chart": str(question.chart),
        "alt": context.t("chart", title=question.title),
        "rows": [[label, context.number(count)] for label, count in question.rows],
    }


@lru_cache(4)
def _typeset(template: Path, text: str, data: str, fonts: Path, day: datetime.date) -> bytes:
    """Compile a template, which says `text`. Cached: most edits in a preview leave the report as it was."""
    pdf = typst.compile(
        template,
        root=template.parent,
        font_paths=[fonts],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": data, "day": day.isoformat()},
        pdf_standards=["ua-1"],
        timestamp=int(midnight(day).timestamp()),
    )
    return bytes(pdf)
