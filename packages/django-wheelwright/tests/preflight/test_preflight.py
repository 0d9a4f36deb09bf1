"""
What does an operator learn before an upgrade, and is the live database left alone?
"""

import json
import subprocess
import sys

import pytest

ADD_FIELD = 'migrations.AddField("tree", "plot", models.CharField(max_length=4, null=True))'
MODELS = """\
from django.db import models


class Tree(models.Model):
    name = models.CharField(max_length=20)
    height = models.IntegerField(null=True)
    plot = models.CharField(max_length=4, null=True)
"""
ASKS = """\
from django.db import connection


def preflight():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM orchard_tree WHERE height IS NULL")
        yield ("error", f"{cursor.fetchone()[0]} trees have no height.", "Measure them.")
"""
WRITES = """\
from django.db import connection


def preflight():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM orchard_tree")
    return ()
"""
LEFTOVERS = """
    ALTER TABLE orchard_tree ADD CONSTRAINT tall CHECK (height > 0) NOT VALID;
    INSERT INTO django_migrations (app, name) VALUES ('orchard', '0009_later');
    UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_name'::regclass;
"""


def report(to: str, **cell: object) -> str:
    statement = {
        "sql": "UPDATE orchard_tree …",
        "operation": "RunPython",
        "seconds": 0.5,
        "rows": 20,
        "scanned": {"orchard_tree": 20},
        "locks": [{"table": "orchard_tree", "mode": "AccessExclusiveLock", "held_seconds": 0.6}],
        "rewrote": [],
    }
    ran = {"app": "orchard", "name": "0002_change", "seconds": 0.7, "statements": [statement]}
    whole = {
        "package": "orchard-app",
        "from": "1.0.0",
        "to": to,
        "rows": {"orchard_tree": 20},
        "migrations": [ran],
        "findings": [],
    }
    return json.dumps({"schema_version": 1, "cells": [whole | cell]})


class TestEverythingAtOnce:
    def test_is_said_in_one_run(self, farm):
        farm.set_up(requirements="orchard-app>=1,<1.1\nDjango\npsycopg[binary]\n")
        farm.run_sql("CREATE INDEX by_name ON orchard_tree (name)")
        farm.run_sql(LEFTOVERS)
        wheel = farm.release(models=MODELS, operations=ADD_FIELD, files={"orchard/api.py": ASKS})

        status, found, _ = farm.preflight("--to", str(wheel))

        assert status == 1
        assert found.keys() == {
            "range-refuses",
            "not-rehearsed",
            "history-unknown",
            "data-check",
            "unvalidated-constraint",
            "invalid-index",
        }
        assert found["data-check"][0]["message"] == "200 trees have no height."
        assert found["not-rehearsed"][0]["subject"] == "orchard.0002_change"

    def test_is_nothing_when_nothing_is_in_the_way(self, farm):
        status, found, errors = farm.preflight("--to", str(farm.release()))

        assert (status, found) == (0, {}), errors


class TestReadOnly:
    def test_a_release_that_wants_to_write_is_stopped_and_named(self, farm):
        before = farm.contents()
        wheel = farm.release(files={"orchard/api.py": WRITES})

        status, found, _ = farm.preflight("--to", str(wheel))

        assert status == 1
        assert "read-only transaction" in found["data-check-fails"][0]["message"]
        assert farm.contents() == before

    def test_a_whole_preflight_changes_no_row_and_no_table(self, farm):
        before = farm.contents()
        wheel = farm.release(models=MODELS, operations=ADD_FIELD, files={"orchard/api.py": ASKS})

        farm.preflight("--to", str(wheel))

        assert farm.contents() == before

    def test_settings_that_use_another_database_are_refused(self, farm):
        farm.set_up(requirements="orchard-app\nDjango\npsycopg[binary]\n", variable="ELSEWHERE_URL")

        status, _, errors = farm.preflight("--to", str(farm.release()))

        assert status == 2
        assert "connect to another database" in errors


def breaks(**evidence: object) -> dict[str, object]:
    return {
        "code": "old-code-breaks",
        "severity": "review",
        "subject": "orchard_tree",
        "message": "The old release can no longer read orchard.Tree.",
        "migration": "orchard.0002_change",
        "evidence": evidence,
    }


class TestOldRelease:
    def test_that_can_no_longer_read_must_be_stopped_first(self, farm):
        (farm.folder / "report.json").write_text(
            report("1.1.0", findings=[breaks(actions=["read", "update"])])
        )
        wheel = farm.release(models=MODELS, operations=ADD_FIELD)

        status, found, errors = farm.preflight("--to", str(wheel), "--report", "report.json")

        (finding,) = found["stop-old-release"]
        assert status == 1, errors
        assert finding["message"] == (
            "Stop the old release first: orchard-app 1.0.0 fails on the schema of 1.1.0 (rehearsed). "
            "The old release can no longer read orchard.Tree."
        )

    def test_is_found_in_the_hosts_own_record_on_the_way_to_a_later_release(self, farm):
        entry = {
            "package": "orchard-app",
            "from": "1.0.0",
            "to": "1.0.9",
            "migrations": ["orchard.0002_change"],
            "stop_first": ["It can no longer read orchard.Tree."],
        }
        record = {"sets": [{"evidence": [entry, {"package": "orchard-app"}]}]}
        (farm.host / "compatibility.json").write_text(json.dumps(record))
        wheel = farm.release(models=MODELS, operations=ADD_FIELD)

        status, found, errors = farm.preflight("--to", str(wheel))

        assert status == 1, errors
        assert "1.0.0 fails on the schema of 1.0.9" in found["stop-old-release"][0]["message"]

    def test_that_will_be_stopped_is_for_review(self, farm):
        (farm.folder / "report.json").write_text(
            report("1.1.0", findings=[breaks(outcome="failed")])
        )
        wheel = farm.release(models=MODELS, operations=ADD_FIELD)

        words = ("--report", "report.json", "--old-release-stopped")
        _, found, errors = farm.preflight("--to", str(wheel), *words)

        (finding,) = found["stop-old-release"]
        assert finding["severity"] == "review", errors
        assert "fails orchard_tree on the new schema" in finding["message"]

    def test_a_record_that_is_none_is_refused(self, farm):
        (farm.host / "compatibility.json").write_text("[]")

        status, _, errors = farm.preflight("--to", str(farm.release()))

        assert status == 2
        assert "is not what wheelwright compatibility writes" in errors


class TestForecast:
    def test_scales_the_rehearsed_lock_to_the_live_rows(self, farm):
        (farm.folder / "report.json").write_text(report("1.1.0"))
        wheel = farm.release(models=MODELS, operations=ADD_FIELD)

        status, found, _ = farm.preflight("--to", str(wheel), "--report", "report.json")

        (finding,) = found["blocking-lock"]
        assert status == 1
        # Ten times the rows: 0.6 s held, and 9 times 0.5 s more for the statement.
        assert finding["evidence"]["held_seconds"] == pytest.approx(5.1)
        assert "stops readers and writers of orchard_tree for about 5.1 s" in finding["message"]

    def test_believes_a_profile_more_than_the_statistics(self, farm):
        (farm.folder / "report.json").write_text(report("1.1.0"))
        sizes = {"schema_version": 1, "tables": [{"table": "orchard_tree", "rows": 20}]}
        (farm.folder / "profile.json").write_text(json.dumps(sizes))
        wheel = farm.release(models=MODELS, operations=ADD_FIELD)

        words = ("--report", "report.json", "--profile", "profile.json")
        status, found, _ = farm.preflight("--to", str(wheel), *words)

        assert status == 0
        assert found["migration-pending"][0]["evidence"]["held_seconds"] == pytest.approx(0.6)

    def test_is_made_with_the_very_file_that_wheelwright_profile_writes(self, farm):
        command = [sys.executable, "-m", "wheelwright", "profile", "--database", farm.url]
        subprocess.run([*command, "--out", str(farm.folder / "profile.json")], check=True)
        farm.run_sql("DELETE FROM orchard_tree WHERE id > 20; ANALYZE")
        (farm.folder / "report.json").write_text(report("1.1.0"))
        wheel = farm.release(models=MODELS, operations=ADD_FIELD)

        words = ("--report", "report.json", "--profile", "profile.json")
        _, found, errors = farm.preflight("--to", str(wheel), *words)

        (finding,) = found["blocking-lock"]
        assert finding["evidence"]["held_seconds"] == pytest.approx(5.1), errors

    def test_of_a_failed_rehearsal_stops_the_upgrade(self, farm):
        failed = {"code": "data-lost", "severity": "error", "message": "Gone.", "migration": None}
        (farm.folder / "report.json").write_text(report("1.1.0", findings=[failed]))
        wheel = farm.release(models=MODELS, operations=ADD_FIELD)

        status, found, _ = farm.preflight("--to", str(wheel), "--report", "report.json")

        assert status == 1
        assert "data-lost: Gone." in found["rehearsal-failed"][0]["message"]

    def test_of_another_release_does_not_count(self, farm):
        (farm.folder / "report.json").write_text(report("1.2.0"))
        wheel = farm.release(models=MODELS, operations=ADD_FIELD)

        _, found, _ = farm.preflight("--to", str(wheel), "--report", "report.json")

        assert "Rehearse the upgrade to exactly these" in found["not-rehearsed"][0]["hint"]


class TestSet:
    def test_that_cannot_be_installed_is_refused_with_the_resolvers_words(self, farm):
        status, found, _ = farm.preflight("--to", "orchard-app==9.9")

        assert status == 1
        assert "orchard-app==9.9" in found["set-refused"][0]["message"]
        assert "does not admit orchard-app 9.9" in found["range-refuses"][0]["message"]

    def test_with_a_withdrawn_release_is_refused_with_the_reason(self, farm):
        archive = farm.folder / "releases"
        archive.mkdir()
        (archive / "withdrawn.txt").write_text("orchard-app!=1.1.0  # 2026-11-20: Loses rows.\n")

        status, found, _ = farm.preflight("--to", str(farm.release()))

        assert status == 1
        assert "withdrawn on 2026-11-20" in found["withdrawn-release"][0]["message"]


class TestCannotRun:
    def test_names_a_database_that_does_not_answer(self, farm):
        gone = "postgresql://nobody:secret@127.0.0.1:1/none"

        status, _, errors = farm.preflight("--to", "orchard-app==1.1.0", url=gone)

        assert status == 2
        assert "postgresql://127.0.0.1:1/none could not be read" in errors
        assert "secret" not in errors

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (("--to", "orchard-app"), "names no exact release"),
            (("--to", "a==1", "--report", "lost.json"), "lost.json cannot be read"),
            (("--to", "a==1", "--report", "broken.json"), "is not a report of a rehearsal"),
            (("--to", "a==1", "--profile", "broken.json"), "broken.json is no profile"),
            (("--to", "lost_app-1.0-py3-none-any.whl"), "There is no wheel"),
        ],
    )
    def test_names_what_it_cannot_read(self, farm, words, sentence):
        (farm.folder / "broken.json").write_text("[]")

        status, _, errors = farm.preflight(*words)

        assert status == 2
        assert sentence in errors
