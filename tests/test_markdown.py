"""Markdown of pages, as the toolkit converts it."""

import pytest
from toolkit.render.markdown import convert


def converted(text: str) -> str:
    return convert(text, "Tableau").html


def test_marks_are_converted() -> None:
    html = converted("Un *mot*, __deux__, `trois` et [quatre](a.md).")
    assert html == '<p>Un <em>mot</em>, <strong>deux</strong>, <code>trois</code> et <a href="a.md">quatre</a>.</p>'


def test_blocks_are_converted() -> None:
    html = converted('## Un\n\n> deux\n\n!!! note "Trois"\n    quatre\n\n    cinq')
    assert html.startswith(
        '<h2 id="un">Un</h2>\n<blockquote>\n<p>deux</p>\n</blockquote>\n<div class="admonition note">'
    )
    assert html.endswith("<p>quatre</p>\n<p>cinq</p>\n</div>")


def test_raw_html_is_text() -> None:
    assert converted("<script>a</script> <b>") == "<p>&lt;script&gt;a&lt;/script&gt; &lt;b&gt;</p>"


def test_a_wide_table_scrolls_and_has_a_name() -> None:
    html = converted("| a | b |\n| --- | --- |\n| 1 | 2 |")
    assert html.startswith('<div aria-label="Tableau" class="table-scroll" role="group" tabindex="0"><table>')
    assert html.count('<th scope="col">') == 2


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_tick_boxes_have_labels(gap: str) -> None:
    html = converted(f"- [ ] un **mot**{gap}- [x] deux")
    assert '<ul class="checklist">' in html
    assert html.count('<label><input type="checkbox" />') == 2
    assert '<input type="checkbox" />un <strong>mot</strong></label>' in html


def test_sections_are_those_of_the_page() -> None:
    assert convert("## Un\n\n### a\n\n## Deux", "Tableau").sections == (("Un", "un"), ("Deux", "deux"))
    assert convert("## Un", "Tableau").sections == (("Un", "un"),)


def test_a_text_is_converted_once() -> None:
    first = convert("un", "Tableau")
    assert convert("un", "Tableau", first) is first
    assert convert("deux", "Tableau", first).html == "<p>deux</p>"
    assert convert("un", "Tabel", first) is not first
