"""A whole index: what its files hold, the same bytes for the same entries, and a digest that follows its input."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.projects import small_project, sound
from toolkit.project import Project
from toolkit.search.entries import Entry
from toolkit.search.index import FOLDER, first_file, index_digest, index_language

PAGE = Entry(
    "fr/a/",
    "fr",
    '<h1>Évaluer &lt;b&gt;</h1><p>L\'avis des "gens".</p><h2 id="là">Où ?</h2><p>Ici.</p>',
    ('Evalueren "vandaag" <i>',),
    {"kind": ("guidance",), "phase": ("prepare", "close"), "theme": ()},
)
TERM = Entry("fr/a/#avis", "fr", "<h1>Avis</h1><p>Un mot.</p>", ("Advies",), {"kind": ("term",)})
DUTCH = Entry(
    "nl/a/", "nl", "<h1>Evalueren</h1><p>Een tekst.</p>", (), {"kind": ("guidance",), "demonstration": ("yes",)}
)
ENTRIES = {"fr": [PAGE, TERM], "nl": [DUTCH]}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return sound(small_project(tmp_path_factory.mktemp("small")))


def indexed(project: Project) -> dict[str, bytes]:
    """The files of an index of all entries, by their path in its folder."""
    files: dict[str, bytes] = {}

    def write(path: str, content: bytes) -> None:
        files[path.removeprefix(f"{FOLDER}/")] = content

    made = {language: index_language(project, language, own, "digest", write) for language, own in ENTRIES.items()}
    assert {path for index in made.values() for path in index.files} == {f"{FOLDER}/{path}" for path in files}
    write(*first_file(made))
    return files


@pytest.fixture(scope="module")
def files(project: Project) -> dict[str, bytes]:
    return indexed(project)


def fragments(files: dict[str, bytes]) -> dict[str, Any]:
    """What is shown of each entry, by the identifier that results carry."""
    return {
        Path(path).stem: json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
        for path, content in files.items()
        if path.startswith("fragment/")
    }


def test_the_same_entries_give_the_same_bytes(project: Project, files: dict[str, bytes]) -> None:
    assert indexed(project) == files


def test_the_script_finds_both_languages(files: dict[str, bytes]) -> None:
    languages = json.loads(files["pagefind-entry.json"])["languages"]
    assert {language: own["page_count"] for language, own in languages.items()} == {"fr": 2, "nl": 1}
    for language, own in languages.items():
        assert {f"pagefind.{own['hash']}.pf_meta", f"wasm.{own['wasm']}.pagefind", "pagefind.js"} <= files.keys()
        settings = json.loads(files[f"query.{language}.json"])
        assert {settings["words"], settings["facets"]} <= files.keys()


def test_each_entry_has_its_address_and_its_text_without_the_fields(files: dict[str, bytes]) -> None:
    shown = {fragment["url"]: fragment for fragment in fragments(files).values()}
    assert shown.keys() == {"/fr/a/", "/fr/a/#avis", "/nl/a/"}
    page = shown["/fr/a/"]
    assert page["content"] == 'Évaluer <b> L\'avis des "gens". Où ? Ici.'
    assert page["meta"]["title"] == "Évaluer <b>"
    assert page["meta"]["names"] == 'Evalueren "vandaag" <i>'
    assert page["anchors"][0] | {"id": "là", "text": "Où ?"} == page["anchors"][0]
    assert (page["meta"]["kind"], shown["/fr/a/#avis"]["meta"]["kind"]) == ("zkguidance", "zkterm")
    assert [address for address, one in shown.items() if "demonstration" in one["meta"]] == ["/nl/a/"]


def test_facets_name_the_entries_that_have_each_value(files: dict[str, bytes]) -> None:
    read = json.loads(files[json.loads(files["query.fr.json"])["facets"]])
    addresses = [fragments(files)[identifier]["url"] for identifier in read["pages"]]
    facets = {
        facet: {value: {addresses[position] for position in positions} for value, positions in values.items()}
        for facet, values in read["facets"].items()
    }
    assert facets == {
        "kind": {"guidance": {"/fr/a/"}, "term": {"/fr/a/#avis"}},
        "phase": {"prepare": {"/fr/a/"}, "close": {"/fr/a/"}},
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: replace(entry, address="fr/b/"),
        lambda entry: replace(entry, body=entry.body + "<p>x</p>"),
        lambda entry: replace(entry, names=()),
        lambda entry: replace(entry, facets={"kind": ("guidance",), "phase": ("prepare",)}),
        lambda entry: replace(entry, language="nl"),
    ],
)
def test_the_digest_follows_each_entry(project: Project, change: Callable[[Entry], Entry]) -> None:
    assert index_digest(project, [change(PAGE), TERM]) != index_digest(project, [PAGE, TERM])


def test_the_digest_follows_words_and_terms_alone(project: Project, tmp_path: Path) -> None:
    same = sound(small_project(tmp_path))
    assert index_digest(same, [PAGE]) == index_digest(project, iter([PAGE]))
    words = same.search.model_copy(update={"fr": same.search.fr.model_copy(update={"name_letters": 7})})
    assert index_digest(replace(same, search=words), [PAGE]) != index_digest(project, [PAGE])
    fewer = replace(same.catalog, terms=dict(list(same.catalog.terms.items())[1:]))
    assert index_digest(replace(same, catalog=fewer), [PAGE]) != index_digest(project, [PAGE])
