"""Facets of what can be found: what the data and the front matter say."""

from pathlib import Path

import pytest
from support.projects import edit, small_project, sound
from toolkit.checks.html_page import read_page
from toolkit.project import Project
from toolkit.search.entries import Facets, entries


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = small_project(tmp_path)
    for language, title in (("fr", "title: Accueil"), ("nl", "title: Onthaal")):
        edit(root, f"docs/{language}/index.md", {title: f"{title}\nthemes: [public-space]\nphases: [diagnosis]"})
    return sound(root)


def facets(project: Project, address: str) -> Facets:
    page = read_page(address, '<html lang="fr"><main><h1>A</h1></main></html>', "a.md")
    [found] = [one for one in entries(project, [page]) if one.address == address]
    return found.facets


def test_a_page_has_the_themes_and_phases_of_its_front_matter(project: Project) -> None:
    assert facets(project, "fr/") == {"kind": ("guidance",), "theme": ("public-space",), "phase": ("diagnosis",)}


def test_a_facilitator_has_the_phases_of_its_lots(project: Project) -> None:
    one = next(iter(project.catalogue.facilitators.values()))
    wanted = {phase for place in one.lots for phase in project.catalogue.lots[place.lot].phases}
    assert wanted
    assert set(facets(project, project.record_address("facilitators", one.id, "fr"))["phase"]) == wanted
