"""Publishers that start at once, and that can be stopped at each of their steps.

One process has loaded everything, and forks for each command. A step is whatever leaves the publisher: a process it
starts, a packet it sends. Nobody lists them: they are counted while a publication runs, so that a new one is covered.
"""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from system.publishing_cases import Small

HOW = ("killed", "cut")


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

    def run(self, root: Path, *words: str, at: int = 0, how: str = "killed", user: int = 0, **environment: str) -> Done:
        """Run a publisher; at a step (1 is the first) it is killed, or its connection is cut for good.

        `user` is the number of the account it runs as, when that is not ours.
        """
        asked = {"words": ["--root", str(root), *words], "at": at, "how": how, "user": user, "environment": environment}
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
    from publishing import __main__, bucket, sftp, stores, words  # noqa: F401 (loaded once for all)

    words.words("not-probed")

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
    _count(os.open(folder / "steps", os.O_CREAT | os.O_WRONLY | os.O_APPEND), asked["at"], asked["how"])
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


def _count(steps: int, at: int, how: str) -> None:
    """Write a byte before each step, and stop at one of them."""
    main, taken = threading.get_ident(), [0]

    def step(real: Callable[..., Any], on_network: bool) -> Callable[..., Any]:
        def taking(*given: Any, **named: Any) -> Any:
            # The threads of a library say what they say at any moment: only what we ask for is a step.
            if threading.get_ident() == main:
                taken[0] += 1
                os.write(steps, b".")
                if how == "killed" and taken[0] == at:
                    os.kill(os.getpid(), signal.SIGKILL)
            if how == "cut" and 0 < at <= taken[0] and on_network:
                given[0].close()
                raise ConnectionResetError(errno.ECONNRESET, "cut by the test")
            return real(*given, **named)

        return taking

    socket.socket.send = step(socket.socket.send, True)  # type: ignore[method-assign]
    socket.socket.sendall = step(socket.socket.sendall, True)  # type: ignore[method-assign]
    subprocess.Popen.__init__ = step(subprocess.Popen.__init__, False)  # type: ignore[method-assign]


if __name__ == "__main__":
    _serve()
