"""One publisher at a time: a `flock` on the target, released by its system when the connection ends."""

import getpass
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from publishing.messages import RefusedError, say
from publishing.remote_shell import CONNECTION_FAILED, RemoteShell, failure

# `cat` lives as long as our end of the connection; the lock, as long as `cat`.
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
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8", errors="replace") as holder:
        try:
            _wait_for(holder)
            yield
        finally:
            if holder.stdin:
                holder.stdin.close()
            holder.wait()


def _wait_for(holder: "subprocess.Popen[str]") -> None:
    other = ""
    for line in holder.stdout or ():
        word, _, rest = line.strip().partition(" ")
        if word == "held":
            return
        if word == "busy":
            other = rest
            say("lock-waiting", owner=other)
        if word == "refused":
            raise RefusedError("lock-refused", owner=other)
    output = holder.stderr.read() if holder.stderr else ""
    raise failure(output, holder.wait() or CONNECTION_FAILED)
