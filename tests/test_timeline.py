"""The changes printed on the pages say, on every day, what the rules say."""

import datetime
from itertools import product

import pytest
from support.factories import process, promise
from toolkit.domain import timeline
from toolkit.domain.inventory import NO_PROMISE
from toolkit.models.process import Process

DATES = [None, "2024", "2024-03", "2024-03-15"]
ENDS = [None, "2024", "2024-04", "2024-04-02"]
DAYS = [datetime.date(2023, 12, 30) + datetime.timedelta(days=step) for step in range(400)]


def grid() -> list[Process]:
    """Processes with every mix of known and unknown dates."""
    promises = [
        [],
        [promise(promised="2024-05")],
        [promise(promised="2024-05-06", computed=True)],
        [promise(promised="2024-06", answered="2024-06-03")],
        [promise(answered="2024-07"), promise(promised="2024-08-01")],
    ]
    found = [
        process(
            dates={"start": start, "end": end, "open_from": opens, "open_until": opens and "2024-04-10"},
            follow_up=follow_up,
        )
        for start, end, opens, follow_up in product(DATES, ENDS, [None, "2024-04-01"], promises)
    ]
    return [*found, process(dates={"permanent": True}), process(dates={"start": "2024-02", "permanent": True})]


@pytest.mark.parametrize("one", grid(), ids=lambda one: str(one.dates) + str(len(one.follow_up)))
def test_changes_agree_with_the_rules_every_day(one: Process) -> None:
    statuses, answers = timeline.statuses(one), timeline.answers_of(one)
    for day in DAYS:
        assert timeline.on(statuses, day) == one.status(day)
        expected = tuple(sorted({entry.state(day) for entry in one.follow_up})) or (NO_PROMISE,)
        assert timeline.on(answers, day) == expected


@pytest.mark.parametrize(
    ("entry", "day", "state"),
    [
        ({"promised": "2024-05-06"}, "2024-05-06", "due"),
        ({"promised": "2024-05-06"}, "2024-05-07", "late"),
        ({"promised": "2024-05"}, "2024-05-31", "due"),
        ({"promised": "2024"}, "2024-12-31", "due"),
        ({"promised": "2024"}, "2025-01-01", "late"),
        ({"promised": "2024-05-06", "computed": True}, "2024-05-06", "due"),
        ({"promised": "2024-05-06", "computed": True}, "2030-01-01", "to_check"),
        ({"promised": "2024-05-06", "answered": "2024-05-06"}, "2030-01-01", "kept"),
        ({"promised": "2024-05-06", "answered": "2024-05-07"}, "2030-01-01", "given_after"),
        ({"promised": "2024-05-06", "answered": "2024-05"}, "2030-01-01", "kept"),
        ({"answered": "2024-05-07"}, "2030-01-01", "given"),
    ],
)
def test_only_a_documented_promise_can_be_late(entry: dict[str, object], day: str, state: str) -> None:
    [one] = process(follow_up=[promise(**entry)]).follow_up
    assert one.state(datetime.date.fromisoformat(day)) == state


@pytest.mark.parametrize(
    ("end", "day", "status"), [("2024-06", "2024-06-30", "open"), ("2024-06", "2024-07-01", "closed")]
)
def test_what_has_ended_is_no_longer_open(end: str, day: str, status: str) -> None:
    one = process(dates={"start": "2024-01", "end": end, "open_from": "2024-02-01"}, follow_up=[])
    assert one.status(datetime.date.fromisoformat(day)) == status


def test_coming_changes_leave_out_the_past() -> None:
    one = process(dates={"start": "2024-03-15", "end": "2024-04"})
    assert timeline.statuses(one) == (("", "planned"), ("2024-03-15", "underway"), ("2024-05-01", "closed"))
    assert timeline.after(timeline.statuses(one), datetime.date(2024, 3, 15)) == (("2024-05-01", "closed"),)
