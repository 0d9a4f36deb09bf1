"""
Two measurements make a line, and a lock's time is the sum of what is done under it.
"""

import pytest

from wheelwright.rehearse.facts import projection
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.upgrade import Growth, Upgrade
from wheelwright.rehearse.rules import blocking_lock
from wheelwright.report.model import Lock, Migration, Statement

INDEX = 'CREATE INDEX "by_name" ON "tree" ("name")'


def statement(sql: str, seconds: float, *, held: float = 0.0, scanned: int = 0) -> Statement:
    locks = (Lock(table="tree", mode="ShareLock", held_seconds=held),) if held else ()
    touched = {"tree": scanned} if scanned else {}
    return Statement(
        sql=sql,
        operation="AddIndex",
        seconds=seconds,
        rows=0,
        transaction=1,
        locks=locks,
        scanned=touched,
    )


def migration(*statements: Statement) -> tuple[Migration, ...]:
    return (
        Migration(
            app="orchard",
            name="0002_index",
            atomic=True,
            seconds=1.0,
            wal_bytes=0,
            operations=(),
            statements=statements,
        ),
    )


def facts(large: float, *, small: float | None = None, profile: dict[str, int]) -> Facts:
    growth = None
    if small is not None:
        index = statement(INDEX, small, held=small, scanned=5_000)
        growth = Growth(rows={"tree": 5_000}, migrations=migration(index))
    return Facts(
        upgrade=Upgrade(
            migrations=migration(statement(INDEX, large, held=large, scanned=20_000)),
            failure=None,
            before=frozenset(),
            after=frozenset(),
            rows_before={"tree": 20_000},
        ),
        profile=profile,
        growth=growth,
    )


class TestThrough:
    def test_passes_both_measurements(self):
        line = projection.through((1_000, 0.3), (4_000, 0.6))

        assert (line.at(1_000), line.at(4_000)) == pytest.approx((0.3, 0.6))
        assert line.at(10_000) == pytest.approx(1.2)

    def test_never_takes_less_time_for_more_rows(self):
        line = projection.through((1_000, 0.6), (4_000, 0.3))

        assert line.at(1_000_000) == pytest.approx(0.3)


class TestBlockingLock:
    def test_leaves_out_what_any_table_costs(self):
        # 0.4 s whatever the table, and 10 ms for each thousand rows.
        measured = facts(0.6, small=0.45, profile={"tree": 40_000})

        assert blocking_lock.check(measured) == ()

    def test_says_what_it_measured_on_both_row_counts(self):
        measured = facts(0.6, small=0.45, profile={"tree": 400_000})

        (finding,) = blocking_lock.check(measured)

        assert finding.evidence["projection"] == "two row counts"
        assert finding.evidence["projected_seconds"] == pytest.approx(4.4)
        assert finding.evidence["fewer_rows"] == 5_000
        assert finding.evidence["production_rows"] == 400_000

    def test_is_proportional_without_a_second_measurement(self):
        (finding,) = blocking_lock.check(facts(0.6, profile={"tree": 400_000}))

        assert finding.evidence["projection"] == "proportional"
        assert finding.evidence["projected_seconds"] == pytest.approx(12.0)

    def test_does_not_trust_the_growth_of_a_few_milliseconds(self):
        (finding,) = blocking_lock.check(facts(0.004, small=0.0039, profile={"tree": 20_000_000}))

        assert finding.evidence["projection"] == "proportional"

    def test_takes_a_table_that_the_profile_lacks_for_a_large_one(self):
        (finding,) = blocking_lock.check(facts(0.01, profile={"other": 7}))

        assert finding.evidence["production_rows"] == 10_000_000

    def test_believes_a_profile_that_calls_the_table_small(self):
        assert blocking_lock.check(facts(0.01, profile={"tree": 900})) == ()


class TestHint:
    def test_is_not_misled_by_the_name_of_a_column(self):
        lock = statement('ALTER TABLE "tree" ADD COLUMN "checksum" text', 0.1, held=2.0)
        update = statement('UPDATE "tree" SET "checksum" = %s WHERE "tree"."id" = %s', 1.9)
        upgrade = Upgrade(
            migrations=migration(lock, update),
            failure=None,
            before=frozenset(),
            after=frozenset(),
            rows_before={"tree": 20_000},
        )

        (finding,) = blocking_lock.check(Facts(upgrade=upgrade))

        assert "in batches" in finding.hint
