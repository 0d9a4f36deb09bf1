"""
A monolith that is made once, and the proof of a step out of it that is written by hand.
"""

import os
import pathlib
from collections.abc import Callable
from typing import Any

import proof_kit
import pytest
import step_kit

from wheelwright.extract.prove.facts import Proof


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    if not os.environ.get("DATABASE_URL"):
        pytest.fail("Set DATABASE_URL, or run: wheelwright postgres -- pytest")
    return step_kit.monolith(tmp_path_factory.mktemp("monolith") / "before").folder


@pytest.fixture
def prove(before: pathlib.Path, tmp_path: pathlib.Path) -> Callable[..., Proof]:
    """
    Write the step, with whatever is to be wrong with it, and prove it.
    """

    def prove(**faults: Any) -> Proof:
        return proof_kit.prove(before, step_kit.step(before, tmp_path / "after", **faults))

    return prove


@pytest.fixture(scope="session")
def right(before: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> Proof:
    """
    The proof of a step that has no fault.
    """
    after = step_kit.step(before, tmp_path_factory.mktemp("right") / "after")
    return proof_kit.prove(before, after)
