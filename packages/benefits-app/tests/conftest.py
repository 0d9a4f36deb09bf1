"""
The people and rows these tests share.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from benefits_app import models
from benefits_app.data import PlanStatus
from benefits_app.testing import ids, seed
from domain_kit.actor import Actor, Role


@contextmanager
def while_draft(option_id: UUID) -> Iterator[Any]:
    """
    The rate tables of a published option, which is a draft for the time being: the database lets
    nobody touch published ones.
    """
    plans = models.Plan.objects.filter(options=option_id)
    plans.update(status=PlanStatus.DRAFT)
    yield models.RateTable.objects.filter(option_id=option_id)
    plans.update(status=PlanStatus.PUBLISHED)


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


@pytest.fixture
def client(hr: Actor) -> Client:
    return Client(headers={"X-Actor": "hr"})


@pytest.fixture
def post(client: Client) -> Any:
    def post(path: str, body: object, key: str | None = None) -> Any:
        return client.post(
            f"/benefits{path}",
            json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": key or uuid4().hex},
        )

    return post


@pytest.fixture
def get(client: Client) -> Any:
    return lambda path, **query: client.get(f"/benefits{path}", query)
