"""
Section B of the findings: what happens to a partition happens to the partitioned table.
"""

import pytest
from orchard_kit import SECOND

READINGS = """
    CREATE TABLE readings (taken date NOT NULL, height integer NOT NULL) PARTITION BY RANGE (taken);
    CREATE TABLE readings_2025 PARTITION OF readings FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
    CREATE TABLE readings_2026 PARTITION OF readings FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
"""
FILL = """
from django.db import connection


def seed():
    connection.cursor().execute(
        "INSERT INTO readings SELECT date '2025-01-01' + n % 700, n FROM generate_series(1, 200000) n"
    )
"""


def sql(text, back=""):
    return f"migrations.RunSQL({text!r}, {back!r})"


@pytest.fixture
def upgrade(orchard):
    orchard.old = orchard.release("1.0.0", operations=sql(READINGS))
    orchard.seed.write_text(FILL)

    def run(text, back=""):
        change = SECOND.replace("0001_initial", "0002_change").format(operations=sql(text, back))
        return orchard.upgrade(operations=sql(READINGS), migrations={"0003_readings": change})

    return run


class TestPartitionedTable:
    def test_is_rewritten_in_each_of_its_partitions(self, upgrade):
        run = upgrade("ALTER TABLE readings ALTER height TYPE bigint")

        (finding,) = run.findings("table-rewrite")
        assert finding["subject"] == "readings"
        assert finding["evidence"]["rows"] == 200_000

    @pytest.mark.parametrize(
        "text",
        [
            "ALTER TABLE readings ALTER height TYPE bigint",
            "CREATE INDEX tall ON readings (md5(repeat(height::text, 500)))",
        ],
        ids=["rewritten", "indexed"],
    )
    def test_is_blocked_under_its_own_name(self, upgrade, text):
        run = upgrade(text)

        assert [found["subject"] for found in run.findings("blocking-lock")] == ["readings"]

    def test_counts_the_rows_changed_in_its_partitions(self, upgrade):
        run = upgrade("DO $$ BEGIN UPDATE readings SET height = height + 1; END $$")

        (finding,) = run.findings("unbatched-backfill")
        assert finding["subject"] == "readings"
        assert finding["evidence"]["rows"] == 200_000


class TestPartition:
    def test_whose_rows_change_counts_them_once(self, upgrade):
        fill = "UPDATE readings_2026 SET height = height + 1 WHERE height <= 40000"

        (finding,) = upgrade(fill).findings("unbatched-backfill")

        assert finding["subject"] == "readings"
        assert finding["evidence"]["rows"] == 19_095  # those of one to 40,000 whose day is in 2026

    def test_that_is_blocked_blocks_its_table(self, upgrade):
        run = upgrade(
            "CREATE INDEX tall ON readings_2026 (md5(repeat(height::text, 500)))", "DROP INDEX tall"
        )

        (finding,) = run.findings("blocking-lock")
        assert finding["subject"] == "readings"
        assert finding["evidence"]["mode"] == "ShareLock"

    def test_that_is_new_and_empty_harms_nobody(self, upgrade):
        run = upgrade(
            "CREATE TABLE readings_2027 (LIKE readings INCLUDING ALL);"
            "CREATE INDEX tall ON readings_2027 (height);"
            "ALTER TABLE readings ATTACH PARTITION readings_2027"
            " FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
            "DROP TABLE readings_2027",
        )

        assert run.cell["status"] == "passed"
