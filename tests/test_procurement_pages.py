"""Directory, lots and route helper when there is nobody to show; needs that no lot serves; links between lots."""

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.projects import real_sources, with_records
from toolkit.checks.records import cross_problems
from toolkit.domain.context import Reader
from toolkit.models.rich_text import link_targets, to_text
from toolkit.project import Project
from toolkit.render.environment import Renderer
from toolkit.render.order_brief import brief_words
from toolkit.sources.catalog import read

ROOT = Path(__file__).parents[1]
LANGUAGES = ("fr", "nl")


def rendered(project: Project, template: str, language: str, **values: object) -> LexborHTMLParser:
    reader = Reader(project, language, project.address("procurement/route.md", language))
    return LexborHTMLParser(Renderer(ROOT / "overrides").render(template, reader, **values))


def text_of(page: LexborHTMLParser) -> str:
    return page.body.text() if page.body else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_directory_says_how_to_ask_the_service(project: Project, language: str) -> None:
    nobody = with_records(project, facilitators={})
    mail = project.catalogue.labels["service_mail"][language]
    lot = project.catalogue.lots["lot-3"]
    for page in (
        rendered(nobody, "data/directory.html", language),
        rendered(nobody, "data/route.html", language),
        rendered(nobody, "records/lots.html", language, record=lot),
    ):
        assert mail in text_of(page) or "participation@perspective.brussels" in text_of(page)
        assert not page.css("[data-item]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_demonstration_data_is_marked_wherever_a_name_stands(project: Project, language: str) -> None:
    names = {one.name for one in project.catalogue.facilitators.values() if one.demonstration}
    word = project.catalogue.labels["demonstration"][language]
    lot = project.catalogue.lots["lot-3"]
    pages = [rendered(project, f"data/{name}.html", language) for name in ("directory", "route")]
    for page in [*pages, rendered(project, "records/lots.html", language, record=lot)]:
        for link in page.css("a"):
            if link.text().strip() in names:
                around = link.parent.parent if link.parent and link.parent.tag == "h3" else link.parent
                assert around and word in around.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_contractors_stand_in_the_order_of_the_cascade(project: Project, language: str) -> None:
    for lot in project.catalogue.lots.values():
        page = rendered(project, "records/lots.html", language, record=lot)
        shown = [one.text().strip() for one in page.css(".contractors a")]
        assert shown == [one.name for one in project.relations.contractors[lot.id]]
        assert bool(page.css("ol.contractors")) == lot.call_off.has_cascade
        assert len(page.css(".rule__branch")) == (3 if lot.call_off.has_two_rules else 1)


def test_each_lot_sends_to_another_when_it_is_not_the_right_one(project: Project) -> None:
    for lot in project.catalogue.lots.values():
        for language in LANGUAGES:
            others = [target for target in link_targets(lot.choose_when[language]) if target.startswith("lot:")]
            assert others and f"lot:{lot.id}" not in others


def test_a_need_that_no_lot_serves_is_a_problem(tmp_path: Path) -> None:
    real_sources(tmp_path)
    file = tmp_path / "data/lots.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("  - id: design\n", "  - id: dancing\n", 1), "utf-8")
    found = {one.code for one in [*read(tmp_path).problems, *cross_problems(read(tmp_path))]}
    assert "unknown-reference" in found

    file.write_text(
        (ROOT / "data/lots.yaml")
        .read_text(encoding="utf-8")
        .replace("needs: [evaluation]", "needs: [design]")
        .replace("recruitment, evaluation]", "recruitment]"),
        "utf-8",
    )
    assert [(one.code, one.path) for one in cross_problems(read(tmp_path))] == [("need-without-lot", "needs[4].id")]


def test_the_words_of_the_draft_exist_in_both_languages_with_the_same_blanks(project: Project) -> None:
    french, dutch = (brief_words(project.catalogue)[language] for language in LANGUAGES)
    assert french["t"].keys() == dutch["t"].keys()
    for key, sentence in french["t"].items():
        assert sentence.count("{") == dutch["t"][key].count("{"), key


def test_plain_words_keep_punctuation_and_no_break_spaces() -> None:
    assert (
        to_text("Een [lot](lot:lot-1). « Ici\u00a0»\nen **daar**!\n\n- punt") == "Een lot. « Ici\u00a0» en daar! punt"
    )
