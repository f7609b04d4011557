"""Run commands where releases live: on this machine, or on another over ssh, in the same shell."""

import shlex
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from publishing.messages import RefusedError, say
from publishing.targets import FolderTarget, SshTarget

STEP = 500  # files between two lines of progress
CONNECTION_FAILED = 255  # ssh's own exit code
# rsync's own: 11 is an error of the disk, of which the other end may say nothing, 12 and 30 a lost connection.
_EXITS = {CONNECTION_FAILED: "unreachable", 11: "write-failed", 12: "unreachable", 30: "unreachable"}
_CODES = (
    ("REMOTE HOST IDENTIFICATION HAS CHANGED", "host-key-changed"),
    ("Host key verification failed", "host-key-unknown"),
    ("Permission denied (", "login-refused"),
    ("No space left", "disk-full"),
    ("Disk quota exceeded", "disk-full"),
    ("Permission denied", "no-permission"),
    ("Operation not permitted", "no-permission"),
    ("Read-only file system", "no-permission"),
)


class RemoteShell:
    """Where a release goes. A command is passed to `shell` (empty: this machine); `rsh` is the option `-e` of rsync."""

    def __init__(self, shell: list[str], rsh: list[str], address: str) -> None:
        self.shell, self.rsh, self.address = shell, rsh, address

    def command(self, script: str, *arguments: str) -> list[str]:
        """Return the command that runs a script there."""
        words = ["sh", "-euc", script, "sh", *arguments]
        return [*self.shell, shlex.join(words)] if self.shell else words

    def run(self, script: str, *arguments: str, given: str = "") -> str:
        """Run a script there and return what it prints; raises RefusedError when it fails."""
        command = self.command(script, *arguments)
        done = subprocess.run(
            command, input=given, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        if done.returncode:
            raise failure(done.stderr + done.stdout, done.returncode)
        return done.stdout.strip()

    def send(self, folder: Path, target: str, link: str) -> int:
        """Copy a local folder to the target with rsync, and return the number of files sent.

        Files that the folder `link` already holds are linked. Contents are compared, never dates.
        """
        command = ["rsync", "-rp", "--checksum", "--delete", "--chmod=D755,F644", "--out-format=%n", "--timeout=60"]
        command += [f"--link-dest={link}"] if link else []
        command += ["-e", shlex.join(self.rsh)] if self.rsh else []
        command += [f"{folder}/", f"{self.address}{target}/"]
        sent = 0
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", errors="replace"
            ) as process:
                for line in process.stdout or ():
                    if line.endswith("/\n"):
                        continue
                    sent += 1
                    if sent % STEP == 0:
                        say("sent-so-far", done=sent)
            errors.seek(0)
            if process.returncode:
                raise failure(errors.read(), process.returncode)
        return sent


def shell_of(target: FolderTarget | SshTarget, root: Path) -> RemoteShell:
    """Return the shell of a target. A host key is never accepted on sight, a password never asked for."""
    if isinstance(target, FolderTarget):
        return RemoteShell([], [], "")
    options = ["BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=10", "ServerAliveInterval=10"]
    if target.known_hosts:
        options.append(f"UserKnownHostsFile={root / target.known_hosts}")
    ssh = ["ssh", *(["-F", str(root / target.ssh_config)] if target.ssh_config else [])]
    ssh += [word for option in options for word in ("-o", option)] + ["-p", str(target.port)]
    who = f"{target.user}@{target.host}"
    return RemoteShell([*ssh, who], ssh, f"{who}:")


def failure(output: str, code: int) -> RefusedError:
    """Return what went wrong there as one of our messages; `code` is the exit code of ssh, rsync or the script."""
    default = _EXITS.get(code, "target-failed")
    message, line = error_line(output, _CODES)
    return RefusedError(message or default, reason=line or f"exit {code}")


def error_line(output: str, codes: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the message for the output of a program, and the line that says it; without one, the last line.

    `codes` are pairs of a text and a key in `messages.yaml`; the first text that is found decides.
    """
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for text, code in codes:
        if telling := next((line for line in lines if text in line), ""):
            return code, telling
    return "", "".join(lines[-1:])
