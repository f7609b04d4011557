"""The identifiers references may name, by kind; comparable, so that what was checked against them can be kept."""

from collections.abc import Iterable, Mapping


class Known(dict[str, dict[str, None]]):
    """Identifiers by kind. Not to be changed: it has a hash."""

    def __init__(self, identifiers: Mapping[str, Iterable[str]]) -> None:
        # Dictionaries rather than lists: ten thousand identifiers are looked up as fast as ten.
        super().__init__({kind: dict.fromkeys(found) for kind, found in identifiers.items()})
        self.key = hash(tuple((kind, *found) for kind, found in self.items()))

    def __hash__(self) -> int:  # type: ignore[override]
        return self.key
