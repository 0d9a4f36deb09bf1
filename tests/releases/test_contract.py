"""
Does the version of every archived release tell the truth about the release before it?
"""

import itertools
import pathlib
import sys

import pytest
from packaging.utils import parse_wheel_filename

from tests.conftest import REPOSITORY, run

RELEASES = REPOSITORY / "releases"


def history() -> list[tuple[pathlib.Path, pathlib.Path]]:
    """
    Each archived release with its predecessor.
    """
    wheels = sorted(RELEASES.glob("*.whl"), key=lambda path: parse_wheel_filename(path.name)[:2])
    return [
        (old, new)
        for old, new in itertools.pairwise(wheels)
        if parse_wheel_filename(old.name)[0] == parse_wheel_filename(new.name)[0]
    ]


class TestArchive:
    @pytest.mark.parametrize(("old", "new"), history(), ids=lambda path: path.name.split("-py3")[0])
    def test_declares_what_changed_or_records_why_not(self, old, new):
        package = REPOSITORY / "packages" / parse_wheel_filename(new.name)[0]

        done = run(
            [
                *(sys.executable, "-m", "wheelwright", "compare", old, new),
                *("--releases", RELEASES, "--fragments", package / "changes"),
            ]
        )

        assert done.returncode == 0, done.stdout + done.stderr
        assert "tells the truth" in done.stdout
        assert "not looked at" not in done.stdout


class TestConsumers:
    @pytest.mark.parametrize("package", ["benefits-app", "billing-app", "enrolments-app"])
    def test_pass_on_the_newest_release_and_its_predecessor(self, package):
        old, new = [
            pair for pair in history() if parse_wheel_filename(pair[1].name)[0] == package
        ][-1]
        folder = REPOSITORY / "packages" / package

        done = run(
            [
                *(sys.executable, "-m", "wheelwright", "compare", old, new, "--static"),
                *("--releases", RELEASES, "--fragments", folder / "changes"),
                *("--consumer", folder / "tests" / "contract" / "consumer.py"),
            ]
        )

        assert done.returncode == 0, done.stdout + done.stderr
