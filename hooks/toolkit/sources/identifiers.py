"""The identifiers references may name, by kind; comparable, so that what was checked against them can be kept."""

from collections.abc import Iterable, Mapping

from toolkit.memory import remembered


class Known(dict[str, dict[str, None]]):
    """Identifiers by kind. Not to be changed: it has a hash."""

    def __init__(self, identifiers: Mapping[str, Iterable[str]]) -> None:
        # Dictionaries rather than lists: ten thousand identifiers are looked up as fast as ten.
        super().__init__({kind: dict.fromkeys(found) for kind, found in identifiers.items()})
        self.key = hash(tuple((kind, *found) for kind, found in self.items()))

    def __hash__(self) -> int:  # type: ignore[override]
        return self.key


def known(identifiers: Mapping[str, Iterable[str]]) -> Known:
    """One object for the same identifiers: what is kept by it is found without comparing all of them each time."""
    return _first(Known(identifiers))


@remembered(4)
def _first(equal: Known) -> Known:
    return equal
