"""What search knows of each language: words that carry no meaning, endings, compounds, families of words."""

from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from toolkit.models.base import Model

Word = Annotated[str, StringConstraints(pattern=r"^\w+$", max_length=40)]


class SearchWords(Model):
    """One language. A reader who types a word of a family finds pages that use another of the same family."""

    stop_words: Annotated[list[Word], Field(description="Left out of what readers type: articles, pronouns ...")]
    name_letters: Annotated[int, Field(ge=3, le=20, description="Letters of a word that tell names apart.")]
    name_endings: Annotated[list[Word], Field(description="Endings a name loses in the singular, longest first.")] = []
    endings: Annotated[list[Word], Field(description="Endings that make another word of the same family.")] = []
    links: Annotated[
        list[Annotated[str, StringConstraints(max_length=3)]],
        Field(description="Letters between the parts of a compound; an empty list when the language writes none."),
    ] = []
    families: list[Annotated[list[Word], Field(min_length=2)]] = []

    @cached_property
    def stop(self) -> frozenset[str]:
        """The words without meaning, to look words up in."""
        return frozenset(self.stop_words)


class SearchFile(Model):
    """`config/search.yaml`. `paths` is the folder of the pages that are paths, for the facet of kinds."""

    paths: Annotated[str, StringConstraints(pattern=r"^[a-z-]+$")]
    fr: SearchWords
    nl: SearchWords

    def __getitem__(self, language: str) -> SearchWords:
        words: SearchWords = getattr(self, language)
        return words
