"""What machines read on the page of a record (schema.org, as JSON-LD); what is not known is left out."""

from typing import Any

from toolkit.domain import summaries
from toolkit.domain.context import Context
from toolkit.models.facilitator import Facilitator
from toolkit.models.lot import Framework, Lot
from toolkit.models.process import Process

_CONTEXT = {"@context": "https://schema.org"}


def process(r: Context, record: Process) -> dict[str, Any]:
    """A process is an event, or a work when it has no date."""
    address = {"@type": "PostalAddress", "addressRegion": r.t("region"), "addressCountry": "BE"}
    place = {"@type": "Place", "name": summaries.place(r, record.place), "address": address}
    organiser = {"@type": "Organization", "name": r.word("organisers", record.organiser)}
    about = {
        "name": record.title[r.language],
        "description": r.plain(record.summary[r.language]),
        "inLanguage": r.language,
        "about": [r.word("themes", theme) for theme in record.themes],
    }
    start, end = record.dates.start, record.dates.end
    if start:
        dated = {"@type": "Event", "startDate": start, "endDate": end, "location": place, "organizer": organiser}
        return _known(dated | about)
    sources = [source.url for source in record.sources]
    work = {"@type": "CreativeWork", "endDate": end, "spatialCoverage": place, "creator": organiser}
    return _known({**work, **about, "citation": sources})


def facilitator(r: Context, record: Facilitator) -> dict[str, Any]:
    """A facilitator is an organisation."""
    places = [r.word("municipalities", municipality) for municipality in record.municipalities]
    values = {
        "@type": "Organization",
        "name": record.name,
        "description": r.plain(record.description[r.language]),
        "disambiguatingDescription": r.t("demonstration_text") if record.demonstration else None,
        "email": record.contact.email,
        "telephone": record.contact.phone,
        "url": record.contact.website,
        "identifier": record.enterprise_number,
        "knowsLanguage": record.languages,
        "areaServed": places or [r.t("region")],
    }
    return _known(values)


def lot(r: Context, record: Lot, framework: Framework) -> dict[str, Any]:
    """A lot is a service of the framework agreement."""
    return {
        **_CONTEXT,
        "@type": "Service",
        "name": record.name[r.language],
        "description": r.plain(record.summary[r.language]),
        "areaServed": r.t("region"),
        "isRelatedTo": framework.name[r.language],
    }


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return _CONTEXT | {key: value for key, value in values.items() if value}
