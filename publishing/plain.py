"""Hosts without a switch (bucket, plain SFTP): files travel in an order that never breaks a page."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publishing import state
from publishing.assemble import SITE
from publishing.lock import owner
from publishing.manifest import Manifest, digest
from publishing.state import State
from publishing.store import Store
from publishing.words import RefusedError, say

LOCK = ".publishing/lock"
STALE_AFTER = 600  # seconds, by the clock of the target
STEP = 50
UNSIGNED_ATTEMPTS = 6


def publish(store: Store, manifest: Manifest, folder: Path) -> None:
    """Bring a release to a store whose lock is held, in order."""
    known = state.read(store)
    wanted = state.plan(store, known, manifest)
    touched = {*wanted.sent, *wanted.removed, *state.places_of_moves(store, manifest)}
    certain = {path: value for path, value in known.present.items() if path not in touched}
    state.write(store, State(known.live, known.earlier, certain, tuple(sorted(touched | {*known.uncertain}))))
    for number, path in enumerate(wanted.sent, 1):
        store.put(path, (folder / SITE / path).read_bytes())
        if number % STEP == 0 or number == len(wanted.sent):
            say("sent", done=number, total=len(wanted.sent))
            renew(store)
    _move(store, known.manifest, manifest)
    for number, path in enumerate(wanted.removed, 1):
        store.remove(path)
        if number % STEP == 0 or number == len(wanted.removed):
            renew(store)
    present = {**certain, **state.kept(store, manifest.files)}
    state.write(store, State(manifest.to_json(), known.before(manifest.identity), present))
    say("verified", sent=len(wanted.sent), count=len(present))


def _move(store: Store, before: Manifest | None, manifest: Manifest) -> None:
    """Addresses that moved; those that no longer do are forgotten, unless a page took their place."""
    for old, new in manifest.redirects:
        store.move(old, new)
    for old, _ in before.redirects if before else ():
        place = store.place_of_move(old)
        if place and place not in manifest.files and old not in dict(manifest.redirects):
            store.remove(place)


def keep(store: Store, manifest: Manifest, folder: Path) -> bool:
    """Copy here the files of the live release that a publication would change; whether all could be had."""
    known = state.read(store)
    wanted = state.plan(store, known, manifest)
    files = state.kept(store, known.manifest.files) if known.manifest else {}
    for number, path in enumerate(sorted({*wanted.sent, *wanted.removed, *state.places_of_moves(store, manifest)}), 1):
        if number % STEP == 0:
            renew(store)
        if path in files:
            content = store.get(path) or b""
            if digest(content) != files[path]:
                return False
            place = folder / SITE / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    return bool(files)


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold the lock of a store, refused while another publisher lives.

    A store can make a file that is not there, and no more; it cannot remove or change one on the condition that it is
    still the same. Of several that find a stale lock, the one that makes it again has it. One that is held up between
    its last look and removing could still remove the lock of the one that was quicker, and one that was away for longer
    than `STALE_AFTER` could still write: whoever lost the lock finds out when renewing it, and stops.
    """
    if not store.create(LOCK, _own()):
        _take_over(store, _holder(store))
    try:
        yield
    finally:
        if store.get(LOCK) == _own():
            store.remove(LOCK)


def renew(store: Store) -> None:
    """Show that the holder of a lock lives; refused when another publisher took it over."""
    found = store.get(LOCK) or b""
    if found != _own():
        raise RefusedError("lock-lost", owner=_name(found) or "-")
    store.put(LOCK, _own())


def _own() -> bytes:
    return owner().encode()


def _name(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _take_over(store: Store, holder: str) -> None:
    """Take the lock of a holder that is gone; refused while it lives, or when another was quicker."""
    if holder and store.age(LOCK) < STALE_AFTER and not _dead(holder):
        raise RefusedError("lock-refused", owner=holder)
    if _name(store.get(LOCK) or b"") == holder:
        store.remove(LOCK)
    if not store.create(LOCK, _own()):
        raise RefusedError("lock-refused", owner=_holder(store))


def _holder(store: Store) -> str:
    """Who holds a lock; nobody when it stays unsigned, since its maker was stopped between the two."""
    for attempt in range(UNSIGNED_ATTEMPTS):
        if attempt:
            time.sleep(0.5)
        if content := store.get(LOCK):
            return _name(content)
    return ""


def _dead(holder: str) -> bool:
    """Whether the publisher that holds a lock ran on this machine and is gone; our own number was another's before."""
    place, _, number = holder.partition(" (")
    process = number.rstrip(")")
    gone = process.isdigit() and (int(process) == os.getpid() or not Path(f"/proc/{process}").exists())
    return place == owner().partition(" (")[0] and gone
