"""
A profile of production changes nothing there, and makes predictions that fit it.
"""

import json
import os
import subprocess
import sys
import uuid
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from orchard_kit import SECOND, column

FILL = """\
def fill(apps, editor):
    for tree in apps.get_model("orchard", "Tree").objects.all():
        tree.plot = "A"
        tree.save()


class Migration"""
ADD = 'migrations.AddField("tree", "plot", models.CharField(max_length=8, null=True))'
FIELD = "plot = models.CharField(max_length=8, null=True)"


def profile(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wheelwright", "profile", *words]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def production():
    """A live database with a counted, an estimated and a locked table."""
    server = os.environ["DATABASE_URL"]
    name = f"production_{uuid.uuid4().hex}"
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE small (id int); INSERT INTO small VALUES (1), (2), (3);"
                "CREATE TABLE large AS SELECT i, repeat('x', 300) FROM generate_series(1, 60000) i;"
                "CREATE TABLE parts (id int) PARTITION BY RANGE (id);"
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (10);"
                "INSERT INTO parts VALUES (1), (2); ANALYZE"
            )
            connection.execute("DELETE FROM large WHERE i = 1")
        yield url
        owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rows_of(path) -> dict[str, tuple[int, str]]:
    tables = json.loads(path.read_text())["tables"]
    return {table["table"]: (table["rows"], table["rows_are"]) for table in tables}


class TestProfile:
    def test_counts_small_tables_and_says_where_it_took_estimates(self, production, tmp_path):
        done = profile("--database", production, "--out", str(tmp_path / "p.json"))

        assert done.returncode == 0, done.stderr
        assert rows_of(tmp_path / "p.json") == {
            "small": (3, "counted"),
            "large": (60_000, "estimated"),
            "parts": (2, "counted"),
        }

    def test_does_not_wait_for_a_table_that_is_locked(self, production, tmp_path):
        with psycopg.connect(production) as blocker:
            blocker.execute("LOCK TABLE small")
            done = profile(
                *("--database", production, "--out", str(tmp_path / "p.json"), "--seconds", "0.2")
            )

        assert done.returncode == 0, done.stderr
        assert rows_of(tmp_path / "p.json")["small"] == (3, "estimated")

    def test_never_prints_the_password(self, tmp_path):
        url = "postgresql://reader:secret@127.0.0.1:1/none"

        done = profile("--database", url, "--out", str(tmp_path / "p.json"))

        assert done.returncode == 2
        assert "postgresql://127.0.0.1:1/none cannot be profiled" in done.stderr
        assert "secret" not in done.stdout + done.stderr

    def test_refuses_other_databases(self, tmp_path):
        done = profile("--database", "mysql://u:secret@h/n", "--out", str(tmp_path / "p.json"))

        assert done.returncode == 2
        assert "must be the URL of a PostgreSQL database" in done.stderr
        assert "secret" not in done.stderr


class TestRehearseWithAProfile:
    def test_fits_a_loop_under_a_lock_through_two_row_counts(self, orchard):
        sizes = orchard.write("p.json", text({"orchard_tree": 5_000_000}))
        second = SECOND.format(operations=f"{ADD}, migrations.RunPython(fill, fill)")
        migration = second.replace("class Migration", FILL)

        run = orchard.upgrade(
            *("--rows", "2000", "--profile", str(sizes)),
            models=column(FIELD),
            migrations={"0002_fill": migration},
        )

        (finding,) = run.findings("blocking-lock")
        evidence = finding["evidence"]
        assert evidence["projection"] == "two row counts"
        assert evidence["fewer_rows"] == 500
        assert evidence["production_rows"] == 5_000_000
        assert evidence["fewer_rows_milliseconds"] < evidence["all_rows_milliseconds"]
        assert evidence["projected_seconds"] > 60

    def test_believes_a_profile_that_calls_the_table_small(self, orchard):
        by_name = 'class Meta:\n        indexes = [models.Index(fields=["name"], name="by_name")]'
        operation = 'migrations.AddIndex("tree", models.Index(fields=["name"], name="by_name"))'
        sizes = orchard.write("p.json", text({"orchard_tree": 4_000}))

        run = orchard.upgrade(
            *("--rows", "3000", "--profile", str(sizes)),
            models=column(by_name),
            operations=operation,
        )

        assert run.findings("blocking-lock") == []

    def test_reads_the_very_file_that_wheelwright_profile_writes(
        self, orchard, production, tmp_path
    ):
        with psycopg.connect(production) as connection:
            connection.execute("ALTER TABLE large RENAME TO orchard_tree")
        profile("--database", production, "--out", str(tmp_path / "p.json")).check_returncode()

        run = orchard.upgrade(
            *("--rows", "3000", "--profile", str(tmp_path / "p.json")),
            models=column(FIELD),
            operations=f"{ADD}, migrations.RunSQL('SELECT pg_sleep(1.1)', '')",
        )

        (finding,) = run.findings("blocking-lock")
        assert finding["evidence"]["production_rows"] == 60_000

    def test_says_when_there_were_too_few_rows_to_measure_growth(self, orchard):
        sizes = orchard.write("p.json", text({"orchard_tree": 4_000}))

        run = orchard.upgrade("--profile", str(sizes), models=column(FIELD), operations=ADD)

        assert "predictions are proportional" in " ".join(run.cell["notes"])

    def test_refuses_a_file_that_is_no_profile(self, orchard):
        other = orchard.write("p.json", '{"schema_version": 9}')

        run = orchard.upgrade("--profile", str(other))

        assert run.status == 2
        assert "is no profile of schema version 1" in run.errors


def text(rows: dict[str, int]) -> str:
    tables = [{"table": table, "rows": count} for table, count in rows.items()]
    return json.dumps({"schema_version": 1, "tables": tables})
