"""
Does the upgrade of a live site of two hosts lose no request, and is it noticed if one does?
"""

import re
import subprocess
import sys

import pytest

from tests.conftest import run

FIGURES = re.compile(r"^(\d+) requests, (\d+) failed$", re.MULTILINE)


def upgrade(old: str, new: str, *words: str, server: str) -> subprocess.CompletedProcess[str]:
    module = [sys.executable, "-m", "deploy.drills.rolling_upgrade"]
    return run(
        [*module, "--from", old, "--to", new, "--seconds", "2", *words],
        env={"DATABASE_URL": server},
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("billing-app==3.1.0", "billing-app==3.2.0", ()),
        ("billing-app==2.4.0", "billing-app==3.0.0", ("--no-way-back",)),
    ],
    ids=["a release that adds, there and back", "a release that drops"],
)
def test_no_request_fails(server: str, old: str, new: str, words: tuple[str, ...]):
    done = upgrade(old, new, *words, server=server)

    assert done.returncode == 0, done.stdout + done.stderr
    (requests, failed) = FIGURES.search(done.stdout).groups()
    assert int(requests) > 300
    assert failed == "0"


def test_a_release_that_may_not_be_skipped_is_told_by_its_failures(server: str):
    """
    2.3 does not go on beside 3.0: its changelog says to upgrade to 2.4 first.
    """
    done = upgrade("billing-app==2.3.4", "billing-app==3.0.0", "--no-way-back", server=server)

    assert done.returncode == 1
    assert int(FIGURES.search(done.stdout).group(2)) > 0


def test_a_release_that_the_old_one_does_not_live_through_is_refused_before_anything_changes(
    server: str,
):
    done = upgrade("enrolments-app==2.2.0", "enrolments-app==3.0.0", server=server)

    assert done.returncode == 1
    assert "stop-old-release" in done.stdout
    assert "can no longer read and update enrolments_app.Enrolment" in " ".join(done.stdout.split())
    assert "migrate, the old release serves" not in done.stdout
