"""The lock of hosts without a switch, for real: a bucket (moto's server) and SFTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.http_stub import CUT, answering
from system.places import KEYS, PLAIN, Place
from system.publishing_cases import Small, small

from publishing import plain, probe, state
from publishing.archive import unpacked
from publishing.store import Store
from publishing.stores import opened
from publishing.targets import FolderTarget, SshTarget, find_target
from publishing.words import RefusedError

both = pytest.mark.parametrize("place", PLAIN, indirect=True)
GONE, OTHER = b"gone@elsewhere (1)", b"other@elsewhere (2)"


@pytest.fixture
def store(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store of a target."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    target = find_target(place.root, "here")
    assert not isinstance(target, FolderTarget | SshTarget)
    with opened(target, place.root) as store:
        yield store


@pytest.fixture
def releases(tmp_path: Path) -> list[Small]:
    """Two, and the second has fewer pages."""
    return [small(name, tmp_path / "made", pages=pages) for name, pages in (("aa", 6), ("bb", 1))]


def renewals(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of a store from now on, as far as it matters to the lock."""
    calls: list[str] = []

    def told(name: str, path: str) -> None:
        calls.append("renewed" if path == plain.LOCK and name == "put" else name)

    for name in ("get", "put", "remove"):
        real = getattr(store, name)
        monkeypatch.setattr(store, name, lambda path, *more, n=name, r=real: (told(n, path), r(path, *more))[1])
    return calls


@both
def test_a_stale_lock_is_taken_over_and_given_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "STALE_AFTER", -60)
    store.put(plain.LOCK, GONE)
    with plain.locked(store):
        assert store.get(plain.LOCK) not in (None, GONE)
    assert store.get(plain.LOCK) is None


@both
def test_of_two_that_find_a_stale_lock_the_quicker_has_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    age = store.age

    def overtaken(path: str) -> float:
        """Another publisher takes the lock over while we look at it."""
        seconds = age(path)
        store.remove(path)
        assert store.create(path, OTHER)
        return seconds + plain.STALE_AFTER

    store.put(plain.LOCK, GONE)
    monkeypatch.setattr(store, "age", overtaken)
    with pytest.raises(RefusedError, match="other@elsewhere"), plain.locked(store):
        pytest.fail("two publishers hold the lock")
    assert store.get(plain.LOCK) == OTHER


@both
def test_who_lost_the_lock_stops_and_leaves_it(store: Store, releases: list[Small]) -> None:
    with unpacked(releases[0].archive) as (manifest, folder):
        with pytest.raises(RefusedError) as refused, plain.locked(store):
            store.put(plain.LOCK, OTHER)
            plain.publish(store, manifest, folder)
    assert refused.value.code == "lock-lost"
    assert "other@elsewhere" in str(refused.value)
    assert store.get(plain.LOCK) == OTHER
    assert state.read(store).manifest is None


@both
def test_the_lock_is_renewed_while_files_are_copied_sent_and_removed(
    store: Store, releases: list[Small], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(plain, "STEP", 3)
    with plain.locked(store):
        for one in releases:
            with unpacked(one.archive) as (manifest, folder):
                live = state.read(store).manifest
                calls = renewals(store, monkeypatch)
                if live:
                    assert plain.keep(store, manifest, tmp_path / "kept")
                plain.publish(store, manifest, folder)
    # Between two renewals there are never more steps than `STEP`, save for the state, and what a put itself asks.
    assert {"renewed", "get", "put", "remove"} <= set(calls)
    removals = "".join("r" if one == "remove" else " " if one == "renewed" else "" for one in calls)
    assert max(len(run) for run in removals.split()) <= 3
    copies = "".join("g" if one == "get" else " " if one == "renewed" else "" for one in calls[: calls.index("put")])
    # A renewal reads the lock, and a put of SFTP reads what it replaces.
    assert max(len(run) for run in copies.split()) <= 3 + 2


def test_the_lock_is_renewed_before_each_look_at_the_site(
    releases: list[Small], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "ATTEMPTS", 3)
    monkeypatch.setattr(probe, "PAUSE", 0)
    looks: list[None] = []
    with answering(CUT) as (url, _):
        assert probe.probe(url, releases[0].manifest, "none", lambda: looks.append(None))
    assert len(looks) == 3
