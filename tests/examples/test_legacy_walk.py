"""
Does a domain leave a small monolith as the guide says, from the plan to the closing migration?
"""

import sys

import pytest

from tests.conftest import REPOSITORY, run


@pytest.fixture(scope="module")
def walked(server, tmp_path_factory):
    """
    The walk of a monolith as small as the story can be, until its first domain has left.
    """
    folder = tmp_path_factory.mktemp("walk") / "legacy"
    size = ("--models", "15", "--migrations", "24", "--domains", "1")
    words = [
        sys.executable,
        "-m",
        "examples.legacy.walk",
        folder,
        *size,
        "--name",
        folder.parent.name,
    ]
    return run(words, cwd=REPOSITORY, env={"DATABASE_URL": server})


def test_it_ends_green(walked):
    assert walked.returncode == 0, walked.stdout + walked.stderr


def test_it_says_with_file_and_line_what_stands_in_the_way(walked):
    assert "legacy_app/views.py:186: a model is asked for by a name" in walked.stdout


def test_the_schema_and_the_rows_are_the_same(walked):
    assert "the schema dump is the same" in walked.stdout


def test_the_proof_passed(walked):
    assert "proof: passed" in walked.stdout
    assert "The longest lock:" in walked.stdout
