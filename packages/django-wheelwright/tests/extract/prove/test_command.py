"""
A step that `extract write` has written is proved from its plan alone.
"""

import json
import os
import pathlib
import subprocess
import sys

import pytest
import step_kit


def wheelwright(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wheelwright", "extract", *words],
        env={k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_step_and_later_its_end_are_proved_from_the_plan_alone(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("libcst")
    site = step_kit.monolith(tmp_path / "site").folder
    plan, step, end = (tmp_path / name for name in ("plan.json", "step.json", "end.json"))
    words = ["--project", str(site), "--from", "legacy", "--models", "Plan", "--to", "plans"]
    proof = ["prove", str(plan), "--rows", "5", "--postgres", os.environ["DATABASE_URL"], "--json"]
    for line in (
        ["plan", *words, "--out", str(plan)],
        ["write", str(plan), "--apply"],
        [*proof, str(step)],
        ["write", str(plan), "--step", "1", "--close", "--apply"],
        [*proof, str(end)],
    ):
        done = wheelwright(*line)
        assert done.returncode == 0, done.stdout + done.stderr
    for report in (step, end):
        (cell,) = json.loads(report.read_text())["cells"]
        assert (cell["status"], cell["from"]) == ("passed", "the release before")


def test_one_folder_is_no_step(tmp_path: pathlib.Path) -> None:
    site = step_kit.monolith(tmp_path / "site").folder
    done = wheelwright("prove", "--before", str(site), "--after", str(site))
    assert (done.returncode, "the same folder" in done.stderr) == (2, True)


def test_without_a_step_that_was_written_the_folder_before_must_be_named(
    tmp_path: pathlib.Path,
) -> None:
    site = step_kit.monolith(tmp_path / "site").folder
    done = wheelwright("prove", "--after", str(site))
    assert done.returncode == 2, done.stdout + done.stderr
