"""What machines read on the page of a record (schema.org, as JSON-LD); what is not known is left out."""

from typing import Any

from toolkit.domain import summaries
from toolkit.domain.context import Reader
from toolkit.models.facilitator import Facilitator
from toolkit.models.lot import Framework, Lot
from toolkit.models.process import Process

_CONTEXT = {"@context": "https://schema.org"}


def process(r: Reader, one: Process) -> dict[str, Any]:
    """A process is an event, or a work when it has no date."""
    address = {"@type": "PostalAddress", "addressRegion": r.t("region"), "addressCountry": "BE"}
    place = {"@type": "Place", "name": summaries.place(r, one.place), "address": address}
    organiser = {"@type": "Organization", "name": r.word("organisers", one.organiser)}
    about = {
        "name": one.title[r.language],
        "description": r.plain(one.summary[r.language]),
        "inLanguage": r.language,
        "about": [r.word("themes", theme) for theme in one.themes],
    }
    start, end = one.dates.start, one.dates.end
    if start:
        dated = {"@type": "Event", "startDate": start, "endDate": end, "location": place, "organizer": organiser}
        return _known(dated | about)
    sources = [source.url for source in one.sources]
    work = {"@type": "CreativeWork", "endDate": end, "spatialCoverage": place, "creator": organiser}
    return _known({**work, **about, "citation": sources})


def facilitator(r: Reader, one: Facilitator) -> dict[str, Any]:
    """A facilitator is an organisation."""
    places = [r.word("municipalities", municipality) for municipality in one.municipalities]
    known = {
        "@type": "Organization",
        "name": one.name,
        "description": r.plain(one.description[r.language]),
        "disambiguatingDescription": r.t("demonstration_text") if one.demonstration else None,
        "email": one.contact.email,
        "telephone": one.contact.phone,
        "url": one.contact.website,
        "identifier": one.enterprise_number,
        "knowsLanguage": one.languages,
        "areaServed": places or [r.t("region")],
    }
    return _known(known)


def lot(r: Reader, one: Lot, framework: Framework) -> dict[str, Any]:
    """A lot is a service of the framework agreement."""
    return {
        **_CONTEXT,
        "@type": "Service",
        "name": one.name[r.language],
        "description": r.plain(one.summary[r.language]),
        "areaServed": r.t("region"),
        "isRelatedTo": framework.name[r.language],
    }


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return _CONTEXT | {key: value for key, value in values.items() if value}
