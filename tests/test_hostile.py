"""Hostile strings are refused with their place, or shown as the characters they are; they never run."""

import csv
import json
from pathlib import Path

import pytest
from building import build, tree
from poison import PAYLOADS, copy, poisoned
from selectolax.lexbor import LexborHTMLParser
from toolkit.catalogue import read
from toolkit.documents import read_document
from toolkit.final_page import read_page
from toolkit.model.process import ProcessesFile
from toolkit.project import load
from toolkit.validation import validate
from toolkit.yaml_source import read_yaml

RECORD = """processes:
  - id: one
    slug: {{fr: un, nl: een}}
    title: {{fr: "{title}", nl: "B"}}
    summary: {{fr: "{summary}", nl: "B"}}
    organiser: brussels-environment
    place: {{region_wide: true}}
    themes: [climate]
    level: consult
    dates: {{permanent: true}}
    sources: [{{name: "S", url: "{url}"}}]
    last_checked: 2026-01-01
"""
SOUND = {"title": "A", "summary": "A", "url": "https://example.org/"}
KNOWN = {"organisers": ["brussels-environment"], "themes": ["climate"], "levels": ["consult"]}


def codes(**values: str) -> list[str]:
    """Codes of the problems of a process with these texts."""
    tree_, faults = read_yaml("processes.yaml", RECORD.format(**{**SOUND, **values}).encode())
    more = validate("processes.yaml", tree_, ProcessesFile, KNOWN, faults)[1] if tree_ else []
    return [one.code for one in (*faults, *more)]


def test_the_record_is_sound_without_them() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("summary", "[x](javascript:hostile())", "forbidden-link"),
        ("summary", "[x](JaVaScRiPt:hostile())", "forbidden-link"),
        ("summary", "[x](data:text/html,hostile)", "forbidden-link"),
        ("summary", "[x](vbscript:hostile)", "forbidden-link"),
        ("summary", "[x](&#106;avascript:hostile())", "forbidden-link"),
        ("title", "\\u202Eelif", "control-character"),
        ("title", "a\\0b", "control-character"),
        ("title", "a\\u200Bb", "control-character"),
        ("title", "x" * 1_000_000, "text-too-long"),
        ("summary", "x" * 1_000_000, "text-too-long"),
        ("url", "javascript:hostile()", "forbidden-link"),
        ("url", "https://example.org/'onclick='hostile()", "address-form"),
    ],
)
def test_what_could_run_or_mislead_is_refused(field: str, text: str, code: str) -> None:
    assert code in codes(**{field: text})


@pytest.mark.parametrize(
    "text",
    [
        "<script>hostile()</script>",
        "<img src=x onerror=hostile()>",
        "text <a href='javascript:hostile()'>x</a>",
        "<!-- <b> -->",
        "</article><iframe src=//x>",
    ],
)
def test_html_in_a_page_is_refused(text: str) -> None:
    page = f"---\ntitle: T\ndescription: {'d' * 60}\n---\n{text}\n"
    _, found = read_document("docs/fr/x.md", page.encode(), {})
    assert "raw-html" in {one.code for one in found} or text.startswith("<!--")


@pytest.mark.parametrize("text", ["{{ hostile() }}", "{% hostile %}", "@@title@@"])
def test_template_syntax_in_a_finished_page_is_refused(text: str) -> None:
    assert read_page("fr/x/", f"<p>{text}</p>", "processes.yaml", 1, True).leftover


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The real project with payloads in it, built."""
    root = copy(tmp_path_factory.mktemp("hostile") / "copy")
    taken = poisoned(root)
    site = root / "built"
    done = build(site, root)
    assert done.returncode == 0, done.stdout + done.stderr
    return site, taken


def test_many_fields_take_them_as_text(hostile_site: tuple[Path, list[str]]) -> None:
    files = {one.partition(":")[0] for one in hostile_site[1]}
    assert {"processes.yaml", "facilitators.yaml", "lots.yaml", "methods.yaml", "glossary.yaml"} <= files
    assert len(hostile_site[1]) > 30


def test_they_are_characters_in_every_page(hostile_site: tuple[Path, list[str]]) -> None:
    shown = set()
    for path in hostile_site[0].rglob("*.html"):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        for node in page.css("*"):
            assert not [name for name in node.attributes if name.startswith("on")], path
            assert not str(node.attributes.get("href", "")).startswith(("javascript:", "data:")), path
        for script in page.css("script:not([src])"):
            json.loads(script.text())
        assert not page.css("img[src=x], svg[onload]"), path
        text = page.body.text() if page.body else ""
        shown |= {one for one in PAYLOADS if one in text}
    assert len(shown) >= 4


def test_data_files_hold_them_as_data(hostile_site: tuple[Path, list[str]]) -> None:
    for name, content in tree(hostile_site[0]).items():
        if name.endswith((".json", ".geojson")):
            json.loads(content)
        if name.endswith(".csv"):
            rows = csv.reader(content.decode("utf-8-sig").splitlines())
            assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "\t"))], name
        if name.endswith(".ics"):
            assert not [one for one in content.split(b"\r\n") if one.startswith(b"=hostile")], name


def test_a_hostile_front_matter_is_text_too(tmp_path: Path) -> None:
    root = copy(tmp_path / "copy")
    page = root / "docs/fr/framing/why.md"
    lines = page.read_text().split("\n")
    lines[1] = 'title: "<script>hostile()</script>"'
    page.write_text("\n".join(lines))
    project, found = load(root)
    assert project, found
    assert read(root).problems == ()
    done = build(root / "built", root)
    assert done.returncode == 0, done.stdout + done.stderr
    html = (root / "built" / project.address("framing/why.md", "fr") / "index.html").read_text()
    assert "<script>hostile" not in html
    assert "&lt;script&gt;hostile()" in html
