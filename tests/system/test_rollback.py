"""A release that readers cannot use is taken back by itself, on every kind of target: they see the old site again."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from support.http_stub import CUT, answering
from system.forked import Publishers
from system.places import FOLDERS, REMOTES, Place
from system.publishing_cases import Small, command, environment, small

from publishing.probe import fetch

MOVED = (("fr/old/", "fr/refused/"), ("nl/old/", "nl/refused/"))
every = pytest.mark.parametrize("place", [*FOLDERS, *REMOTES], indirect=True)


@pytest.fixture
def releases(tmp_path: Path) -> tuple[Small, Small, Small]:
    """Three; the second has pages that the server refuses to show, at the end of a move."""
    made = tmp_path / "made"
    good = [small(name, made, pages=2, own="old") for name in ("aa", "cc")]
    return good[0], small("bb", made, pages=2, own="refused", moved=MOVED), good[1]


def seen(url: str, place: Place, release: Small) -> dict[str, object]:
    """What readers get for each file of a release, when it is not that file."""
    answers = {path: (fetch(url + path), content) for path, content in place.wanted(release).items()}
    return {path: answer.status for path, (answer, content) in answers.items() if answer.body != content}


@pytest.fixture
def watched(place: Place, releases: tuple[Small, Small, Small]) -> Place:
    """A target with the archives at hand; what an rclone remote serves is read without a server of its own."""
    shutil.copytree(releases[0].archive.parent, place.root / "dist")
    place.server = "none"
    place.describe("probed: false")
    return place


@every
def test_readers_see_the_old_site_again(
    watched: Place, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    a, b, c = releases
    assert publisher.publish(watched.root, a).returncode == 0
    with watched.served("/refused/") as url:
        watched.describe(f"probe: {url}")
        done = publisher.publish(watched.root, b)
        assert done.returncode == 1, done.stdout
        assert "en ligne, /fr/refused/index.html: 403, 200 expected" in done.stderr
        assert f"Retour à la version précédente\u00a0: {a.manifest.identity}." in done.stderr
        assert done.stderr.rstrip().endswith("Le contrôle en ligne a trouvé 2 faute(s).")
        assert seen(url, watched, a) == {}
        assert watched.is_wholly(a)
        assert watched.broken_links() == []
        assert "n’a pas de version précédente" in publisher.run(watched.root, "rollback", "here").stderr
        done = publisher.publish(watched.root, c)
        assert done.returncode == 0, done.stderr
        assert seen(url, watched, c) == {}


@pytest.mark.parametrize("place", ["folder", "s3"], indirect=True)
def test_a_publisher_asked_to_stop_while_it_probes_goes_back_first(
    watched: Place, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    a, b, _ = releases
    assert publisher.publish(watched.root, a).returncode == 0
    with answering(CUT) as (url, asked):
        watched.describe(f"probe: {url}")
        words = command(watched.root, "publish", "here", "--release", str(b.archive))
        variables = environment(RCLONE_CONFIG=f"{watched.root}/rclone.conf")
        with subprocess.Popen(words, env=variables, stderr=subprocess.PIPE, text=True) as process:
            while not asked and process.poll() is None:
                time.sleep(0.05)
            assert watched.is_wholly(b)
            process.terminate()
            told = process.communicate(timeout=60)[1]
    assert (process.returncode, "Retour à la version précédente" in told) == (143, True), told
    assert watched.is_wholly(a)


@pytest.mark.parametrize("place", ["ssh", "s3"], indirect=True)
def test_a_rollback_that_readers_cannot_use_is_taken_back_too(
    watched: Place, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    a, _, c = releases
    for release in (a, c):
        assert publisher.publish(watched.root, release).returncode == 0
    # Only the name of the old release can be refused here: its style sheet is its own.
    style = next(path for path in a.manifest.files if path.endswith(".css"))
    with watched.served(style) as url:
        watched.describe(f"probe: {url}")
        done = publisher.run(watched.root, "rollback", "here")
        assert (done.returncode, "Retour à la version précédente" in done.stderr) == (1, True), done.stderr
        assert seen(url, watched, c) == {}
        assert watched.is_wholly(c)


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
def test_without_the_archive_of_the_old_release_the_way_back_is_told(
    place: Place, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    place.server = "none"
    with place.served("/refused/") as url:
        place.describe(f"probe: {url}")
        for release in (releases[0], releases[1]):
            done = publisher.publish(place.root, release)
    assert (done.returncode, "n’est pas dans dist/" in done.stderr) == (1, True), done.stderr
