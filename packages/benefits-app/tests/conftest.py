"""
The people and rows these tests share.
"""

import pytest

from benefits_app.testing import ids, seed
from domain_kit.actor import Actor, Role


@pytest.fixture
def hr() -> Actor:
    return Actor(id="hana", role=Role.HR, employer_ids=frozenset({ids.ACME}))


@pytest.fixture
def employee() -> Actor:
    return Actor(id="ada", role=Role.EMPLOYEE, employer_ids=frozenset({ids.ACME}), employee_id="1")


@pytest.fixture
def stranger() -> Actor:
    return Actor(id="gus", role=Role.HR, employer_ids=frozenset({ids.GLOBEX}))


@pytest.fixture
def seeded(db: None) -> None:
    seed(dirty=True)
