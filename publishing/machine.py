"""Running commands where releases live: on this machine, or on another over ssh. Both speak the same shell."""

import shlex
import subprocess
import tempfile
from pathlib import Path

from publishing.targets import FolderTarget, SshTarget
from publishing.words import RefusedError, say

STEP = 500  # files between two lines of progress
CONNECTION_FAILED = 255  # ssh's own exit code
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


class Machine:
    """Where a release goes. `shell` is what a command is passed to, `rsh` what rsync must be told."""

    def __init__(self, shell: list[str], rsh: list[str], address: str) -> None:
        self.shell, self.rsh, self.address = shell, rsh, address

    def command(self, script: str, *arguments: str) -> list[str]:
        """The command that runs a script there."""
        words = ["sh", "-euc", script, "sh", *arguments]
        return [*self.shell, shlex.join(words)] if self.shell else words

    def run(self, script: str, *arguments: str, given: str = "") -> str:
        """What a script prints."""
        command = self.command(script, *arguments)
        done = subprocess.run(
            command, input=given, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        if done.returncode:
            raise failure(done.stderr + done.stdout, done.returncode)
        return done.stdout.strip()

    def send(self, folder: Path, target: str, link: str) -> int:
        """Make a folder there the copy of one here; what the folder `link` already holds does not travel.

        Returns how many files did. Contents are compared, never dates.
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


def machine_of(target: FolderTarget | SshTarget, root: Path) -> Machine:
    """The machine of a target. A host key is never accepted on sight, a password never asked for."""
    if isinstance(target, FolderTarget):
        return Machine([], [], "")
    options = ["BatchMode=yes", "StrictHostKeyChecking=yes", "ConnectTimeout=10", "ServerAliveInterval=10"]
    if target.known_hosts:
        options.append(f"UserKnownHostsFile={root / target.known_hosts}")
    ssh = ["ssh", *(["-F", str(root / target.ssh_config)] if target.ssh_config else [])]
    ssh += [word for option in options for word in ("-o", option)] + ["-p", str(target.port)]
    who = f"{target.user}@{target.host}"
    return Machine([*ssh, who], ssh, f"{who}:")


def failure(told: str, code: int) -> RefusedError:
    """What went wrong there, in our words."""
    theirs, ours = next(((theirs, ours) for theirs, ours in _CODES if theirs in told), ("", ""))
    default = "unreachable" if code == CONNECTION_FAILED else "target-failed"
    # The line that says it names the file; without one, the last line sums up.
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    telling = [line for line in lines if theirs and theirs in line][:1] or lines[-1:]
    return RefusedError(ours or default, reason=telling[0] if telling else f"exit {code}")
