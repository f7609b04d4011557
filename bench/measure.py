"""Run a command and measure its whole process tree: wall seconds, CPU seconds, peak memory in megabytes."""

import os
import resource
import subprocess
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Cost:
    """What a command cost."""

    wall: float
    cpu: float
    memory: float

    def row(self) -> dict[str, float]:
        """Rounded, for a table or a file."""
        return {key: round(value, 2) for key, value in asdict(self).items()}


def run(command: list[str], folder: Path, **environment: str) -> Cost:
    """Run to the end; raises CalledProcessError when the command fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    peak = _Peak(process.pid)
    peak.start()
    code = process.wait()
    wall = time.monotonic() - start
    peak.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code:
        raise subprocess.CalledProcessError(code, command)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak.megabytes)


class _Peak(threading.Thread):
    """Samples the memory of a process and its children until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.process, self.megabytes = psutil.Process(pid), 0.0

    def run(self) -> None:
        """Sample every 50 ms."""
        while True:
            try:
                tree = [self.process, *self.process.children(recursive=True)]
                self.megabytes = max(self.megabytes, sum(one.memory_info().rss for one in tree) / 1e6)
                if self.process.status() == psutil.STATUS_ZOMBIE:
                    return
            except psutil.NoSuchProcess:
                return
            time.sleep(0.05)
