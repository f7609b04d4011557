"""Light copies of pages: what the indexer reads of a finished page."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from toolkit.search.stubs import article_text, lighten, paragraphs


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>L’avis <a href='x'>des <em>gens</em></a></p>", "<p>L'avis des gens</p>"),
        ("<dl><dt>Lieu</dt><dd>En salle</dd></dl>", "<p>Lieu</p><p>En salle</p>"),
        (
            '<h2 class="a" id="b">Titre</h2>\n<p>un\ndeux</p>',
            '<h2 id="b">Titre</h2> <p>un deux</p>'.replace(" <p", "<p"),
        ),
        ("<ul><li>un</li><li>deux</li></ul>", "<p>un</p><p>deux</p>"),
    ],
)
def test_words_of_neighbours_stay_apart(html: str, expected: str) -> None:
    assert lighten(html) == expected


def test_what_templates_set_aside_is_left_out() -> None:
    tree = LexborHTMLParser('<article><h1>A</h1><p>text</p><ul data-search="no"><li>list</li></ul></article>')
    assert article_text(tree) == "<h1>A</h1><p>text</p>"


def test_text_of_records_is_escaped() -> None:
    assert paragraphs("a < b", ["<script>", ""]) == "<h1>a &lt; b</h1><p>&lt;script&gt;</p>"
