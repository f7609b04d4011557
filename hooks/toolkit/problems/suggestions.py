"""Suggestions for misspelt words ("did you mean")."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, words: Iterable[str]) -> str:
    """The known word closest to a misspelt one, or an empty text when none is close."""
    close = get_close_matches(word[:100], list(words), 1, 0.6)
    return close[0] if close else ""
