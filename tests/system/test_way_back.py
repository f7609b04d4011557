"""A release that readers cannot use is taken back by itself, on every kind of target: they see the old site again."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from support.http_stub import CUT, answering
from system.forked import Publishers
from system.places import FOLDERS, KEYS, PLAIN, Place
from system.publishing_cases import Small, command, environment, small

from publishing.probe import fetch

MOVED = (("fr/old/", "fr/refused/"), ("nl/old/", "nl/refused/"))
every = pytest.mark.parametrize("place", [*FOLDERS, *PLAIN], indirect=True)


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


@every
@pytest.mark.parametrize("kept", [True, False])
def test_readers_see_the_old_site_again(
    place: Place, publisher: Publishers, releases: tuple[Small, Small, Small], kept: bool
) -> None:
    """With the archive of the old release at hand, or without it, as on a machine that is made for one publication."""
    a, b, c = releases
    if kept:
        shutil.copytree(a.archive.parent, place.root / "dist")
    assert publisher.publish(place.root, a).returncode == 0
    with place.served("/refused/") as url:
        place.describe(f"server: none\nprobe: {url}")
        done = publisher.publish(place.root, b)
        assert done.returncode == 1, done.stdout
        assert "en ligne, /fr/refused/index.html: 403, 200 expected" in done.stderr
        assert f"Retour à la version précédente\u00a0: {a.manifest.identity}." in done.stderr
        assert done.stderr.rstrip().endswith("Le contrôle en ligne a trouvé 2 faute(s).")
        assert seen(url, place, a) == {}
        assert place.is_wholly(a)
        assert place.broken_links() == []
        assert "n’a pas de version précédente" in publisher.run(place.root, "rollback", "here").stderr
        done = publisher.publish(place.root, c)
        assert done.returncode == 0, done.stderr
        assert seen(url, place, c) == {}


@every
def test_a_server_that_cuts_its_answers_off_is_no_reason_to_stay(
    place: Place, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    a, b, _ = releases
    assert publisher.publish(place.root, a).returncode == 0
    with answering(CUT) as (url, _):
        place.describe(f"server: none\nprobe: {url}")
        done = publisher.publish(place.root, b)
    assert done.returncode == 1, done.stdout
    assert f"Retour à la version précédente\u00a0: {a.manifest.identity}." in done.stderr
    assert place.is_wholly(a)


@every
def test_a_publisher_asked_to_stop_while_it_looks_goes_back_first(
    place: Place, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    a, b, _ = releases
    assert publisher.publish(place.root, a).returncode == 0
    with answering(CUT) as (url, asked):
        place.describe(f"server: none\nprobe: {url}")
        words = command(place.root, "publish", "here", "--release", str(b.archive))
        with subprocess.Popen(words, env=environment(**KEYS), stderr=subprocess.PIPE, text=True) as process:
            while not asked and process.poll() is None:
                time.sleep(0.05)
            assert place.is_wholly(b)
            process.terminate()
            told = process.communicate(timeout=60)[1]
    assert (process.returncode, "Retour à la version précédente" in told) == (143, True), told
    assert place.is_wholly(a)


@every
def test_a_rollback_that_readers_cannot_use_is_taken_back_too(
    place: Place, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    a, _, c = releases
    shutil.copytree(a.archive.parent, place.root / "dist")
    for one in (a, c):
        assert publisher.publish(place.root, one).returncode == 0
    # Only the name of the old release can be refused here: its style sheet is its own.
    style = next(path for path in a.manifest.files if path.endswith(".css"))
    with place.served(style) as url:
        place.describe(f"server: none\nprobe: {url}")
        done = publisher.run(place.root, "rollback", "here")
        assert (done.returncode, "Retour à la version précédente" in done.stderr) == (1, True), done.stderr
        assert seen(url, place, c) == {}
        assert place.is_wholly(c)


@pytest.mark.parametrize("place", PLAIN, indirect=True)
def test_a_first_publication_has_no_way_back_and_says_so(
    place: Place, publisher: Publishers, releases: tuple[Small, Small, Small]
) -> None:
    with place.served("/refused/") as url:
        place.describe(f"server: none\nprobe: {url}")
        done = publisher.publish(place.root, releases[1])
    assert done.returncode == 1
    assert "aucune version précédente ne peut être remise" in done.stderr
