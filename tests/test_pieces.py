"""A file read record by record gives what it gives as a whole, whatever an editor does to it."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import ROOT, edit, small_project
from toolkit.memory import forget
from toolkit.project import load
from toolkit.sources.catalog import FILES, read
from toolkit.sources.record_cache import Kept, cut
from toolkit.sources.record_data import Facts, facts_of
from toolkit.sources.yaml_reader import read_yaml

FILE = "data/processes.yaml"
TEXT = """\
# A file of the project, in short.

processes:
  - id: one
    title: {fr: Un, nl: Een}
    # A comment.
    summary:
      fr: "Texte avec [un lien](process:two) et
        une suite."
      nl: |
        Tekst
          - met inspringing
  - id: two

    page: framing/why.md
    note: "zoe@example.org"
# Another, at the margin.
  -
    id: three
    themes:
      - climate
      - housing
"""
MARKS = ['"', "'", "#", ": ", "- ", "  ", "[", "}", "&a ", "*a", "!!str ", "\t", "\x07", "é", "processes:"]
LINES = ["\n", "\n  - ", "\n    ", "\n---\n", "\n...\n", "|\n", "\nother: 1\n", "\n%YAML 1.2\n", "id: one\n"]
changes = st.tuples(st.integers(0, len(TEXT)), st.integers(0, 12), st.sampled_from(["", *MARKS, *LINES]))


def changed(edits: list[tuple[int, int, str]]) -> str:
    text = TEXT
    for start, length, put in edits:
        text = text[:start] + put + text[start + length :]
    return text


def told(facts: Facts) -> dict[str, object]:
    """What checks read of it."""
    return {one.name: getattr(facts, one.name) for one in fields(Facts) if one.name not in ("line", "parts")}


def test_the_example_is_read_record_by_record(tmp_path: Path) -> None:
    kind, records = cut(TEXT)
    assert (kind, len(records)) == ("processes", 3)
    found = Kept(tmp_path / "kept").facts(FILE, TEXT.encode())
    assert found
    assert len(found.parts) == 3
    assert found.links == ((("processes", 0, "summary", "fr"), ("process:two",)),)
    lines = [TEXT.split("\n")[line - 1].strip(" -") for line in found.lines["processes"]]
    assert lines == ["id: one", "id: two", "id: three"]


@given(st.lists(changes, min_size=1, max_size=3))
def test_records_read_alone_give_what_the_whole_gives(edits: list[tuple[int, int, str]]) -> None:
    text = changed(edits)
    tree, faults = read_yaml(FILE, text.encode())
    found = Kept(Path("/nowhere/kept")).facts(FILE, text.encode())
    assert (found is None) == (tree is None or bool(faults))
    if found and tree:
        assert told(found) == told(facts_of(tree))


@pytest.mark.parametrize("file", FILES)
def test_real_files_are_read_as_a_whole_would_be(file: str, tmp_path: Path) -> None:
    data = (ROOT / file).read_bytes()
    tree, _ = read_yaml(file, data)
    assert tree
    for _ in range(2):  # from the text, then from what was kept
        kept = Kept(tmp_path / "kept")
        found = kept.facts(file, data)
        kept.save()
        assert found
        assert told(found) == told(facts_of(tree))
    assert kept.known


def test_only_what_was_edited_is_parsed_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept")
    before = kept.facts(FILE, TEXT.encode())
    kept.save()
    after = kept.facts(FILE, TEXT.replace("housing", "mobility").encode())
    assert before
    assert after
    assert [one is other for one, other in zip(before.parts, after.parts, strict=True)] == [True, True, False]


@pytest.mark.parametrize(
    ("file", "edits"),
    [
        ("data/processes.yaml", {"id: help-desk": "id: help desk"}),
        ("data/processes.yaml", {"processes:": "procesus:"}),
        (
            "data/processes.yaml",
            {"themes: [public-space]\n    level: consult": "themes: [public-spade]\n    level: consult"},
        ),
        ("data/vocabulary.yaml", {"id: public-space": "id: open-space"}),
    ],
)
def test_problems_are_the_same_whether_something_was_kept_or_not(
    tmp_path: Path, file: str, edits: dict[str, str]
) -> None:
    root = small_project(tmp_path / "project")
    project, found = load(root)
    assert project, found
    edit(root, file, edits)
    forget()
    _, warm = load(root)
    shutil.rmtree(root / ".cache")
    forget()
    _, cold = load(root)
    assert warm
    assert warm == cold


def test_a_cache_that_cannot_be_read_does_not_count(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    assert not read(root).problems
    kept = next((root / ".cache").glob("pieces*"))
    for content in (b"", b"\x80\x05K", kept.read_bytes()[:-20]):
        kept.write_bytes(content)
        forget()
        assert not read(root).problems
