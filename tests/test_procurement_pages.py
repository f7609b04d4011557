"""Directory, lots and route helper, with contractors and when there is nobody to show."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.projects import RENDERER, with_records
from toolkit.domain.context import Context
from toolkit.models.rich_text import to_text
from toolkit.project import Project
from toolkit.render.order_brief import brief_words

LANGUAGES = ("fr", "nl")


def rendered(project: Project, template: str, language: str, **values: object) -> LexborHTMLParser:
    reader = Context(project, language, project.address("procurement/route.md", language))
    return LexborHTMLParser(RENDERER.render(template, reader, **values))


def text_of(page: LexborHTMLParser) -> str:
    return page.body.text() if page.body else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_directory_says_how_to_ask_the_service(sample: Project, language: str) -> None:
    nobody = with_records(sample, facilitators={})
    mail = sample.catalog.labels["service_mail"][language]
    lot = sample.catalog.lots["lot-3"]
    for page in (
        rendered(nobody, "data/directory.html", language),
        rendered(nobody, "data/route.html", language),
        rendered(nobody, "records/lots.html", language, record=lot),
    ):
        assert mail in text_of(page)
        assert not page.css("[data-item]")


@pytest.mark.parametrize("language", LANGUAGES)
def test_demonstration_data_is_marked_wherever_a_name_stands(sample: Project, language: str) -> None:
    names = {one.name for one in sample.catalog.facilitators.values() if one.demonstration}
    word = sample.catalog.labels["demonstration"][language]
    lot = sample.catalog.lots["lot-3"]
    pages = [rendered(sample, f"data/{name}.html", language) for name in ("directory", "route")]
    for page in [*pages, rendered(sample, "records/lots.html", language, record=lot)]:
        for link in page.css("a"):
            if link.text().strip() in names:
                around = link.parent.parent if link.parent and link.parent.tag == "h3" else link.parent
                assert around and word in around.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_contractors_stand_in_the_order_of_the_cascade(sample: Project, language: str) -> None:
    for lot in sample.catalog.lots.values():
        page = rendered(sample, "records/lots.html", language, record=lot)
        shown = [one.text().strip() for one in page.css(".contractors a")]
        assert shown == [one.name for one in sample.relations.contractors[lot.id]]
        assert bool(page.css("ol.contractors")) == lot.call_off.has_cascade
        assert len(page.css(".rule__branch")) == (3 if lot.call_off.has_two_rules else 1)


def test_the_words_of_the_draft_exist_in_both_languages_with_the_same_blanks(sample: Project) -> None:
    french, dutch = (brief_words(sample.catalog)[language] for language in LANGUAGES)
    assert french["t"].keys() == dutch["t"].keys()
    for key, sentence in french["t"].items():
        assert sentence.count("{") == dutch["t"][key].count("{"), key


def test_plain_words_keep_punctuation_and_no_break_spaces() -> None:
    assert (
        to_text("Een [lot](lot:lot-1). « Ici\u00a0»\nen **daar**!\n\n- punt") == "Een lot. « Ici\u00a0» en daar! punt"
    )
