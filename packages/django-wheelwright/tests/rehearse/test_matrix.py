"""
Which cells does an archive call for?
"""

import json
import pathlib
import subprocess
import sys

import pytest
from orchard_kit import write_wheel
from packaging.version import Version

from wheelwright.errors import BadRequest
from wheelwright.rehearse import matrix as plan


def released(package: str, *versions: str) -> tuple[plan.Released, ...]:
    return tuple(
        plan.Released(package=package, version=Version(v), wheel=pathlib.Path(f"{package}-{v}.whl"))
        for v in versions
    )


class TestMatrix:
    def test_takes_every_older_release_to_the_newest(self):
        cells = plan.matrix(released("loans-app", "1.10.0", "1.9.0", "1.2.0"))

        pairs = [(cell.old_version, cell.new_version) for cell in cells]
        assert pairs == [("1.2.0", "1.10.0"), ("1.9.0", "1.10.0")]

    def test_prefers_a_candidate(self):
        cells = plan.matrix(released("loans-app", "1.0.0"), released("loans-app", "1.1.0.dev0"))

        assert [cell.new_version for cell in cells] == ["1.1.0.dev0"]

    def test_multiplies_pythons_and_djangos(self):
        cells = plan.matrix(
            released("loans-app", "1.0.0", "1.1.0"), pythons=("3.12", "3.13"), djangos=("5.2",)
        )

        assert [(cell.python, cell.django) for cell in cells] == [("3.12", "5.2"), ("3.13", "5.2")]

    def test_names_a_package_that_was_never_released(self):
        with pytest.raises(BadRequest, match="No release of fines-app"):
            plan.matrix(released("loans-app", "1.0.0"), packages=("fines-app",))


class TestPlanCommand:
    def test_prints_a_github_matrix(self, tmp_path):
        for version in ("1.0.0", "1.1.0"):
            write_wheel(tmp_path, version, {"orchard/__init__.py": "", "orchard/apps.py": ""})
        write_wheel(tmp_path, "1.2.0", {"orchard/__init__.py": ""})  # no app, no database

        done = subprocess.run(
            [sys.executable, "-m", "wheelwright", "plan", "--github", "--releases", str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
        )

        (cell,) = json.loads(done.stdout)["include"]
        assert (cell["package"], cell["from"], cell["to_version"]) == (
            "orchard-app",
            "1.0.0",
            "1.1.0",
        )

    def test_names_a_file_that_is_no_wheel(self, tmp_path):
        (tmp_path / "orchard_app-1.0.0-py3-none-any.whl").write_text("half a download")

        with pytest.raises(BadRequest, match="is not a readable wheel"):
            plan.read(tmp_path)
