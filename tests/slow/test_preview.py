"""`make serve`: an edit that breaks the data leaves the last good site on line, with the problem on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.build import copy_project
from support.preview import edit, previewed, read, wait


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "copy")


@pytest.fixture
def preview(project: Path) -> Iterator[str]:
    with previewed(project) as address:
        yield address


def test_edits_show_up_and_a_broken_one_keeps_the_site(project: Path, preview: str) -> None:
    edit(project / "config/labels.yaml", "Votre situation", "Votre point de départ")
    wait(lambda: "Votre point de départ" in read(preview + "fr/"))
    edit(project / "overrides/home.html", '<h2 id="need">', '<h2 id="besoin">')
    edit(project / "overrides/home.html", 'aria-labelledby="need"', 'aria-labelledby="besoin"')
    wait(lambda: 'id="besoin"' in read(preview + "nl/"))
    edit(project / "data/processes.yaml", "level:", "levle:")
    wait(lambda: 'role="alert"' in read(preview + "fr/"))
    broken = read(preview + "nl/")
    assert "data/processes.yaml:" in broken
    assert "vouliez-vous dire" in broken
    assert "levle" in (project / "terminal.txt").read_text(encoding="utf-8")
    assert "<h1>" in broken
    edit(project / "data/processes.yaml", "levle:", "level:")
    wait(lambda: 'role="alert"' not in read(preview + "fr/"))


def test_an_edit_undone_at_once_leaves_search_as_it_was(project: Path, preview: str) -> None:
    """The first build may still be indexing when the second begins."""
    first, terminal = preview + "pagefind/pagefind-entry.json", project / "terminal.txt"
    wait(lambda: read(first) != "")
    known = read(first)
    builds = terminal.read_text(encoding="utf-8").count("Built ")
    edit(project / "data/processes.yaml", "le climat, cycle", "le climat, troisième cycle")
    wait(lambda: terminal.read_text(encoding="utf-8").count("Built ") > builds, pause=0.01)
    edit(project / "data/processes.yaml", "le climat, troisième cycle", "le climat, cycle")
    wait(lambda: terminal.read_text(encoding="utf-8").count("Built ") > builds + 1)
    wait(lambda: read(first) == known)


def test_a_label_that_only_python_asks_for_is_missed_by_name(project: Path, preview: str) -> None:
    edit(project / "config/labels.yaml", "  calendar_name:", "  calendar_nom:")
    wait(lambda: "config/labels.yaml:1:1:" in read(preview))
    assert "calendar_nom" in read(preview)
    edit(project / "config/labels.yaml", "  calendar_nom:", "  calendar_name:")
    wait(lambda: 'role="alert"' not in read(preview))


def test_no_page_is_behind_the_page_of_an_edited_record(project: Path, preview: str) -> None:
    """The page of the record comes first; whoever asks for another meanwhile waits rather than read what it was."""
    record = preview + "fr/processus/assemblee-citoyenne-climat-cycle-3-consommation/"
    assert "climat, cycle 3" in read(record)
    edit(project / "data/processes.yaml", "le climat, cycle", "le climat, troisième cycle")
    wait(lambda: "le climat, troisième cycle" in read(record), pause=0.01)
    assert "le climat, troisième cycle" in read(preview + "open-data/processes.fr.csv")
    assert "le climat, troisième cycle" in read(preview + "fr/processus/")


def test_a_preview_of_broken_data_starts_and_shows_the_problems(project: Path) -> None:
    edit(project / "config/labels.yaml", "  skip:", "  skpi:")
    # The templates ask for the label by its name.
    with previewed(project, "", 'role="alert"') as preview:
        assert "overrides/main.html:" in read(preview)
        edit(project / "config/labels.yaml", "  skpi:", "  skip:")
        wait(lambda: "<h1" in read(preview + "fr/"))
        assert 'role="alert"' not in read(preview + "fr/")
