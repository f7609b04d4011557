"""Run a command and measure it."""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pagefind_bin import get_executable

BIN = Path(sys.executable).parent
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": "hooks", "SOURCE_DATE_EPOCH": "1795400000"}
OURS = [str(BIN / "mkdocs"), "build", "--strict", "--quiet"]
MKDOCS = [str(BIN / "mkdocs"), "build", "--quiet"]
HUGO = [str(BIN / "hugo"), "--quiet"]
PAGEFIND = [str(get_executable()), "--site", "public", "--silent"]


class Cost(NamedTuple):
    """Seconds, seconds of CPU with those of child processes, megabytes of the largest process."""

    wall: float
    cpu: float
    memory: float


def run(folder: Path, *commands: list[str]) -> Cost:
    """Run commands one after the other. Raises CalledProcessError when one fails."""
    start, cpu, memory, null = time.monotonic(), 0.0, 0.0, subprocess.DEVNULL
    for command in commands:
        process = subprocess.Popen(command, cwd=folder, env=os.environ | ENVIRONMENT, stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
        if code := os.waitstatus_to_exitcode(status):
            raise subprocess.CalledProcessError(code, command)
        cpu, memory = cpu + usage.ru_utime + usage.ru_stime, max(memory, usage.ru_maxrss / 1000)
    return Cost(time.monotonic() - start, cpu, memory)


def medians(costs: list[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(round(median(figures), 2) for figures in zip(*costs, strict=True)))
