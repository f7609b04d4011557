"""Facets and names of what can be found: what the data and the front matter say."""

from pathlib import Path

import pytest
from support.projects import edit, small_project, sound
from toolkit.checks.html_page import read_html
from toolkit.kinds import KINDS
from toolkit.project import Project
from toolkit.search import entries
from toolkit.search.entries import Entry, Facets, all_entries


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = small_project(tmp_path)
    for language, title in (("fr", "title: Accueil"), ("nl", "title: Onthaal")):
        edit(root, f"docs/{language}/index.md", {title: f"{title}\nthemes: [public-space]\nphases: [diagnosis]"})
    return sound(root)


def found(project: Project, address: str) -> list[Entry]:
    """The entries of a site of one page."""
    page = read_html(address, '<html lang="fr"><main><h1>A</h1></main></html>', "a.md")
    return [entry for entry in all_entries(project, [page]) if entry.address == address]


def facets(project: Project, address: str) -> Facets:
    [entry] = found(project, address)
    return entry.facets


def test_a_page_has_the_themes_and_phases_of_its_front_matter(project: Project) -> None:
    assert facets(project, "fr/") == {"kind": ("guidance",), "theme": ("public-space",), "phase": ("diagnosis",)}


def test_a_facilitator_has_the_phases_of_its_lots(project: Project) -> None:
    facilitator = next(iter(project.catalog.facilitators.values()))
    wanted = {phase for offer in facilitator.lots for phase in project.catalog.lots[offer.lot].phases}
    assert wanted
    assert set(facets(project, project.record_address("facilitators", facilitator.id, "fr"))["phase"]) == wanted


def test_a_new_kind_of_record_is_found_by_its_name(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "WITH_PAGE", {"methods": KINDS["methods"]})
    method = next(iter(project.catalog.methods.values()))
    entry = found(project, project.record_address("methods", method.id, "fr"))[-1]
    assert entry.facets["kind"] == ("method",)
    assert {method.name["fr"], method.name["nl"]} <= {*entry.names}
