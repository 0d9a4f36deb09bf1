"""
The people and rows these tests share.
"""

import datetime as dt

import pytest
from django.utils import timezone

from domain_kit.actor import Actor, Role
from enrolments_app import api
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import RecordingObserver

FEBRUARY_10 = dt.date(2027, 2, 10)


@pytest.fixture
def hr() -> Actor:
    return Actor(id="hana", role=Role.HR, employer_ids=frozenset({ids.ACME}))


@pytest.fixture
def ada() -> Actor:
    return Actor(id="ada", role=Role.EMPLOYEE, employer_ids=frozenset({ids.ACME}), employee_id="1")


@pytest.fixture
def stranger() -> Actor:
    return Actor(id="gus", role=Role.HR, employer_ids=frozenset({ids.GLOBEX}))


@pytest.fixture
def heard(settings) -> list[api.EnrolmentChange]:
    settings.ENROLMENTS_OBSERVERS = ["enrolments_app.testing.fakes.RecordingObserver"]
    RecordingObserver.heard.clear()
    return RecordingObserver.heard


@pytest.fixture
def at(monkeypatch):
    """
    The clock stands at an instant: `at("2027-06-20T09:00Z")`.
    """

    def stand(instant: str) -> None:
        now = dt.datetime.fromisoformat(instant)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return stand


@pytest.fixture(autouse=True)
def december(at):
    """
    It is 1 December 2026 in every test that does not say otherwise.
    """
    at("2026-12-01T09:00Z")


@pytest.fixture
def made(db, ada) -> api.Enrolment:
    return api.enrol(
        actor=ada,
        idempotency_key="made",
        election=api.ElectionRequest(
            employee_id=1, option_id=ids.MEDICAL_2027, starts_on=FEBRUARY_10
        ),
    )
