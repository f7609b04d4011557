"""The real records say what the facts say: the framework, its lots, the processes, the methods, the municipalities."""

import datetime
from collections import Counter
from urllib.parse import urlsplit

import pytest
from support.projects import ROOT, sound
from toolkit.project import Project
from toolkit.sources.catalog import RECORD_FILES, rank_in

# Official wording of the lots, word for word (dossier, section 1.9).
LOTS = {
    1: (
        "Mission globale de conception, de mise en œuvre, d’accompagnement et d’évaluation de processus participatifs",
        "Globale opdracht om participatieprocessen te ontwerpen, uit te voeren, te ondersteunen en te evalueren",
    ),
    2: ("Design de processus participatifs", "Participatieprocessen ontwerpen"),
    3: (
        "Déploiement de processus participatifs et animation de réunions",
        "Participatieprocessen uitvoeren en vergaderingen leiden",
    ),
    4: ("Communication, création de contenu, publicité", "Communicatie, inhoudcreatie, publiciteit"),
    5: (
        "Mobilisation des publics et recrutement des participants",
        "Doelgroepen mobiliseren en deelnemers werven",
    ),
    6: (
        "Évaluation de processus participatifs et appui au devoir de suite",
        "Participatieprocessen evalueren en de follow-up ondersteunen",
    ),
}
# NIS code, names and post codes (dossier, section 3.3; Statbel for the codes).
MUNICIPALITIES = """
21001 Anderlecht | Anderlecht | 1070
21002 Auderghem | Oudergem | 1160
21003 Berchem-Sainte-Agathe | Sint-Agatha-Berchem | 1082
21004 Bruxelles-Ville | Brussel-Stad | 1000 1020 1120 1130
21005 Etterbeek | Etterbeek | 1040
21006 Evere | Evere | 1140
21007 Forest | Vorst | 1190
21008 Ganshoren | Ganshoren | 1083
21009 Ixelles | Elsene | 1050
21010 Jette | Jette | 1090
21011 Koekelberg | Koekelberg | 1081
21012 Molenbeek-Saint-Jean | Sint-Jans-Molenbeek | 1080
21013 Saint-Gilles | Sint-Gillis | 1060
21014 Saint-Josse-ten-Noode | Sint-Joost-ten-Node | 1210
21015 Schaerbeek | Schaarbeek | 1030
21016 Uccle | Ukkel | 1180
21017 Watermael-Boitsfort | Watermaal-Bosvoorde | 1170
21018 Woluwe-Saint-Lambert | Sint-Lambrechts-Woluwe | 1200
21019 Woluwe-Saint-Pierre | Sint-Pieters-Woluwe | 1150
"""
# Rows of the dossier (section 3) with something UNVERIFIED, by their number: our records are in the same order.
UNVERIFIED = [2, 3, 8, 9, 15, 19, 21, 25, 27, 33, 40, 44, 45]
# Those whose dates, or year, the dossier does not know.
WITHOUT_DATES = [8, 9, 21, 42, 45]


@pytest.fixture(scope="module")
def project() -> Project:
    return sound(ROOT)


def test_there_are_as_many_records_as_the_facts_have(project: Project) -> None:
    found = {kind: len(project.catalogue.records(kind)) for kind in ("processes", "lots", "methods")}
    assert found == {"processes": 52, "lots": 6, "methods": 50}


def test_the_framework_is_the_one_of_the_deck(project: Project) -> None:
    framework = project.catalogue.framework
    assert (framework.duration_years, framework.amount) == (4, 4_000_000)
    assert (framework.contractors_per_lot, framework.threshold) == (6, 30_000)
    assert {"exact-threshold", "threshold-vat", "end-date", "cascade-order"} <= {
        one.id for one in framework.open_points
    }


def test_the_lots_have_their_official_names(project: Project) -> None:
    assert {lot.number: (lot.name.fr, lot.name.nl) for lot in project.catalogue.lots.values()} == LOTS


def test_a_new_competition_is_always_held_in_lots_1_and_2_and_above_the_threshold_in_the_others(
    project: Project,
) -> None:
    rules = {lot.number: lot.call_off for lot in project.catalogue.lots.values()}
    assert [rules[number].below_threshold for number in (1, 2)] == ["mini_competition"] * 2
    assert [rules[number].below_threshold for number in (3, 4, 5, 6)] == ["cascade"] * 4
    assert {rule.above_threshold for rule in rules.values()} == {"mini_competition"}


def test_every_lot_has_six_contractors_ranked_where_there_is_a_cascade(project: Project) -> None:
    for lot in project.catalogue.lots.values():
        ranks = [rank_in(one, lot.id) for one in project.relations.contractors[lot.id]]
        assert ranks == ([1, 2, 3, 4, 5, 6] if lot.call_off.has_cascade else [None] * 6), lot.id


def test_no_contractor_can_be_taken_for_a_real_firm(project: Project) -> None:
    for one in project.catalogue.facilitators.values():
        assert one.demonstration, one.id
        website = urlsplit(one.contact.website or "").hostname or ""
        assert website.endswith(".example.org"), one.id
        assert str(one.contact.email).endswith(".example.org"), one.id
        assert (one.contact.phone, one.enterprise_number, one.references) == (None, None, []), one.id


def test_the_municipalities_are_the_nineteen(project: Project) -> None:
    lines = [
        f"{one.id} {one.label.fr} | {one.label.nl} | {' '.join(one.post_codes)}"
        for one in project.catalogue.words["municipalities"].values()
    ]
    assert lines == MUNICIPALITIES.split("\n")[1:-1]


def test_what_the_dossier_could_not_verify_is_shown_as_such(project: Project) -> None:
    rows = list(project.catalogue.processes.values())
    assert [rows[number - 1].id for number in UNVERIFIED if rows[number - 1].to_confirm is None] == []


def test_no_date_is_made_up(project: Project) -> None:
    rows = list(project.catalogue.processes.values())
    dated = [rows[number - 1].id for number in WITHOUT_DATES if rows[number - 1].dates.start]
    assert dated == []


@pytest.mark.parametrize(
    ("process", "start", "end", "municipality"),
    [
        ("climate-assembly-food", "2023-10-21", "2023-12-10", None),
        ("deliberative-committee-5g", "2021-04-24", "2021-06-06", None),
        ("bourse", "2023-03-16", "2023-12", "21004"),
        ("ixelles-budget", "2020-10", "2021-03", "21009"),
        ("petite-colline-contract", "2021", "2026", "21015"),
    ],
)
def test_processes_are_when_and_where_the_dossier_says(
    project: Project, process: str, start: str, end: str, municipality: str | None
) -> None:
    record = project.catalogue.processes[process]
    assert (record.dates.start, record.dates.end) == (start, end)
    assert record.place.municipalities == ([municipality] if municipality else [])
    assert record.place.region_wide == (municipality is None)


def test_every_part_of_the_inventory_is_there(project: Project) -> None:
    places = Counter(place for one in project.catalogue.processes.values() for place in one.place.municipalities)
    assert (places["21004"], places["21001"], places["21002"]) == (13, 3, 2)
    assert sum(one.place.region_wide for one in project.catalogue.processes.values()) == 24


def test_records_were_checked_and_not_in_the_future(project: Project) -> None:
    tomorrow = project.today + datetime.timedelta(days=1)
    for kind in (*RECORD_FILES, "methods"):
        for one in project.catalogue.records(kind).values():
            assert datetime.date(2026, 1, 1) <= one.last_checked <= tomorrow, one.id


def test_every_source_is_reached_over_https(project: Project) -> None:
    sources = [source for one in project.catalogue.processes.values() for source in one.sources]
    assert [source.url for source in sources if urlsplit(str(source.url)).scheme != "https"] == []
