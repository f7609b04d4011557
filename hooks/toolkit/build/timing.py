"""What the phases of a build cost, in seconds of CPU: its own and those of the programs it runs."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

PHASES = ("validation", "pages", "files", "search", "checks")


class Phases:
    """Seconds by phase; `begin` ends the phase before."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(PHASES, 0.0)
        self.name, self.started = "", 0.0

    def begin(self, name: str) -> None:
        """From now on it is this phase; an empty name for none."""
        now = _cpu()
        if self.name:
            self.seconds[self.name] += now - self.started
        self.name, self.started = name, now

    @contextmanager
    def aside(self, name: str) -> Iterator[None]:
        """A phase inside another."""
        before = self.name
        self.begin(name)
        try:
            yield
        finally:
            self.begin(before)

    def line(self) -> str:
        """All of them, for people and for `make bench`."""
        return "  CPU: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in self.seconds.items())


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)
