"""
Is every labelled hazard found, and no safe upgrade accused? Scored where the corpus is at hand.
"""

import os
import pathlib
import sys

import pytest

from tests.conftest import REPOSITORY, run

CORPUS = pathlib.Path(os.environ.get("HAZARDS") or REPOSITORY.parent / "shared" / "hazards")


@pytest.mark.skipif(
    not (CORPUS / "score.py").exists(),
    reason="no corpus: HAZARDS names its folder, ../shared/hazards is looked at by itself",
)
def test_every_hazard_is_found_and_no_safe_twin_accused():
    tool = f"{sys.executable} -m wheelwright"
    limits = ["--min-recall", "1", "--max-false-alarms", "0"]

    done = run(
        [sys.executable, CORPUS / "score.py", CORPUS, "--tool", tool, "--jobs", "2", *limits]
    )

    assert done.returncode == 0, done.stdout
