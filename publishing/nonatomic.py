"""Non-atomic hosts (any rclone remote): send assets, then pages, then delete.

Each run lists the files on the host, so that it can complete an interrupted publication. Two files on
the host, in `.publishing/`, say which release is live and which paths we wrote, among files of others: `pending` is
written before the first change, `state` after the last. When one is cut short, the other is whole.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import md5
from itertools import groupby
from pathlib import Path

from publishing.diff import Changes, changes, rank
from publishing.manifest import SITE, Manifest, is_compressed, is_server_configuration
from publishing.messages import RefusedError, say
from publishing.rclone import Remote
from publishing.server.headers import caching
from publishing.server.types import content_type
from publishing.targets import RcloneTarget

STATE, PENDING = ".publishing/state.json", ".publishing/pending.json"
KEPT_NAMES = 20
_MOVED = """<!doctype html><meta charset=utf-8><title>{url}</title>
<meta http-equiv=refresh content="0; url={url}"><a href="{url}">{url}</a>
"""


@dataclass(frozen=True)
class State:
    """The manifest that is live, as text; the releases before it, the last first; the paths it consists of on the host.

    `ours` has the paths of publications that were not finished too.
    """

    live: str = ""
    earlier: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    ours: frozenset[str] = frozenset()

    @property
    def manifest(self) -> Manifest | None:
        """The live release."""
        return Manifest.from_json(self.live) if self.live else None

    def before(self, name: str) -> tuple[str, ...]:
        """Return the releases before one that becomes live: going back never leads forward again."""
        live = self.manifest
        if live is None or live.identity == name:
            return self.earlier
        if name in self.earlier:
            return self.earlier[self.earlier.index(name) + 1 :]
        return (live.identity, *self.earlier)[:KEPT_NAMES]


def read_state(remote: Remote) -> State:
    """Return the state that a host keeps; an empty one at first."""
    read = [state for path in (STATE, PENDING) if (state := _parsed(remote.read(path)))]
    ours = frozenset(path for state in read for path in state.paths)
    return replace(read[0], ours=ours) if read else State()


def publish(remote: Remote, target: RcloneTarget, state: State, manifest: Manifest, folder: Path) -> None:
    """Bring a release to a host whose state was read, in order."""
    files = _files(target, manifest, folder)
    planned = _plan(remote, state, manifest, files)
    _write(remote, PENDING, replace(state, paths=tuple(sorted({*state.ours, *files}))))
    sent = 0
    for paths, headers in _batches(planned.sent, target, state, manifest):
        remote.send(folder / SITE, paths, headers)
        sent += len(paths)
        say("sent", done=sent, total=len(planned.sent))
    arrived = remote.digests(planned.sent) if planned.sent else {}
    if wrong := [path for path in planned.sent if arrived.get(path) != files[path]]:
        raise RefusedError("remote-not-verified", reason=", ".join(wrong[:3]))
    if planned.removed:
        remote.remove(planned.removed)
    ours = {*state.ours, *files} - {*planned.removed}
    _write(remote, STATE, State(manifest.to_json(), state.before(manifest.identity), tuple(sorted(ours))))
    say("verified", sent=sent, count=len(files))


def plan(remote: Remote, target: RcloneTarget, state: State, manifest: Manifest, folder: Path) -> Changes:
    """Return what a publication would change."""
    return _plan(remote, state, manifest, _files(target, manifest, folder))


def _plan(remote: Remote, state: State, manifest: Manifest, files: Mapping[str, str]) -> Changes:
    ours, live = {*state.ours, *files}, state.manifest
    present = {path: value for path, value in remote.digests().items() if path in ours}
    # The same release once more: what it spared of the one before stays.
    again = live is not None and live.identity == manifest.identity
    spared = dict.fromkeys(state.paths if again else live.files if live else (), "")
    planned = changes(present, files, spared)
    return Changes(planned.sent, tuple(path for path in planned.removed if path in present))


def _files(target: RcloneTarget, manifest: Manifest, folder: Path) -> dict[str, str]:
    """MD5 by path of what goes to a host. Without a server that reads them, neither configuration nor compressed twins
    mean anything; addresses that moved are pages that lead to the new ones.
    """
    paths = list(manifest.files)
    if target.server == "none":
        paths = [path for path in paths if not (is_server_configuration(path) or is_compressed(path))]
        for old, new in manifest.redirects:
            page = folder / SITE / old / "index.html"
            if old.endswith("/") and not page.exists():
                page.parent.mkdir(parents=True)
                page.write_text(_MOVED.format(url=manifest.base + new), encoding="utf-8")
                paths.append(f"{old}index.html")
    return {path: md5((folder / SITE / path).read_bytes(), usedforsecurity=False).hexdigest() for path in paths}


def _batches(
    paths: tuple[str, ...], target: RcloneTarget, state: State, manifest: Manifest
) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Paths that may be sent together, with the headers that a host without a server of its own keeps with a file."""
    live = state.manifest
    files = live.files if live else {}

    def key(path: str) -> tuple[int, dict[str, str]]:
        headers = {"Content-Type": content_type(path), "Cache-Control": caching(path)}
        return rank(path, files), headers if target.server == "none" else {}

    for (_, headers), group in groupby(sorted(paths, key=lambda path: (key(path)[0], str(key(path)[1]))), key):
        yield list(group), headers


def _parsed(text: str) -> State | None:
    """Return the state of a text; None when the file is not there, or was cut short."""
    try:
        values = json.loads(text)
        return State(str(values["live"]), tuple(values["earlier"]), tuple(values["paths"]))
    except (ValueError, KeyError, TypeError):
        return None


def _write(remote: Remote, path: str, state: State) -> None:
    remote.write(path, json.dumps({"live": state.live, "earlier": state.earlier, "paths": state.paths}))
