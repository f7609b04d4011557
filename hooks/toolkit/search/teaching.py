"""What an index is taught: words are also found where others of their family, compounds or terms stand."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from toolkit import LANGUAGES
from toolkit.project import Project
from toolkit.search import lexicon
from toolkit.search.entries import forms as forms_of
from toolkit.search.places import Index
from toolkit.search.postings import Postings, lighter, merged, phrase, text_of

_NOWHERE = np.empty(0, np.int64)


def taught(
    project: Project, language: str, index: Index, count: Mapping[str, int]
) -> Iterator[tuple[str, dict[str, Postings]]]:
    """Each stem with its places and those it learns, in the order of the index; `count` has the pages of each word.

    One stem at a time: what all of them learn together would take several times the memory of the index.
    """
    texts = lru_cache(maxsize=256)(lambda stem: merged([text_of(found) for found in index[stem].values()]))
    lessons: defaultdict[str, list[lexicon.Alias]] = defaultdict(list)
    for alias in _aliases(project, language, index, count):
        if all(stem in index for _, stem in alias.phrase):
            lessons[alias.word].append(alias)
    # The order of their characters is that of their UTF-8.
    for stem in sorted(index.keys() | lessons.keys()):
        forms = index.get(stem, {})
        if stem in lessons:
            learned = [
                lighter(phrase([(gap, texts(other)) for gap, other in alias.phrase]), alias.weight)
                for alias in lessons[stem]
            ]
            forms = {**forms, "": merged([forms.get("", _NOWHERE), *learned])}
        yield stem, forms


def _aliases(project: Project, language: str, known: Index, count: Mapping[str, int]) -> Iterator[lexicon.Alias]:
    words, stem = project.search[language], lexicon.stems_of(language)
    yield from lexicon.families(words, stem, known)
    yield from lexicon.compounds(words, stem, count, known)
    for term in project.catalogue.terms.values():
        own = forms_of(term, language)
        foreign = [form for other in LANGUAGES if other != language for form in forms_of(term, other)]
        yield from lexicon.pairs(words, stem, own, foreign)
