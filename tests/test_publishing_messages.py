"""What the person who publishes reads, word for word, in both languages."""

import datetime

from toolkit.checks.contact_patterns import found_in
from toolkit.checks.redirects import redirect_problems
from toolkit.models.config import Redirect
from toolkit.problems.problem import Problem, problem
from toolkit.sources.data_files import Identifiers, Reading, parse

from publishing.preflight import preflight_problems

DAY = datetime.date(2028, 1, 1)
RECORD = b"demonstration: true\ncontact: {person: {consent_until: 2026-12-31}}\n"
STATEMENT = b"statement: {reviewed: 2026-01-01}\n"
TEXT = "zoe@example.org, +32 2 435 42 69, 85.07.30-033 28"


def found() -> list[Problem]:
    """One problem of each kind, from the functions that find them."""
    contents = {"facilitators.yaml": RECORD, "data/accessibility.yaml": STATEMENT}
    files = {name: file for name, content in contents.items() if (file := parse(name, content)[0])}
    reading = Reading(files, {}, (), Identifiers())
    moves = [Redirect(old=old, new=new, date="2026-11-23") for old, new in (("fr/a/", "nl/b/"), ("fr/a/", "fr/c/"))]  # type: ignore[arg-type]
    redirects = redirect_problems(moves, [4, 9], ["fr/a/index.html", "nl/b/index.html"])
    personal = [problem("docs/fr/a.md", code, 3, start + 1, value=value) for code, value, start in found_in(TEXT)]
    return sorted({one.code: one for one in (*preflight_problems(reading, DAY), *redirects, *personal)}.values())


SENTENCES = {
    "release-statement": (
        "la déclaration d’accessibilité n’a pas été revue depuis le 2026-01-01, il y a plus d’un an. Revoyez-la, puis changez cette date.",
        "de toegankelijkheidsverklaring is niet meer herzien sinds 2026-01-01, meer dan een jaar geleden. Herzie ze en pas deze datum aan.",
    ),
    "personal-email": (
        "«\xa0zoe@example.org\xa0» ressemble à une adresse e-mail. Mettez-la sous «\xa0contact:\xa0», retirez-la, ou, si un service public la publie, ajoutez-la à data/contacts.yaml.",
        "‘zoe@example.org’ lijkt op een e-mailadres. Zet het onder ‘contact:’, haal het weg, of voeg het toe aan data/contacts.yaml als een overheidsdienst het zelf publiceert.",
    ),
    "personal-phone": (
        "«\xa0+32 2 435 42 69\xa0» ressemble à un numéro de téléphone. Mettez-le sous «\xa0contact:\xa0», retirez-le, ou, si un service public le publie, ajoutez-le à data/contacts.yaml.",
        "‘+32 2 435 42 69’ lijkt op een telefoonnummer. Zet het onder ‘contact:’, haal het weg, of voeg het toe aan data/contacts.yaml als een overheidsdienst het zelf publiceert.",
    ),
    "personal-national-number": (
        "«\xa085.07.30-033 28\xa0» ressemble à un numéro de registre national. Retirez-le\xa0: il ne se publie jamais.",
        "‘85.07.30-033 28’ lijkt op een rijksregisternummer. Haal het weg: het wordt nooit gepubliceerd.",
    ),
    "release-demonstration": (
        "fiche de démonstration, inventée. Remplacez-la par une fiche réelle, ou autorisez-la par son nom\xa0: make release ALLOW=demonstration.",
        "verzonnen demonstratiefiche. Vervang ze door een echte fiche, of laat ze met naam toe: make release ALLOW=demonstration.",
    ),
    "release-consent": (
        "l’accord de la personne valait jusqu’au 2026-12-31. Demandez-le à nouveau, ou retirez ses données.",
        "de toestemming van de persoon gold tot 2026-12-31. Vraag ze opnieuw of verwijder de gegevens.",
    ),
    "redirect-language": (
        "«\xa0nl/b/\xa0» n’est pas dans la langue de l’ancienne adresse. Choisissez une page dans la même langue.",
        "‘nl/b/’ is niet in de taal van het oude adres. Kies een pagina in dezelfde taal.",
    ),
    "redirect-of-a-page": (
        "une page existe à l’adresse «\xa0fr/a/\xa0»\xa0: la redirection la cacherait. Retirez l’entrée, ou la page.",
        "op het adres ‘fr/a/’ staat een pagina: de doorverwijzing zou ze verbergen. Verwijder de regel of de pagina.",
    ),
    "redirect-to-nothing": (
        "aucune page n’est publiée à l’adresse «\xa0fr/c/\xa0». Donnez l’adresse d’une page du site, par exemple fr/glossaire/.",
        "op het adres ‘fr/c/’ staat geen pagina. Geef het adres van een pagina van de site, bijvoorbeeld nl/woordenlijst/.",
    ),
    "redirect-twice": (
        "l’adresse «\xa0fr/a/\xa0» est déjà redirigée à la ligne 4. Gardez une seule des deux entrées.",
        "het adres ‘fr/a/’ is al doorverwezen op regel 4. Behoud één van de twee.",
    ),
}


def test_each_is_told_word_for_word() -> None:
    assert {one.code: (one.text("fr"), one.text("nl")) for one in found()} == SENTENCES


def test_each_is_told_in_its_place() -> None:
    places = {one.code: (one.file, one.line, one.column) for one in found()}
    assert places["release-consent"] == ("facilitators.yaml", 2, 35)
    assert places["redirect-twice"] == ("config/redirects.yaml", 9, 1)
    assert places["personal-email"] == ("docs/fr/a.md", 3, 1)
