"""Publishers that start at once, and that can be stopped at each of their steps.

One process has loaded everything, and forks for each command. A step is a process that the publisher starts. Nobody
lists them: they are counted while a publication runs, so that a new one is covered.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from system.publishing_cases import Small


@dataclass(frozen=True)
class Done:
    """How a publisher ended; `returncode` is negative when a signal ended it, as for subprocess."""

    returncode: int
    stdout: str
    stderr: str
    steps: int


class Publishers:
    """The process that forks."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def run(self, root: Path, *words: str, at: int = 0, user: int = 0, **environment: str) -> Done:
        """Run a publisher, with `root/rclone.conf`; it is killed before a step (1 is the first).

        `user` is the number of the account it runs as, when that is not ours.
        """
        variables = {"RCLONE_CONFIG": f"{root}/rclone.conf", **environment}
        asked = {"words": ["--root", str(root), *words], "at": at, "user": user, "environment": variables}
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return Done(**json.loads(self.process.stdout.readline()))

    def publish(self, root: Path, release: "Small", *words: str, **more: Any) -> Done:
        """Publish a release to `here`."""
        return self.run(root, "publish", "here", "--release", str(release.archive), *words, **more)


@contextmanager
def publishers(environment: dict[str, str]) -> Iterator[Publishers]:
    """Start it, and end it."""
    command = [sys.executable, str(Path(__file__).resolve())]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        yield Publishers(process)
        assert process.stdin
        process.stdin.close()


def _serve() -> None:
    from publishing import __main__, messages

    messages.message("not-probed")

    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            child = os.fork()
            if not child:
                _child(__main__.main, asked, folder)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            told = {one: (folder / one).read_text(errors="replace") for one in ("stdout", "stderr")}
            steps = (folder / "steps").stat().st_size
            print(json.dumps({"returncode": code, "steps": steps, **told}), flush=True)


def _child(main: Callable[[list[str]], int], asked: dict[str, Any], folder: Path) -> None:
    """Never returns."""
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder / name, os.O_CREAT | os.O_WRONLY | os.O_APPEND), number)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdout, sys.stderr = os.fdopen(1, "w", closefd=False), os.fdopen(2, "w", closefd=False)
    os.environ.update(asked["environment"])
    _count(os.open(folder / "steps", os.O_CREAT | os.O_WRONLY | os.O_APPEND), asked["at"])
    if asked["user"]:
        os.setgroups([])
        os.setgid(asked["user"])
        os.setuid(asked["user"])
    code = 70
    try:
        code = main(asked["words"])
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException as error:  # noqa: BLE001 (what escapes is told as the interpreter would)
        print(type(error).__name__, error, file=sys.stderr)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _count(steps: int, at: int) -> None:
    """Write a byte before each step, and die before one of them."""
    real, taken = subprocess.Popen.__init__, [0]

    def start(*given: Any, **named: Any) -> None:
        taken[0] += 1
        os.write(steps, b".")
        if taken[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
        real(*given, **named)

    subprocess.Popen.__init__ = start  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    _serve()
