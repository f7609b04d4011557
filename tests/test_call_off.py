"""The route from a need to an order: the rules, then the decision tables made from them."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support.projects import RENDERER
from support.route_grid import cases
from toolkit.domain.context import Context
from toolkit.domain.procurement import Route, band, route
from toolkit.project import Project


@pytest.mark.parametrize("lot, need", [("lot-1", None), ("lot-2", "design")])
@pytest.mark.parametrize("cents", [None, 1, 3_000_000, 3_000_001])
def test_lots_1_and_2_always_compete(sample: Project, lot: str, need: str | None, cents: int | None) -> None:
    needs = [need] if need else sample.catalog.needs
    found = route(sample.catalog, needs, {} if cents is None else {lot: cents}).orders
    assert [(one.lot, one.rule, one.why, one.contact) for one in found] == [
        (lot, "mini_competition", "always", "together")
    ]


@pytest.mark.parametrize(
    "need, lot",
    [("facilitation", "lot-3"), ("communication", "lot-4"), ("recruitment", "lot-5"), ("evaluation", "lot-6")],
)
@pytest.mark.parametrize(
    "cents, rule, contact",
    [
        (2_999_999, "cascade", "by_rank"),
        (3_000_000, "ask_service", "after_reply"),
        (3_000_001, "mini_competition", "together"),
        (None, "depends", "after_reply"),
    ],
)
def test_lots_3_to_6_follow_the_threshold(
    sample: Project, need: str, lot: str, cents: int | None, rule: str, contact: str
) -> None:
    (order,) = route(sample.catalog, [need], {} if cents is None else {lot: cents}).orders
    assert (order.lot, order.rule, order.contact) == (lot, rule, contact)


def test_several_needs_take_a_lot_each_and_offer_one_team(sample: Project) -> None:
    found = route(sample.catalog, ["recruitment", "design"], {"lot-2": 5_000_000, "lot-5": 1_000_000}, "framing")
    assert [(one.lot, one.rule) for one in found.orders] == [("lot-2", "mini_competition"), ("lot-5", "cascade")]
    assert found.instead == "lot-1"


def test_a_lot_that_does_not_serve_the_phase_is_told(sample: Project) -> None:
    found = route(sample.catalog, ["facilitation", "design"], {}, "framing").orders
    assert [(one.lot, one.fits) for one in found] == [("lot-2", True), ("lot-3", False)]


def test_no_need_no_answer(sample: Project) -> None:
    assert route(sample.catalog, [], {"lot-3": 100}, "framing", "cpas") == Route((), "", ())


def test_reminders_follow_the_circumstances(sample: Project) -> None:
    def reminders(needs: list[str], amounts: dict[str, int], applicant: str) -> set[str]:
        return set(route(sample.catalog, needs, amounts, "", applicant).reminders) - {"framework", "no-splitting"}

    assert reminders(["design"], {"lot-2": 2_999_999}, "region") == set()
    assert reminders(["design"], {}, "cpas") == {"two-decisions"}
    assert reminders(["evaluation"], {"lot-6": 2_500_000}, "") == {"two-thresholds", "threshold-vat"}
    assert reminders(["evaluation"], {"lot-6": 3_000_000}, "") == {"two-thresholds"}
    assert reminders(["design", "evaluation"], {"lot-2": 20_000_000, "lot-6": 1_600_000}, "collective") == {
        "two-thresholds",
        "european-threshold",
        "contracting-authority",
    }


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_tables_give_the_same_answers(sample: Project, language: str) -> None:
    reader = Context(sample, language, sample.address("procurement/route.md", language))
    tables = Tables(LexborHTMLParser(RENDERER.render("route-tables.html", reader)), sample)
    for case in cases(sample):
        found = route(sample.catalog, **case)
        assert tables.answer(**case) == found_in(found), case


def found_in(found: Route) -> dict[str, Any]:
    orders = {one.lot: (one.rule, one.contact, one.fits) for one in found.orders}
    return {"orders": orders, "instead": found.instead, "reminders": set(found.reminders)}


def value(node: LexborNode, name: str) -> str:
    return str(node.attributes[f"data-{name}"])


def values(node: LexborNode, name: str) -> list[str]:
    return [value(one, name) for one in node.css(f"[data-{name}]")]


class Tables:
    """Answers the questions as a reader of the tables would."""

    def __init__(self, page: LexborHTMLParser, project: Project) -> None:
        self.project = project
        self.reminders = page.css("[data-reminder]")
        self.needs = {value(row, "need"): values(row, "lot") for row in page.css("[data-need]")}
        rows = page.css('[data-table="rules"] [data-lot]')
        self.cells = {
            (value(row, "lot"), value(cell, "band")): (value(cell, "rule"), value(cell, "contact"))
            for row in rows
            for cell in row.css("[data-band]")
        }
        self.split = {value(row, "lot") for row in rows if "data-two-rules" in row.attributes}
        self.phases = {value(row, "phase"): values(row, "lot") for row in page.css("[data-phase]")}

    def answer(self, needs: list[str], amounts: dict[str, int], phase: str, applicant: str) -> dict[str, Any]:
        several = len(needs) > 1
        everything = len(needs) == len(self.project.catalog.needs)
        lots = self.needs["all"] if everything else [lot for need in needs for lot in self.needs[need]]
        orders = {lot: self.order(lot, amounts.get(lot), phase) for lot in lots}
        reminders = self.reminders if lots else []
        return {
            "orders": orders,
            "instead": self.needs["several"][0] if several and not everything else "",
            "reminders": {
                value(one, "reminder")
                for one in reminders
                if self.applies(one, {lot: amounts[lot] for lot in lots if lot in amounts}, lots, applicant)
            },
        }

    def order(self, lot: str, cents: int | None, phase: str) -> tuple[str, str, bool]:
        return *self.cells[(lot, band(self.project.catalog, cents))], not phase or lot in self.phases[phase]

    def applies(self, row: LexborNode, amounts: dict[str, int], lots: list[str], applicant: str) -> bool:
        when = row.attributes
        split = self.split.intersection(lots)
        near = int(when["data-near"] or 0) * 100
        return (
            (not when["data-applicants"] or applicant in str(when["data-applicants"]).split())
            and ("data-two-rules" not in when or bool(split))
            and (not near or any(near <= amounts.get(lot, 0) < 3_000_000 for lot in split))
            and sum(amounts.values()) >= int(when["data-total"] or 0) * 100
        )
