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


def test_the_release_before_is_what_was_there_before_the_step_was_written(
    tmp_path: pathlib.Path,
) -> None:
    pytest.importorskip("libcst")
    site = step_kit.monolith(tmp_path / "site").folder
    plan, report = tmp_path / "plan.json", tmp_path / "proof.json"
    words = ["--project", str(site), "--from", "legacy", "--models", "Plan", "--to", "plans"]
    for line in (
        ["plan", *words, "--out", str(plan)],
        ["write", str(plan), "--apply"],
        ["prove", str(plan), "--rows", "5", "--json", str(report)]
        + ["--postgres", os.environ["DATABASE_URL"]],
    ):
        done = wheelwright(*line)
        assert done.returncode == 0, done.stdout + done.stderr
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
