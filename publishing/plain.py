"""Hosts without a switch (bucket, plain SFTP): files travel in an order that never breaks a page.

The target keeps a state: the live release, the one before, and which files are surely there with which digest. It is
written before the first change, without the files about to change: a publisher that was killed leaves a state that is
true, and the next one sends again what is uncertain.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

from publishing.assemble import SITE
from publishing.changes import Changes, changes
from publishing.lock import owner
from publishing.manifest import Manifest, is_configuration, is_twin
from publishing.words import RefusedError, say

STATE, LOCK = ".publishing/state.json", ".publishing/lock"
STALE_AFTER = 600  # seconds, by the clock of the target
STEP = 50


class Store(Protocol):
    """A place that keeps files by path. `put` verifies what it wrote; `create` refuses a path that is taken."""

    takes_configuration: bool

    def get(self, path: str) -> bytes | None:
        """Content of a file, None when there is none."""

    def put(self, path: str, content: bytes) -> None:
        """Write a file at once, and verify it."""

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless it is there; whether it was not."""

    def age(self, path: str) -> float:
        """Seconds since a file was written, by the clock of the target."""

    def remove(self, path: str) -> None:
        """Remove a file, if it is there."""

    def redirect(self, old: str, new: str) -> None:
        """Send those who ask for an address to another, where the place can do so by itself."""


@dataclass(frozen=True)
class _State:
    live: str = ""
    previous: str = ""
    present: dict[str, str] = field(default_factory=dict)


def live(store: Store) -> Manifest | None:
    """Manifest of the live release."""
    text = _state(store).live
    return Manifest.from_json(text) if text else None


def previous(store: Store) -> str:
    """Name of the release that was live before."""
    return _state(store).previous


def plan(store: Store, manifest: Manifest) -> Changes:
    """What a publication would change."""
    state = _state(store)
    before = Manifest.from_json(state.live) if state.live else None
    spared = dict(before.files) if before else {}
    if before and before.identity == manifest.identity:  # the same once more: what was spared stays
        spared |= state.present
    return changes(state.present, _kept(store, manifest.files), _kept(store, spared))


def publish(store: Store, manifest: Manifest, folder: Path) -> None:
    """Bring a release to a store, in order."""
    with _locked(store):
        state, wanted = _state(store), plan(store, manifest)
        touched = {*wanted.sent, *wanted.removed}
        certain = {path: digest for path, digest in state.present.items() if path not in touched}
        _write(store, _State(state.live, state.previous, certain))
        for number, path in enumerate(wanted.sent, 1):
            store.put(path, (folder / SITE / path).read_bytes())
            if number % STEP == 0 or number == len(wanted.sent):
                say("sent", done=number, total=len(wanted.sent))
                store.put(LOCK, owner().encode())
        for old, new in manifest.redirects:
            store.redirect(old, new)
        for path in wanted.removed:
            store.remove(path)
        before = Manifest.from_json(state.live).identity if state.live else ""
        changed = before != manifest.identity
        present = {**certain, **_kept(store, manifest.files)}
        _write(store, _State(manifest.to_json(), before if changed else state.previous, present))
        say("verified", sent=len(wanted.sent), count=len(present))


def _kept(store: Store, files: Mapping[str, str]) -> dict[str, str]:
    """Files of a release that mean something there: a bucket reads no configuration and chooses no compressed twin."""
    everything = store.takes_configuration
    return {path: one for path, one in files.items() if everything or not (is_configuration(path) or is_twin(path))}


def _state(store: Store) -> _State:
    content = store.get(STATE)
    return _State(**json.loads(content)) if content else _State()


def _write(store: Store, state: _State) -> None:
    store.put(STATE, json.dumps(asdict(state), sort_keys=True).encode())


@contextmanager
def _locked(store: Store) -> Iterator[None]:
    if not store.create(LOCK, owner().encode()):
        holder = (store.get(LOCK) or b"?").decode("utf-8", "replace")
        if store.age(LOCK) < STALE_AFTER and not _dead(holder):
            raise RefusedError("lock-refused", owner=holder)
        store.put(LOCK, owner().encode())
    try:
        yield
    finally:
        store.remove(LOCK)


def _dead(holder: str) -> bool:
    """Whether the publisher that holds a lock ran on this machine and is gone."""
    place, _, number = holder.partition(" (")
    process = number.rstrip(")")
    return place == owner().partition(" (")[0] and process.isdigit() and not Path(f"/proc/{process}").exists()
