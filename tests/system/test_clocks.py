"""Clocks that disagree by hours change nothing: contents decide, and the clock of the target alone dates a lock."""

import datetime
import http.server
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from system.clocks import moving, wrong
from system.forked import Publishers, publishers
from system.places import FOLDERS, KEYS, PLAIN, Place, moto, s3_place
from system.publishing_cases import Small, environment, small, write_target

every = pytest.mark.parametrize("place", [*FOLDERS, *PLAIN], indirect=True)
OTHER = b"someone@elsewhere (1)"
LATER, EARLIER = 1_900_000_000, 1_600_000_000
SKEWED = b"<Error><Code>RequestTimeTooSkewed</Code><Message>Too large.</Message></Error>"


@pytest.fixture(scope="module")
def skewed() -> Iterator[dict[str, Publishers]]:
    """A publisher whose clock is nine hours ahead, and one nine hours behind."""
    with (
        publishers(environment(**KEYS, **wrong("+9h"))) as ahead,
        publishers(environment(**KEYS, **wrong("-9h"))) as behind,
    ):
        yield {"ahead": ahead, "behind": behind}


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Small, Small, Small]:
    """Three, whose names sort against the order in which they are published; all files have the same length."""
    folder = tmp_path_factory.mktemp("clocks") / "dist"
    made = [small(name, folder, 2, epoch=epoch) for name, epoch in (("aa", LATER), ("bb", LATER - 1), ("cc", EARLIER))]
    assert made[2].manifest.identity < made[0].manifest.identity
    return made[0], made[1], made[2]


def test_the_clock_is_wrong_for_real() -> None:
    told = subprocess.check_output(["date", "+%s"], env={**os.environ, **wrong("+9h")})
    ahead = int(told) - datetime.datetime.now().timestamp()
    assert round(ahead / 3600) == 9


@every
def test_publishers_whose_clocks_disagree_follow_each_other(
    place: Place, publisher: Publishers, skewed: dict[str, Publishers], releases: tuple[Small, Small, Small]
) -> None:
    a, b, c = releases
    (place.root / "dist").symlink_to(a.archive.parent)
    for one, clock in ((a, skewed["ahead"]), (b, publisher), (c, skewed["behind"])):
        done = clock.publish(place.root, one)
        assert done.returncode == 0, done.stderr
        assert place.is_wholly(one)
    for one, clock in ((b, skewed["behind"]), (a, skewed["ahead"])):
        done = clock.run(place.root, "rollback", "here")
        assert done.returncode == 0, done.stderr
        assert place.is_wholly(one)


@pytest.mark.parametrize("place", [*FOLDERS, "sftp"], indirect=True)
@pytest.mark.parametrize("shift", [0, 9 * 3600, -9 * 3600])
def test_contents_decide_what_travels_and_dates_never(
    place: Place, publisher: Publishers, releases: tuple[Small, Small, Small], shift: int
) -> None:
    """With the very dates of the archive on the target (shift 0), same length and same date: it travels all the same."""
    a, b, _ = releases
    assert publisher.publish(place.root, a).returncode == 0
    for path in place.live.rglob("*"):
        os.utime(path, (b.manifest.epoch + shift,) * 2, follow_symlinks=False)
    assert publisher.publish(place.root, b).returncode == 0
    assert place.is_wholly(b)
    assert "Envoyés\u00a0: 0." in publisher.publish(place.root, b).stdout


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
@pytest.mark.parametrize("clock", ["ahead", "behind"])
def test_the_target_dates_a_lock_over_sftp(
    place: Place, skewed: dict[str, Publishers], releases: tuple[Small, Small, Small], clock: str
) -> None:
    publisher, lock = skewed[clock], place.live / ".publishing/lock"
    lock.parent.mkdir()
    lock.write_bytes(OTHER)
    refused = publisher.publish(place.root, releases[0])
    assert (refused.returncode, OTHER.decode() in refused.stderr) == (1, True), refused.stderr
    assert place.files() == {}
    old = lock.stat().st_mtime - 700
    os.utime(lock, (old, old))
    done = publisher.publish(place.root, releases[0])
    assert done.returncode == 0, done.stderr
    assert not lock.exists()


def test_the_target_dates_a_lock_in_a_bucket(
    tmp_path: Path, skewed: dict[str, Publishers], releases: tuple[Small, Small, Small]
) -> None:
    clock, shift = moving(tmp_path)
    with moto(**clock) as endpoint:
        place = s3_place(tmp_path, endpoint)
        for publisher in skewed.values():
            place.live.put_object(Key=".publishing/lock", Body=OTHER)
            refused = publisher.publish(place.root, releases[0])
            assert (refused.returncode, OTHER.decode() in refused.stderr) == (1, True), refused.stderr
        shift("+11m")
        done = skewed["behind"].publish(place.root, releases[0])
        assert done.returncode == 0, done.stderr
        assert place.is_wholly(releases[0])


def test_a_bucket_that_refuses_our_clock_is_told(
    tmp_path: Path, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    """moto takes any clock, so the answer of the real service is given by hand."""

    class Refusing(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            self.send_response(403)
            self.send_header("Content-Length", str(len(SKEWED)))
            self.end_headers()
            self.wfile.write(SKEWED)

        do_PUT = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        reach = f"kind: s3\nbucket: refusing\nendpoint: http://127.0.0.1:{server.server_port}/\nprobed: false"
        write_target(tmp_path, reach)
        done = publisher.publish(tmp_path, releases[0], AWS_MAX_ATTEMPTS="1")
        server.shutdown()
    assert done.returncode == 1
    assert "L’horloge de cette machine est fausse (RequestTimeTooSkewed" in done.stderr
