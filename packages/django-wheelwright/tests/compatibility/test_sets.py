"""
Which verdict does a set of wheels get from the cells that led to it?
"""

import datetime as dt
import json
import subprocess
import sys

import pytest

from wheelwright.compatibility import kept
from wheelwright.compatibility import sets as compatibility
from wheelwright.errors import BadRequest

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
WHEELS = frozenset({"orders-app", "stock-app"})


def cell(status, *, new="2.0.0", codes=()):
    return {
        "package": "orders-app",
        "from": "1.0.0",
        "to": new,
        "status": status,
        "python": "3.12",
        "django": "6.1",
        "postgresql": "18",
        "installed": {
            "old": {"orders-app": "1.0.0", "stock-app": "1.0.0", "django": "6.1"},
            "new": {"orders-app": new, "stock-app": "1.0.0", "django": "6.1"},
        },
        "findings": [{"code": code, "severity": "error"} for code in codes],
    }


def write(path, *cells):
    report = {"schema_version": 1, "rehearsed_at": "2026-11-20T11:00:00+00:00", "cells": cells}
    path.write_text(json.dumps(report))
    return path


def sets(*cells, tmp_path):
    rehearsed = compatibility.read(write(tmp_path / "report.json", *cells))
    return compatibility.write(rehearsed, WHEELS, tool_version="1", now=NOON)["sets"]


class TestVerdict:
    @pytest.mark.parametrize(
        ("statuses", "verdict"),
        [
            (("passed",), "compatible"),
            (("review",), "compatible"),
            (("passed", "failed"), "incompatible"),
            (("broken",), "untested"),
            (("broken", "passed"), "compatible"),
        ],
    )
    def test_is_the_worst_that_was_measured(self, tmp_path, statuses, verdict):
        (found,) = sets(*map(cell, statuses), tmp_path=tmp_path)

        assert found["verdict"] == verdict
        assert len(found["evidence"]) == len(statuses)

    def test_belongs_to_exactly_these_wheels(self, tmp_path):
        first, second = sets(cell("passed"), cell("failed", new="2.1.0"), tmp_path=tmp_path)

        assert first["wheels"] == {"orders-app": "2.0.0", "stock-app": "1.0.0"}
        assert (first["verdict"], second["verdict"]) == ("compatible", "incompatible")

    def test_comes_with_its_evidence(self, tmp_path):
        (found,) = sets(cell("failed", codes=("data-lost",)), tmp_path=tmp_path)

        (evidence,) = found["evidence"]
        assert evidence["codes"] == ["data-lost"]
        assert evidence["from_wheels"]["orders-app"] == "1.0.0"
        assert evidence["rehearsed_at"] == "2026-11-20T11:00:00+00:00"
        assert evidence["report"].startswith("sha256:")


class TestOldRelease:
    def test_that_must_be_stopped_first_is_in_the_evidence(self, tmp_path):
        broken = cell("review")
        broken["migrations"] = [{"app": "orders", "name": "0002_drop"}]
        broken["findings"] = [
            {
                "code": "old-code-breaks",
                "severity": "review",
                "message": "No read.",
                "evidence": {"actions": ["read"]},
            }
        ]

        (found,) = sets(broken, tmp_path=tmp_path)

        (evidence,) = found["evidence"]
        assert evidence["stop_first"] == ["No read."]
        assert evidence["migrations"] == ["orders.0002_drop"]


class TestKeep:
    def test_what_an_earlier_file_knows_of_other_sets_and_steps(self, tmp_path):
        earlier = tmp_path / "compatibility.json"
        older = {**cell("failed"), "from": "0.9.0"}
        earlier.write_text(
            json.dumps(
                {
                    "sets": sets(
                        older, cell("failed"), cell("passed", new="1.9.0"), tmp_path=tmp_path
                    )
                }
            )
        )
        written = {"sets": sets(cell("passed"), tmp_path=tmp_path)}

        kept.keep(earlier, written)

        assert [
            (each["wheels"]["orders-app"], each["verdict"], len(each["evidence"]))
            for each in written["sets"]
        ] == [("1.9.0", "compatible", 1), ("2.0.0", "incompatible", 2)]
        assert [e["status"] for e in written["sets"][1]["evidence"]] == ["passed", "failed"]

    def test_nothing_of_a_file_that_is_none(self, tmp_path):
        (tmp_path / "broken.json").write_text("[]")

        with pytest.raises(BadRequest, match="is not what wheelwright compatibility writes"):
            kept.keep(tmp_path / "broken.json", {"sets": []})


class TestReports:
    def test_that_do_not_say_what_was_installed_are_refused(self, tmp_path):
        path = tmp_path / "old.json"
        path.write_text('{"schema_version": 1, "cells": [{"package": "orders-app"}]}')

        with pytest.raises(BadRequest, match="does not say what was installed"):
            compatibility.read(path)

    @pytest.mark.parametrize("text", ["", "[]", "{}"])
    def test_that_are_none_are_refused(self, tmp_path, text):
        path = tmp_path / "broken.json"
        path.write_text(text)

        with pytest.raises(BadRequest, match="is not a report of a rehearsal"):
            compatibility.read(path)

    def test_become_a_file_for_a_host(self, tmp_path):
        write(tmp_path / "report.json", cell("passed"))
        words = ["compatibility", "report.json", "--out", "host/compatibility.json"]

        done = subprocess.run(
            [sys.executable, "-m", "wheelwright", *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout == "compatible  orders-app 2.0.0\n"
        assert json.loads((tmp_path / "host/compatibility.json").read_text())["schema_version"] == 1
