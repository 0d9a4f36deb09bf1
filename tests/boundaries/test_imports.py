"""
Do the boundaries hold on the installed wheels, and does the linter see it when they do not?
"""

import pathlib
import shutil
import sys

import pytest

from tests.conftest import REPOSITORY, run

SITE = pathlib.Path(sys.executable).parent.parent / "lib"
PACKAGES = ("benefits_app", "billing_app", "domain_kit", "enrolments_app", "wheelwright")


def installed(package: str) -> pathlib.Path:
    return next(SITE.glob(f"python*/site-packages/{package}"))


@pytest.fixture
def tree(tmp_path: pathlib.Path) -> pathlib.Path:
    """
    A copy of the installed wheels and the host, to plant a fault in.
    """
    for package in PACKAGES:
        shutil.copytree(installed(package), tmp_path / package)
    shutil.copytree(REPOSITORY / "host" / "host", tmp_path / "host")
    return tmp_path


def lint(tree: pathlib.Path):
    return run(
        [
            pathlib.Path(sys.executable).with_name("lint-imports"),
            "--no-cache",
            "--config",
            REPOSITORY / ".importlinter",
        ],
        cwd=tree,
        env={"PYTHONPATH": str(tree)},
    )


def test_the_installed_wheels_keep_every_contract(tree):
    done = lint(tree)

    assert done.returncode == 0, done.stdout
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        (
            "enrolments_app/services/enrol.py",
            "import benefits_app.api",
            "Domains never import each other",
        ),
        (
            "host/adapters/charging.py",
            "from billing_app.models import Invoice",
            "The host imports a domain's api, http and apps, nothing deeper",
        ),
        (
            "billing_app/services/planted.py",
            "import host.adapters",
            "Domains import neither the host nor the tool",
        ),
        (
            "benefits_app/rules/planted.py",
            "def late():\n    import wheelwright",
            "Domains import neither the host nor the tool",
        ),
        (
            "domain_kit/money.py",
            "import billing_app",
            "The kit imports none of its users",
        ),
        (
            "wheelwright/report/text.py",
            "import wheelwright.rehearse.run",
            "The tool's arrows point down",
        ),
        (
            "wheelwright/rehearse/rules/deadlock.py",
            "import wheelwright.rehearse.observe.load",
            "A rehearsal's arrows point down",
        ),
    ],
)
def test_a_planted_import_breaks_its_contract(tree, file, line, broken):
    with (tree / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")

    done = lint(tree)

    assert done.returncode == 1
    assert f"{broken} BROKEN" in done.stdout


def test_the_contract_tests_look_through_the_front_door_only():
    contracts = (REPOSITORY / "host" / "tests" / "contracts").rglob("*.py")
    imports = [
        line.strip()
        for path in contracts
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("from ", "import ")) and "_app" in line
    ]

    assert imports
    assert [
        line for line in imports if "_app.api" not in line and "_app import api" not in line
    ] == []
