"""
Is it drawn who had to wait, from when to when?
"""

import pytest

from wheelwright.report.locks import Stops, duration, sql_name
from wheelwright.report.model import Lock, Migration, Statement
from wheelwright.report.timeline import MOST_LANES, born, timeline


def statement(sql: str, started: float, *locks: tuple[str, str, float]) -> Statement:
    return Statement(
        sql=sql,
        operation="RunSQL",
        seconds=0.001,
        rows=0,
        transaction=1,
        started=started,
        locks=tuple(Lock(table=t, mode=m, held_seconds=held) for t, m, held in locks),
    )


def migration(*statements: Statement, seconds: float = 0.1) -> Migration:
    return Migration(
        app="loans",
        name="0002_due_date",
        atomic=True,
        seconds=seconds,
        wal_bytes=0,
        operations=(),
        statements=statements,
    )


class TestTimeline:
    def test_places_a_lock_in_percent_of_the_migration(self):
        lock = ("loan", "AccessExclusiveLock", 0.05)

        drawn = timeline(migration(statement("ALTER TABLE loan", 0.02, lock)), frozenset())

        (lane,) = drawn.lanes
        (bar,) = lane.bars
        assert (bar.start, bar.width, bar.stops) == (20, pytest.approx(50), Stops.EVERYBODY)
        assert lane.says == "everybody must wait for 50 ms"
        assert bar.title == (
            "ACCESS EXCLUSIVE from 20 ms to 70 ms, everybody must wait: ALTER TABLE loan"
        )

    def test_draws_stronger_locks_over_weaker_ones(self):
        weak = statement("UPDATE loan", 0.0, ("loan", "RowExclusiveLock", 0.1))
        strong = statement("CREATE INDEX i", 0.05, ("loan", "ShareLock", 0.05))

        (lane,) = timeline(migration(strong, weak), frozenset()).lanes

        assert [bar.stops for bar in lane.bars] == [Stops.NOBODY, Stops.WRITERS]

    def test_puts_the_tables_that_stop_most_first(self):
        sent = statement(
            "x",
            0.0,
            ("a", "RowExclusiveLock", 0.1),
            ("b", "ShareLock", 0.1),
            ("c", "AccessExclusiveLock", 0.1),
        )

        drawn = timeline(migration(sent), frozenset())

        assert [lane.table for lane in drawn.lanes] == ["c", "b", "a"]

    def test_knows_that_nobody_waits_for_a_new_table(self):
        create = statement(
            'CREATE TABLE "shelf" (id int)', 0.0, ("shelf", "AccessExclusiveLock", 1)
        )
        made = migration(create)

        (lane,) = timeline(made, born([made])).lanes

        assert (lane.stops, lane.says) == (Stops.NOBODY, "new, so nobody waits")

    def test_makes_one_bar_of_a_thousand_batches(self):
        batches = (
            statement("UPDATE loan", n / 1000, ("loan", "RowExclusiveLock", 0.0009))
            for n in range(1000)
        )

        (lane,) = timeline(migration(*batches, seconds=1.0), frozenset()).lanes

        (bar,) = lane.bars
        assert bar.width == pytest.approx(100, abs=0.1)
        assert bar.title.endswith("UPDATE loan and 999 more")

    def test_keeps_a_short_lock_visible_and_within_the_picture(self):
        sent = statement("ALTER TABLE loan", 0.0999, ("loan", "AccessExclusiveLock", 0.00001))

        (lane,) = timeline(migration(sent), frozenset()).lanes

        (bar,) = lane.bars
        assert bar.width == 0.5
        assert bar.start + bar.width <= 100

    def test_counts_the_tables_that_found_no_room(self):
        locks = [(f"t{n}", "AccessExclusiveLock", 0.1) for n in range(MOST_LANES + 3)]

        drawn = timeline(migration(statement("x", 0.0, *locks)), frozenset())

        assert (len(drawn.lanes), drawn.left_out) == (MOST_LANES, 3)

    def test_is_not_there_without_a_lock(self):
        assert timeline(migration(statement("x", 0.0)), frozenset()) is None

    @pytest.mark.parametrize(
        ("seconds", "labels"),
        [
            (0.0, ["0 ms", "500 ms", "1 s"]),
            (0.0004, ["0 ms", "0.1 ms", "0.2 ms", "0.3 ms", "0.4 ms"]),
            (0.041, ["0 ms", "20 ms", "40 ms"]),
            (3.3, ["0 ms", "1 s", "2 s", "3 s"]),
            (75, ["0 ms", "20 s", "40 s", "60 s"]),
        ],
    )
    def test_marks_round_times(self, seconds, labels):
        sent = statement("x", 0.0, ("loan", "ShareLock", 0.0))

        drawn = timeline(migration(sent, seconds=seconds), frozenset())

        assert [tick.label for tick in drawn.ticks] == labels


class TestWords:
    @pytest.mark.parametrize(
        ("seconds", "said"),
        [
            (0.0004, "0.4 ms"),
            (0.00996, "10 ms"),
            (0.031, "31 ms"),
            (0.9996, "1.0 s"),
            (1.94, "1.9 s"),
            (75, "75 s"),
            (3200, "3,200 s"),
        ],
    )
    def test_a_time_has_no_more_digits_than_it_needs(self, seconds, said):
        assert duration(seconds) == said

    def test_a_mode_is_named_as_in_the_manual(self):
        assert sql_name("ShareUpdateExclusiveLock") == "SHARE UPDATE EXCLUSIVE"
