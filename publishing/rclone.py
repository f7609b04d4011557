"""Files of an rclone remote, by the program `rclone`. https://rclone.org/docs/

Remotes are configured by the publisher, in rclone.conf or in variables RCLONE_CONFIG_*: no secret passes here.
"""

import json
import os
import re
import subprocess
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path

from publishing.messages import RefusedError
from publishing.remote_shell import error_line

LEAST = (1, 60)
NOT_FOUND = (3, 4)  # exit codes of rclone: no such folder, no such file
_OPTIONS = (
    "--log-level=ERROR",
    "--retries=2",
    "--low-level-retries=3",
    "--contimeout=15s",
    "--timeout=60s",
    "--ask-password=false",
)
_KNOWN_HOSTS = "RCLONE_SFTP_KNOWN_HOSTS_FILE"
_CODES = (
    ("didn't find section in config file", "remote-unknown"),
    ("knownhosts: key mismatch", "host-key-changed"),
    ("knownhosts: key is unknown", "host-key-unknown"),
    ("RequestTimeTooSkewed", "clock-skew"),
    ("InvalidAccessKeyId", "login-refused"),
    ("SignatureDoesNotMatch", "login-refused"),
    ("unable to authenticate", "login-refused"),
    ("AccessDenied", "remote-no-permission"),
    ("Forbidden", "remote-no-permission"),
    ("ermission denied", "remote-no-permission"),
    ("connection refused", "unreachable"),
    ("no such host", "unreachable"),
    ("i/o timeout", "unreachable"),
    ("No space left", "remote-write-failed"),
    ("uota", "remote-write-failed"),
    ("SSH_FX_FAILURE", "remote-write-failed"),
)


class Remote:
    """A folder of a remote (`name:path`). Raises RefusedError when rclone is missing, too old, or fails."""

    def __init__(self, address: str, known_hosts: Path | None) -> None:
        self.address = address
        # Without a file of known hosts, rclone accepts any server.
        hosts = known_hosts or Path.home() / ".ssh/known_hosts"
        self.environment = {_KNOWN_HOSTS: str(hosts), **os.environ}
        version = re.match(r"rclone v(\d+)\.(\d+)", self._run("version"))
        if version is None or (int(version[1]), int(version[2])) < LEAST:
            raise RefusedError("rclone-too-old", least=".".join(map(str, LEAST)), found=version[0] if version else "?")

    def read(self, path: str) -> str:
        """Return the text of a file; empty when there is none."""
        return self._run("cat", f"{self.address}/{path}", accepted=NOT_FOUND)

    def write(self, path: str, text: str) -> None:
        """Write a text file."""
        self._run("rcat", f"{self.address}/{path}", given=text)

    def digests(self, paths: Collection[str] | None = None) -> dict[str, str]:
        """Return the MD5 by path of all files, or of some; downloads them when the host cannot compute it."""
        options = [] if self._computes else ["--download"]
        options += [] if paths is None else ["--files-from-raw", "-"]
        given = "\n".join(paths or ())
        lines = self._run("hashsum", "MD5", self.address, *options, given=given, accepted=NOT_FOUND).splitlines()
        return {path: value for value, _, path in (line.partition("  ") for line in lines)}

    @cached_property
    def _computes(self) -> bool:
        return "md5" in json.loads(self._run("backend", "features", self.address))["Hashes"]

    def send(self, folder: Path, paths: Collection[str], headers: Mapping[str, str]) -> None:
        """Copy some files of a folder, each compared by rclone once it is there."""
        options = [f"--header-upload={name}: {value}" for name, value in headers.items()]
        options += ["--files-from-raw", "-", "--no-traverse", "--ignore-times"]
        self._run("copy", *options, str(folder), self.address, given="\n".join(paths))

    def remove(self, paths: Collection[str]) -> None:
        """Remove some files, as far as they are there."""
        self._run("delete", "--files-from-raw", "-", self.address, given="\n".join(paths), accepted=NOT_FOUND)

    def _run(self, *words: str, given: str = "", accepted: Collection[int] = ()) -> str:
        command = ["rclone", *words, *_OPTIONS]
        try:
            done = subprocess.run(
                command, input=given, capture_output=True, encoding="utf-8", errors="replace", check=False,
                env=self.environment,
            )  # fmt: skip
        except FileNotFoundError:
            raise RefusedError("rclone-missing", least=".".join(map(str, LEAST))) from None
        if done.returncode and done.returncode not in accepted:
            code, line = error_line(done.stderr, _CODES)
            raise RefusedError(code or "remote-failed", reason=line or f"rclone: exit {done.returncode}")
        return done.stdout
