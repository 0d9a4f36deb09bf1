"""
Which time of two runs counts?
"""

import dataclasses

from wheelwright.rehearse.facts import steady
from wheelwright.report.model import Lock, Migration, Statement


def a_run(*, seconds: float, held: float, sql: str = "ALTER TABLE tree ADD plot int"):
    lock = Lock(table="tree", mode="AccessExclusiveLock", held_seconds=held)
    statement = Statement(
        sql=sql, operation="AddField", seconds=seconds, rows=0, transaction=1, locks=(lock,)
    )
    return (
        Migration(
            app="orchard",
            name="0002",
            atomic=True,
            seconds=seconds,
            wal_bytes=0,
            operations=(),
            statements=(statement,),
        ),
    )


class TestQuicker:
    def test_takes_the_shorter_time_of_each_statement_and_lock(self):
        (migration,) = steady.quicker(a_run(seconds=1.3, held=0.2), a_run(seconds=0.1, held=1.4))

        (statement,) = migration.statements
        assert (migration.seconds, statement.seconds) == (0.1, 0.1)
        assert steady.longest_lock((migration,)) == 0.2

    def test_does_not_compare_runs_that_took_another_course(self):
        other = a_run(seconds=0.1, held=0.1, sql="ALTER TABLE tree ADD plot text")

        assert steady.quicker(a_run(seconds=1.3, held=1.3), other) is None
        assert steady.quicker(a_run(seconds=1.3, held=1.3), ()) is None

    def test_keeps_a_lock_that_the_other_run_did_not_take(self):
        (other,) = a_run(seconds=0.1, held=0.1)
        without = dataclasses.replace(
            other, statements=(dataclasses.replace(other.statements[0], locks=()),)
        )

        kept = steady.quicker(a_run(seconds=1.3, held=1.3), (without,))

        assert steady.longest_lock(kept) == 1.3


class TestLongestLock:
    def test_is_of_those_that_stop_writers(self):
        (migration,) = a_run(seconds=2, held=2)
        (statement,) = migration.statements
        reading = Lock(table="tree", mode="AccessShareLock", held_seconds=2)
        quiet = dataclasses.replace(
            migration, statements=(dataclasses.replace(statement, locks=(reading,)),)
        )

        assert steady.longest_lock((quiet,)) == 0.0
