"""
Is a site restored from its dump whole, and would a figure that is missing be noticed?
"""

import re
import sys

import psycopg

from deploy.drills.totals import differences, totals
from tests.conftest import succeed


def test_a_dump_restores_into_another_cluster(database: str):
    # Without DATABASE_URL the drill makes a site of its own.
    said = succeed([sys.executable, "-m", "deploy.drills.restore"], env={"DATABASE_URL": ""})

    assert "0 figures differ" in said
    assert re.search(r"[1-9]\d* passed", said)
    assert "The site can be restored from this dump." in said


class TestTotals:
    def test_a_lost_row_and_a_changed_amount_are_named(self, database: str):
        with psycopg.connect(database) as session:
            session.execute("CREATE TABLE owed (id int PRIMARY KEY, amount numeric)")
            session.execute("INSERT INTO owed VALUES (1, 10.25), (2, 5)")
            before = totals(session)
            session.execute("DELETE FROM owed WHERE id = 2")
            session.execute("UPDATE owed SET amount = 10.26")

            found = differences(before, totals(session))

        assert found == [
            "rows of public.owed: 2, and 1 restored",
            "sums of public.owed.amount: 15.25, and 10.26 restored",
            "sums of public.owed.id: 3, and 1 restored",
        ]

    def test_a_lost_constraint_is_named(self, database: str):
        with psycopg.connect(database) as session:
            session.execute("CREATE TABLE owed (amount numeric CONSTRAINT more CHECK (amount > 0))")
            before = totals(session)
            session.execute("ALTER TABLE owed DROP CONSTRAINT more")

            found = differences(before, totals(session))

        assert found == ["schema of constraints c true: 1, and None restored"]
