"""The draft of an order opens in LibreOffice without a warning, and says there what the page says."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

ROUTE = {"fr": "fr/centrale-de-marches/trouver-le-lot/", "nl": "nl/opdrachtencentrale/perceel-vinden/"}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_libreoffice_opens_the_draft(page: Page, site_url: str, tmp_path: Path, language: str) -> None:
    office = shutil.which("soffice")
    assert office, "LibreOffice Writer is missing: tests/system/install.sh installs it"
    page.goto(site_url + ROUTE[language])
    page.check("[name=all]")
    page.fill("#amount-lot-1", "45.000")
    page.fill("#brief-object", "Place & square, « été » <2027>")
    with page.expect_download() as waiting:
        page.click(f".draft[lang={language}] [data-download]")
    document = tmp_path / "brief.docx"
    waiting.value.save_as(document)

    for target, found in (("pdf", tmp_path / "brief.pdf"), ("txt:Text (encoded):UTF8", tmp_path / "brief.txt")):
        command = [office, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        command += ["--convert-to", target, "--outdir", str(tmp_path), str(document)]
        run = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
        said = [line for line in (run.stdout + run.stderr).splitlines() if not _known(line)]
        assert not said
        assert found.stat().st_size > 500

    shown = page.locator(f".draft[lang={language}] [data-draft]").inner_text()
    text = " ".join((tmp_path / "brief.txt").read_text(encoding="utf-8-sig").replace("• ", "").split())
    for line in filter(None, (" ".join(line.split()) for line in shown.splitlines())):
        assert line in text


def _known(line: str) -> bool:
    """What LibreOffice says of itself: the conversion done, and no Java, which it does not need here."""
    return line.startswith("convert ") or "javaldx" in line or not line.strip()
