"""The memory of a build: millions of objects that last to its end, few of them in a cycle."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_remembering: list[Any] = []


@contextmanager
def no_collection() -> Iterator[None]:
    """A collection amid a million new objects, none of them in a cycle, would look at all of them several times."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def remembered(times: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the last answers of a function for a preview, which asks again at each edit, until `forget`."""

    def remember(function: Callable[P, T]) -> Callable[P, T]:
        kept: Any = lru_cache(maxsize=times)(function)
        _remembering.append(kept)
        found: Callable[P, T] = kept
        return found

    return remember


def forget() -> None:
    """Let go of it, in a build that will not ask again: a third of the memory of a project at 10,000 processes."""
    for kept in _remembering:
        kept.cache_clear()
