"""What a target prints may be in any encoding."""

import subprocess
from pathlib import Path

import pytest

from publishing.lock import locked
from publishing.messages import RefusedError
from publishing.remote_shell import RemoteShell

HERE = RemoteShell([], [], "")


def test_what_a_script_prints_is_read_as_far_as_it_can_be() -> None:
    assert HERE.run(r"printf 'caf\351\n'") == "caf\N{REPLACEMENT CHARACTER}"
    with pytest.raises(RefusedError, match="caf\N{REPLACEMENT CHARACTER}"):
        HERE.run(r"printf 'caf\351\n' >&2; exit 3")


def test_the_name_of_a_holder_is_read_as_far_as_it_can_be(tmp_path: Path) -> None:
    (tmp_path / ".lock-owner").write_bytes(b"caf\xe9@elsewhere (1)\n")
    with subprocess.Popen(
        ["flock", str(tmp_path / ".lock"), "sh", "-c", "echo held; cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(RefusedError, match="caf\N{REPLACEMENT CHARACTER}@elsewhere"),
            locked(HERE, str(tmp_path), 0),
        ):
            pass
        holder.communicate()
