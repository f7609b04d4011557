"""What an index is taught: words are also found where others of their family, compounds or terms stand."""

from collections.abc import Iterator, Mapping
from functools import cache

from toolkit import LANGUAGES
from toolkit.project import Project
from toolkit.search import lexicon
from toolkit.search.entries import forms as forms_of
from toolkit.search.places import Index
from toolkit.search.postings import Postings, merge, phrase


def teach(project: Project, language: str, index: Index, count: Mapping[str, int]) -> None:
    """Let words be found where others stand. `count` has the pages of each word as it is written."""
    places = cache(lambda stem: _everywhere(index[stem]))
    learned: dict[str, Postings] = {}
    for alias in _aliases(project, language, index, count):
        if all(stem in index for _, stem in alias.phrase):
            found = phrase([(gap, places(stem)) for gap, stem in alias.phrase])
            merge(learned.setdefault(alias.word, {}), found, alias.weight)
    for stem, found in learned.items():
        own = index.setdefault(stem, {})
        own[""] = dict(own.get("", {}))
        merge(own[""], found, 1)


def _everywhere(forms: Mapping[str, Postings]) -> Postings:
    """Places of a stem, whatever its accents."""
    first, *others = forms.values()
    if not others:
        return first
    found: Postings = {}
    for one in (first, *others):
        merge(found, one, 1)
    return found


def _aliases(project: Project, language: str, known: Index, count: Mapping[str, int]) -> Iterator[lexicon.Alias]:
    words, stem = project.search[language], lexicon.stems_of(language)
    yield from lexicon.families(words, stem, known)
    yield from lexicon.compounds(words, stem, count, known)
    for term in project.catalogue.terms.values():
        own = forms_of(term, language)
        foreign = [form for other in LANGUAGES if other != language for form in forms_of(term, other)]
        yield from lexicon.pairs(words, stem, own, foreign)
