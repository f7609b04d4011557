"""Bill of materials of a release (CycloneDX), and the licences of what it ships. https://cyclonedx.org/"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.markers import Marker

# Packages of which something stands in the published site: a style sheet, the font, the search.
SHIPPED = ("font-manrope", "mkdocs-material", "pagefind-bin")
# Licences of packages that come without theirs; that of Pagefind is from its package for npm, of the same version.
_MISSING = Path(__file__).with_name("licences")
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;]+)(?:[ ]*;[ ]*([^\n\\]+))?", re.MULTILINE)
_LICENCE = re.compile(r"^(?:licen[cs]e|copying|notice|ofl)(?:[.-].*)?$", re.IGNORECASE)
_UNREAD = re.compile(r"(?:^|/)\.|/templates/")  # the icons of a theme have licences of their own; none is shipped


def bill(lock: str, name: str, version: str, commit: str, epoch: int) -> str:
    """JSON of the packages of a lock file (`requirements/site.txt`), the same for the same commit and Python."""
    whole = Component(name=name, version=f"{version}+{commit[:10]}", type=ComponentType.APPLICATION, bom_ref=name)
    parts = [_component(package, pin) for package, pin in pins(lock)]
    bom = Bom(
        components=parts,
        metadata=BomMetaData(component=whole, timestamp=datetime.fromtimestamp(epoch, UTC)),
        serial_number=uuid5(NAMESPACE_URL, f"{name}/{commit}/{lock}"),
    )
    bom.register_dependency(whole, parts)
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def pins(lock: str) -> list[tuple[str, str]]:
    """Names and versions of a lock file that hold for this Python."""
    found = (one.groups() for one in _PIN.finditer(lock))
    return [(name, version) for name, version, marker in found if not marker or Marker(marker.strip()).evaluate()]


def licences(lock: str) -> dict[str, bytes]:
    """Text of the licences of what is shipped, by path in the release."""
    return {
        f"licences/{package}/{path.name}": path.read_bytes()
        for package, _ in pins(lock)
        if package in SHIPPED
        for path in _licence_files(package)
    }


def _component(package: str, version: str) -> Component:
    licence = _licence(package)
    return Component(
        name=package,
        version=version,
        type=ComponentType.LIBRARY,
        scope=ComponentScope.REQUIRED if package in SHIPPED else ComponentScope.EXCLUDED,
        purl=PackageURL("pypi", name=package, version=version),
        bom_ref=f"{package}=={version}",
        licenses=[LicenseFactory().make_from_string(licence)] if licence else [],
    )


def _licence(package: str) -> str:
    found = _installed(package)
    if found is None:
        return ""
    told = "".join((found.metadata.get_all("License-Expression") or found.metadata.get_all("License") or [])[:1])
    classifiers = [one for one in found.metadata.get_all("Classifier") or [] if one.startswith("License ::")]
    # Some packages put the whole text where a name belongs.
    named = told if 0 < len(told) < 60 else classifiers[0].rpartition(":: ")[2] if classifiers else ""
    return named.strip()


def _licence_files(package: str) -> Iterator[Path]:
    found = _installed(package)
    yield from _MISSING.glob(f"{package}.txt")
    for file in (found.files or []) if found else []:
        if _LICENCE.match(file.name) and not _UNREAD.search(file.as_posix()):
            yield Path(str(file.locate()))


def _installed(package: str) -> Distribution | None:
    try:
        return distribution(package)
    except PackageNotFoundError:
        return None
