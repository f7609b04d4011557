"""One publisher at a time: a `flock` on the target, released by its system when the connection ends."""

import getpass
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from publishing.messages import RefusedError, say
from publishing.remote_shell import CONNECTION_FAILED, RemoteShell, failure

# `cat` exits when the connection is closed, and the lock is then released.
_HOLD = """
mkdir -p "$1/releases"
exec 9>>"$1/.lock"
if ! flock -n 9; then
  echo "busy $(cat "$1/.lock-owner" 2>/dev/null)"
  flock -w "$2" 9 || { echo refused; exit 0; }
fi
echo "$3" >"$1/.lock-owner"
echo held
cat >/dev/null
"""


def owner() -> str:
    """Return who publishes, as other publishers read it."""
    return f"{getpass.getuser()}@{socket.gethostname()} ({os.getpid()})"


@contextmanager
def locked(shell: RemoteShell, path: str, wait: int) -> Iterator[None]:
    """Hold the lock of a target; waits `wait` seconds for another publisher, then raises RefusedError."""
    command = shell.command(_HOLD, path, str(wait), owner())
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8", errors="replace"
    ) as lock_process:
        try:
            _wait_for(lock_process)
            yield
        finally:
            if lock_process.stdin:
                lock_process.stdin.close()
            lock_process.wait()


def _wait_for(lock_process: "subprocess.Popen[str]") -> None:
    other = ""
    for line in lock_process.stdout or ():
        word, _, rest = line.strip().partition(" ")
        if word == "held":
            return
        if word == "busy":
            other = rest
            say("lock-waiting", owner=other)
        if word == "refused":
            raise RefusedError("lock-refused", owner=other)
    output = lock_process.stderr.read() if lock_process.stderr else ""
    raise failure(output, lock_process.wait() or CONNECTION_FAILED)
