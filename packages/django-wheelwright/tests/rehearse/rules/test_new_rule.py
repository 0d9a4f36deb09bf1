"""
Does scripts/new-rule begin a rule that every test of the rules then asks for its words?
"""

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

PACKAGE = pathlib.Path(__file__).resolve().parents[3]
PARTS = (
    "src",
    "tests/kit",
    "tests/rehearse/golden",
    "tests/conftest.py",
    "scripts",
    "pyproject.toml",
)


@pytest.fixture
def copy(tmp_path: pathlib.Path) -> pathlib.Path:
    for part in PARTS:
        target = tmp_path / part
        target.parent.mkdir(parents=True, exist_ok=True)
        whole = (PACKAGE / part).is_dir()
        (shutil.copytree if whole else shutil.copy2)(PACKAGE / part, target)
    return tmp_path


def run(copy: pathlib.Path, *words: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join((str(copy / "src"), str(copy / "tests" / "kit")))
    return subprocess.run(
        [sys.executable, *words],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_makes_a_rule_with_its_code_its_case_and_its_report(copy):
    made = run(copy, "scripts/new-rule", "trigger-disabled")
    assert made.returncode == 0, made.stderr
    golden = ("-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={copy / 'tmp'}")

    written = run(
        copy,
        *golden,
        "tests/rehearse/golden",
        "--update-golden",
        "-k",
        "trigger-disabled or TestCodes",
    )
    explained = run(copy, "-m", "wheelwright", "explain", "trigger-disabled")

    assert written.returncode == 0, written.stdout
    assert "trigger-disabled" in (copy / "tests/rehearse/golden/trigger-disabled.txt").read_text()
    assert "TODO: a title" in explained.stdout


@pytest.mark.parametrize("name", ["table-rewrite", "Trigger", ""])
def test_refuses_a_name_that_is_taken_or_none(copy, name):
    assert run(copy, "scripts/new-rule", name).returncode == 2
