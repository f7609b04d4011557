"""From a need to an order: the lots that serve it, the call-off rule of each, whom to contact, what to keep in mind.

All rules come from `data/lots.yaml`. Source: presentation of the Service of 9 November 2023. Identifiers go in and
come out; the words are in the data and in `config/labels.yaml`. `overrides/assets/js/route_rules.js` is the twin of
this module for browsers, and the decision tables of the page call it too; a test compares all three.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.models.lot import Circumstances, Lot
from toolkit.sources.catalog import Catalog

CENTS = 100
# Amounts against the threshold of the framework, in the order of the tables.
BANDS = ("below", "exact", "above", "unknown")
# Rules that are not in the `call_offs` vocabulary, since the framework is silent or the amount is not known.
ASK_SERVICE, DEPENDS = "ask_service", "depends"


@dataclass(frozen=True, slots=True)
class Order:
    """One order to place: its lot, the needs it serves there, and the rule.

    `why` is `always` (one rule whatever the amount) or the band of the amount. `contact` is the order of contacts
    after the service: `by_rank`, `together` or `after_reply`. `fits`: the lot serves the phase the project is in.
    """

    lot: str
    needs: tuple[str, ...]
    rule: str
    why: str
    contact: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Route:
    """Orders by lot, the lot that would serve all the needs instead (empty: none), reminders that apply."""

    orders: tuple[Order, ...]
    instead: str
    reminders: tuple[str, ...]


def route(
    catalog: Catalog,
    needs: Iterable[str],
    amounts: Mapping[str, int],
    phase: str = "",
    applicant: str = "",
) -> Route:
    """Answer the questions of the route helper; `amounts` are in cents, by lot, the unknown ones left out."""
    asked = set(needs)
    wanted = [need for need in catalog.needs if need in asked]
    chosen = lots_for(catalog, wanted)
    orders = tuple(
        _order(catalog, lot, [need for need in wanted if need in lot.needs], amounts.get(lot.id), phase)
        for lot in chosen
    )
    others = [lot for lot in covering(catalog, wanted) if lot not in chosen] if len(chosen) > 1 else []
    reminders = tuple(
        reminder.id
        for reminder in catalog.reminders.values()
        if applies(catalog, reminder.when, orders, amounts, applicant)
    )
    return Route(orders, others[0].id if others else "", reminders if orders else ())


def lots_for(catalog: Catalog, needs: list[str]) -> list[Lot]:
    """The lot that serves exactly these needs, else for each need the lot that serves the fewest others."""
    exact = [lot for lot in covering(catalog, needs) if len(lot.needs) == len(needs)]
    if exact and needs:
        return exact[:1]
    closest = [min(covering(catalog, [need]), key=lambda lot: (len(lot.needs), lot.number)) for need in needs]
    return sorted({lot.id: lot for lot in closest}.values(), key=lambda lot: lot.number)


def covering(catalog: Catalog, needs: list[str]) -> list[Lot]:
    """Lots that serve all these needs, in the order of their numbers."""
    lots = (lot for lot in catalog.lots.values() if set(needs) <= set(lot.needs))
    return sorted(lots, key=lambda lot: lot.number)


def band(catalog: Catalog, cents: int | None) -> str:
    """Where an amount stands against the threshold."""
    threshold = catalog.framework.threshold * CENTS
    if cents is None:
        return "unknown"
    return "exact" if cents == threshold else "below" if cents < threshold else "above"


def rule(lot: Lot, amount_band: str) -> str:
    """Rule of a lot in a band. The framework says below and above: exactly at the threshold, only the service knows."""
    if not lot.call_off.has_two_rules:
        return lot.call_off.above_threshold
    rules = {"below": lot.call_off.below_threshold, "exact": ASK_SERVICE, "above": lot.call_off.above_threshold}
    return rules.get(amount_band, DEPENDS)


def contact(rule_name: str) -> str:
    """How the contractors are contacted under a rule, once the service has been."""
    return {"cascade": "by_rank", "mini_competition": "together"}.get(rule_name, "after_reply")


def applies(
    catalog: Catalog, when: Circumstances, orders: tuple[Order, ...], amounts: Mapping[str, int], applicant: str
) -> bool:
    """Whether the circumstances of a reminder are those of an answer."""
    two_rules = [order.lot for order in orders if catalog.lots[order.lot].call_off.has_two_rules]
    known = {order.lot: amounts[order.lot] for order in orders if order.lot in amounts}
    low, high = (when.threshold_near or 0) * CENTS, catalog.framework.threshold * CENTS
    return (
        (not when.applicants or applicant in when.applicants)
        and (when.lots_from is None or len(orders) >= when.lots_from)
        and (not when.two_rules or bool(two_rules))
        and (when.threshold_near is None or any(low <= known.get(lot, 0) < high for lot in two_rules))
        and (when.total_from is None or sum(known.values()) >= when.total_from * CENTS)
    )


def rules_data(catalog: Catalog) -> dict[str, Any]:
    """The same rules for the page's script."""
    return {
        "threshold": catalog.framework.threshold,
        "ceiling": catalog.framework.amount,
        "needs": list(catalog.needs),
        "lots": [
            {
                "id": lot.id,
                "number": lot.number,
                "needs": lot.needs,
                "phases": lot.phases,
                "below": lot.call_off.below_threshold,
                "above": lot.call_off.above_threshold,
            }
            for lot in catalog.lots.values()
        ],
        "reminders": [
            {"id": reminder.id, "when": reminder.when.model_dump(exclude_defaults=True)}
            for reminder in catalog.reminders.values()
        ],
    }


def _order(catalog: Catalog, lot: Lot, needs: list[str], cents: int | None, phase: str) -> Order:
    amount_band = band(catalog, cents)
    name = rule(lot, amount_band)
    why = amount_band if lot.call_off.has_two_rules else "always"
    return Order(lot.id, tuple(needs), name, why, contact(name), not phase or phase in lot.phases)
