"""Every word that readers see is known to hunspell, or is in words.txt because it is right."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from system.page_text import LANGUAGES, Passage, passages, sentences

ACCEPTED = Path(__file__).with_name("words.txt")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[\w/-]+(?:\.[\w-]+)*\.[a-z]{2,10}\b(?:/\S*)?")
WORD = re.compile(r"(?<![\w’'-])[^\W\d_]+(?:[’'-][^\W\d_]+)*(?![\w])")
ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)’(?=.)", re.IGNORECASE)


@pytest.fixture(scope="module")
def read(site: Path) -> list[Passage]:
    """Every passage of the site, once."""
    return list(dict.fromkeys(passages(site)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_known(read: list[Passage], language: str) -> None:
    places: dict[str, Passage] = {}
    for passage in read:
        if passage.language == language:
            for word in _words(passage.text):
                places.setdefault(word, passage)
    accepted = set(_accepted())
    unknown = _unknown({form for word in places for form in _forms(word, language)}, language)
    faults = [word for word in sorted(places, key=str.lower) if not _known(word, language, unknown, accepted)]
    assert not faults, f"{len(faults)} unknown words ({language}); if right, add them to {ACCEPTED.name}:\n" + "\n".join(
        f"  {word}: {places[word].page}: {_sentence(places[word].text, word)}" for word in faults
    )


def test_the_accepted_words_are_sorted_and_in_use(read: list[Passage]) -> None:
    accepted = _accepted()
    assert accepted == sorted(set(accepted), key=lambda word: (word.lower(), word))
    used = {form for passage in read for word in _words(passage.text) for form in _forms(word, passage.language)}
    assert [word for word in accepted if word not in used] == []


def _words(text: str) -> Iterator[str]:
    yield from WORD.findall(ADDRESS.sub(" ", text).replace("'", "’"))


def _forms(word: str, language: str) -> Iterator[str]:
    """What may be known of a word: the whole, the whole without its elision, each part of a compound; as in a sentence."""
    bare = ELISION.sub("", word) if language == "fr" else word
    for form in dict.fromkeys((word, bare, *bare.split("-"))):
        yield form
        yield form[0].lower() + form[1:]


def _known(word: str, language: str, unknown: set[str], accepted: set[str]) -> bool:
    def right(form: str) -> bool:
        return not accepted.isdisjoint((form, form[0].lower() + form[1:])) or form not in unknown

    bare = ELISION.sub("", word) if language == "fr" else word
    return right(word) or right(bare) or all(right(part) for part in bare.split("-"))


def _unknown(words: set[str], language: str) -> set[str]:
    """The words, one a line, that hunspell does not know."""
    done = subprocess.run(
        ["hunspell", "-i", "utf-8", "-l", "-d", language],
        input="\n".join(sorted(words)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return set(done.stdout.replace("'", "’").split("\n"))


def _accepted() -> list[str]:
    lines = ACCEPTED.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _sentence(text: str, word: str) -> str:
    return next((sentence for sentence in sentences(text.replace("'", "’")) if word in sentence), text)
