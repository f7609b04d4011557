"""The text of an article: what search reads of a finished page."""

import pytest
from selectolax.lexbor import LexborHTMLParser
from toolkit.checks.article import article_text, paragraphs, simplify


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>L’avis <a href='x'>des <em>gens</em></a></p>", "<p>L'avis des gens</p>"),
        ("<dl><dt>Lieu</dt><dd>En salle</dd></dl>", "<p>Lieu</p><p>En salle</p>"),
        ('<h2 class="a" id="b">Titre</h2>\n<p>un\ndeux</p>', '<h2 id="b">Titre</h2><p>un deux</p>'),
        ("<ul><li>un</li><li>deux</li></ul>", "<p>un</p><p>deux</p>"),
    ],
)
def test_words_of_neighbours_are_separated(html: str, expected: str) -> None:
    assert simplify(html) == expected


def test_parts_marked_in_templates_are_left_out() -> None:
    tree = LexborHTMLParser('<article><h1>A</h1><p>text</p><ul data-search="no"><li>list</li></ul></article>')
    assert article_text(tree) == "<h1>A</h1><p>text</p>"


def test_text_of_records_is_escaped() -> None:
    assert paragraphs("a < b", ["<script>", ""]) == "<h1>a &lt; b</h1><p>&lt;script&gt;</p>"
