"""The index is the one Pagefind itself makes of the same texts: same words, same places, same pages shown."""

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from pagefind_bin import get_executable
from support.positions import Place, listed, read_pages
from toolkit.search import bundle
from toolkit.search.cutting import cut
from toolkit.search.places import Index, index_words
from toolkit.search.texts import read_text
from toolkit.search.tokens import read_tokens

BODIES = [
    "<h1>L'évaluation\u00a0: le CoCoLo</h1><p>Évaluer, evaluer &amp; l'œuvre « très » bien 101e% a/b.</p>",
    "<h1>Titre &lt;b&gt;</h1><h2 id=\"là\">Où ? Ici</h2><p>Saint-Josse-ten-Noode d'aujourd'hui (fin)</p>"
    "<h3>Jean-Saint-Josse-X</h3><p>un un 😀 deux</p><h2>12.000\u00a0euro</h2>",
    "<h1>Évaluer un-deux-trois-quatre-cinq</h1><p>Élu·es, habitant·e·s, e-mail, 2024-2025, n°5, l’été, Ça, camelCaseWord, x_y, 1er, 30 000 €</p>",
]
FIELDS = [["zqete", "L'été. CoCoLo Saint-Josse"], ["zqtitre", "Bâtir le 101e%"], ["", "l'œuvre"]]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_words_stand_where_pagefind_finds_them(tmp_path: Path, language: str) -> None:
    texts = [read_text(body) for body in BODIES]
    fields = [[*own, text.title] for own, text in zip(FIELDS, texts, strict=True)]
    tokens = read_tokens(zip(texts, fields, strict=True))
    (tmp_path / "cut").mkdir()
    ours = index_words(cut(tokens.words, language, tmp_path / "cut"), tokens)
    theirs, fragments = _pagefind(tmp_path, language)
    order = [next(number for number, one in enumerate(fragments) if one["url"] == f"/{n}.html") for n in range(3)]
    assert _renumbered(ours, order) == theirs
    for number, text in zip(order, texts, strict=True):
        fragment = fragments[number]
        assert (text.content, text.length) == (fragment["content"], fragment["word_count"])
        assert text.title == fragment["meta"]["title"]
        assert [vars(one) for one in text.anchors] == fragment["anchors"]


def _pagefind(folder: Path, language: str) -> tuple[dict[str, dict[str, list[Place]]], list[Any]]:
    """What Pagefind makes of whole pages."""
    site, output = folder / "site", folder / "output"
    site.mkdir()
    for number, (body, own) in enumerate(zip(BODIES, FIELDS, strict=True)):
        pairs = zip(("called", "names"), own, strict=True)
        marks = "".join(f'<i data-pagefind-meta="{key}[title]" title="{escape(value)}"></i>' for key, value in pairs)
        html = f'<html lang="{language}"><body data-pagefind-body>{marks}{body}</body></html>'
        (site / f"{number}.html").write_text(html)
    subprocess.run([str(get_executable()), "--site", site, "--output-path", output, "--silent"], check=True)
    meta = bundle.read_meta(output, language)
    assert meta[5] == ["called", "names", "title"]
    index: dict[str, dict[str, list[Place]]] = {}
    for *_, name in meta[2]:
        for stem, pages, variants in bundle.read(output / f"index/{name}.pf_index")[0]:
            index[stem] = {form: sorted(read_pages(where)) for form, where in [("", pages), *variants] if where}
    files = (output / f"fragment/{name}.pf_fragment" for name, _ in meta[1])
    return index, [json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")) for path in files]


def _renumbered(index: Index, order: list[int]) -> dict[str, dict[str, list[Place]]]:
    return {
        stem: {form: sorted((order[page], *rest) for page, *rest in listed(found)) for form, found in forms.items()}
        for stem, forms in index.items()
    }
