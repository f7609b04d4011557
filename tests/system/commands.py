"""A machine on which the n-th command dies, whichever it is, with the shell that called it.

A folder holds every command of the machine under its own name: each call is counted, then done. Nobody lists the
commands of a publication, so that a new one is covered.
"""

import os
import shutil
from pathlib import Path

_BIN = "/usr/bin"
# A folder can be made once only: its number is that of the call, even when two are made at once.
_WRAPPER = """#!/bin/sh
name=${{0##*/}}
if [ -f {folder}/armed ]; then
  n=1
  until {bin}/mkdir {folder}/calls/$n 2>/dev/null; do n=$((n + 1)); done
  echo "$name" >{folder}/calls/$n/name
  read -r wanted <{folder}/armed
  if [ "$n" -eq "$wanted" ]; then kill -9 $PPID; exit 137; fi
fi
exec {bin}/$name "$@"
"""
# The interpreters are the publisher's own, and the transport is cut elsewhere.
_SPARED = ("sh", "dash", "bash", "env", "kill")


class Commands:
    """The folder, to be put first on the path of a machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "bin").mkdir(parents=True)
        wrapper = folder / "wrapper"
        wrapper.write_text(_WRAPPER.format(folder=folder, bin=_BIN))
        wrapper.chmod(0o755)
        for path in Path(_BIN).iterdir():
            if path.name not in _SPARED and not path.name.startswith(("python", "ssh")):
                (folder / "bin" / path.name).symlink_to(wrapper)

    @property
    def path(self) -> str:
        """Value of PATH."""
        return f"{self.folder}/bin:{os.environ['PATH']}"

    def arm(self, number: int) -> None:
        """From now on count, and make a call die (1 is the first)."""
        shutil.rmtree(self.folder / "calls", ignore_errors=True)
        (self.folder / "calls").mkdir()
        (self.folder / "armed").write_text(f"{number}\n")

    def disarm(self) -> list[str]:
        """Stop counting; gives the names of the commands that were called, in order."""
        (self.folder / "armed").unlink()
        calls = sorted((self.folder / "calls").iterdir(), key=lambda one: int(one.name))
        return [(one / "name").read_text().strip() for one in calls if (one / "name").is_file()]
