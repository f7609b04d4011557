"""Seconds of CPU of each phase of a build, those of the programs it runs included."""

import resource

# Pages and the files they offer are made together.
PHASES = ("validation", "pages", "search", "checks")


class Timing:
    """Seconds of CPU by phase; `start` ends the phase before."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(PHASES, 0.0)
        self.phase, self.started = "", 0.0

    def start(self, phase: str) -> None:
        """Count what follows for a phase; an empty name for none."""
        now = _cpu_seconds()
        if self.phase:
            self.seconds[self.phase] += now - self.started
        self.phase, self.started = phase, now

    def line(self) -> str:
        """Return all phases in a line, which people and `make bench` read."""
        return "  CPU: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in self.seconds.items())


def _cpu_seconds() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
