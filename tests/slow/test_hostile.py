"""Hostile strings are refused with their place, or shown as the characters they are; they never run."""

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser
from support.build import ROOT, build, copy_project
from support.html_safety import assert_harmless_page
from support.payloads import LINKS, PAYLOADS, RECORDS, Hostile, data_of, get, places, put, text_fields, whole
from toolkit.checks.html_page import read_html
from toolkit.models.process import ProcessesFile
from toolkit.project import load
from toolkit.sources.data_files import read
from toolkit.sources.pages import read_page
from toolkit.sources.validation import validate
from toolkit.sources.yaml_nodes import dotted
from toolkit.sources.yaml_reader import read_yaml

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
    tree_, faults = read_yaml("data/processes.yaml", RECORD.format(**{**SOUND, **values}).encode())
    more = validate("data/processes.yaml", tree_, ProcessesFile, KNOWN, faults)[1] if tree_ else []
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
    _, found = read_page("docs/fr/x.md", page.encode(), {})
    assert "raw-html" in {one.code for one in found} or text.startswith("<!--")


@pytest.mark.parametrize("text", ["{{ hostile() }}", "{% hostile %}", "@@title@@"])
def test_template_syntax_in_a_finished_page_is_refused(text: str) -> None:
    assert read_html("fr/x/", f"<p>{text}</p>", "data/processes.yaml", 1, True).leftover


@pytest.mark.parametrize("file", RECORDS)
def test_every_text_field_of_the_models_is_tried(file: str) -> None:
    """A field that no record uses fails here: give it a value in `payloads.UNUSED`."""
    fields = {path for path in text_fields(RECORDS[file]) if "*" not in path}
    assert fields - set(places(whole(ROOT, file))) == set()
    assert len(fields) >= 4


@pytest.mark.parametrize("file", RECORDS)
def test_a_megabyte_is_refused_in_every_text_field(file: str) -> None:
    data, known = whole(ROOT, file), read(ROOT).known
    for path in places(data).values():
        before = get(data, path)
        put(data, path, "x" * 1_000_000)
        with pytest.raises(ValidationError) as raised:
            RECORDS[file].model_validate(data, context=known)
        steps = [tuple(one for one in error["loc"] if one in path) for error in raised.value.errors()]
        assert any(one == path[: len(one)] for one in steps), path
        put(data, path, before)


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200b", "\0", "\x1b", "\x85", "\ufeff"])
def test_control_and_direction_characters_are_refused_in_every_text_field(character: str, tmp_path: Path) -> None:
    for file in RECORDS:
        data = whole(ROOT, file)
        listed = list(places(data).values())
        for path in listed:
            put(data, path, f"{get(data, path)}{character}x")
        text = yaml.safe_dump(data, allow_unicode=False, sort_keys=False, width=10_000)
        _, found = read_yaml(file, text.encode())
        told = {one.path for one in found if one.code == "control-character"}
        assert told == {dotted(path) for path in listed}


def test_most_fields_take_them_as_text_and_the_others_have_a_form(hostile_site: Hostile) -> None:
    taken, refused = hostile_site.outcome.taken, hostile_site.outcome.refused
    assert {one.partition(":")[0] for one in taken} == set(RECORDS)
    assert len(taken) > 120
    assert sum(text.startswith(" ".join(PAYLOADS)) for text in taken.values()) > 60
    assert sum(LINKS in text for text in taken.values()) > 20
    # What refuses them all is an identifier, an address, a date or a short name: nothing with a sentence in it.
    assert [(place, text) for place, text in refused.items() if text.count(" ") > 8] == []


def test_they_are_characters_in_every_page(hostile_site: Hostile) -> None:
    shown = set()
    for path in hostile_site.folder.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert_harmless_page(html)
        text = LexborHTMLParser(html).body.text()  # type: ignore[union-attr]
        shown |= {one for one in (*PAYLOADS, LINKS) if one in text}
    assert shown == {*PAYLOADS, LINKS}


def test_template_syntax_in_any_field_fails_the_build(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "copy")
    data = data_of(root, "data/glossary.yaml")
    put(data, ("terms", 0, "definition", "fr"), "{{ hostile() }} {% hostile %}")
    (root / "data/glossary.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000))
    done = build(root / "built", root)
    assert done.returncode != 0
    assert "({{)" in done.stderr


def test_a_hostile_front_matter_is_text_too(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "copy")
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
