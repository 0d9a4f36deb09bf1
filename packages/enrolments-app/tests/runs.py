"""
What do the tests of runs have in common: people with cover, and the ports of a crowd?
"""

import datetime as dt

import pytest

from domain_kit.actor import Actor
from enrolments_app import api, models
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.queries.values import days_of
from enrolments_app.testing import ids
from enrolments_app.testing.crowd import BatchObserver, CrowdCatalogue, CrowdDirectory

JANUARY, NEW_YEAR = dt.date(2027, 1, 1), dt.date(2028, 1, 1)
SYSTEM = Actor.system("tests")


@pytest.fixture
def crowd(db, settings, monkeypatch):
    """Everybody is employed; prices and successors can be set."""
    settings.ENROLMENTS_EMPLOYEE_DIRECTORY = "enrolments_app.testing.crowd.CrowdDirectory"
    settings.ENROLMENTS_BENEFIT_CATALOGUE = "enrolments_app.testing.crowd.CrowdCatalogue"
    for name in ("rates", "mapping"):
        monkeypatch.setattr(CrowdCatalogue, name, {})
    monkeypatch.setattr(CrowdDirectory, "left", {})
    for port in (CrowdCatalogue, CrowdDirectory, CatalogueThatBreaks):
        monkeypatch.setattr(port, "asked", 0)
    BatchObserver.heard.clear()
    return monkeypatch


def cover(
    employee_id=1, *, option_id=ids.MEDICAL_2027, starts_on=JANUARY, dependants=(), key="first"
):
    """Cover to the end of 2027, or of the option's plan year."""
    return api.enrol(
        actor=SYSTEM,
        idempotency_key=f"{key}/{employee_id}/{option_id}/{starts_on}",
        election=api.ElectionRequest(
            employee_id=employee_id,
            option_id=option_id,
            starts_on=starts_on,
            dependants=tuple(dependants),
        ),
    )


def child(key, born_on):
    return api.Dependant(key=key, name=key.title(), relationship="child", born_on=born_on)


def days(employee_id=1):
    """The days that count, as (first, last), in order."""
    rows = models.Enrolment.objects.filter(COUNTS, employee_id=employee_id)
    return sorted((days_of(row).start, days_of(row).last) for row in rows)


class CatalogueThatBreaks(CrowdCatalogue):
    """
    Answers twice and then no more.
    """

    def quote_many(self, *, actor, requests):
        """
        Raises:
            ConnectionError: at the third question.
        """
        if type(self).asked == 2:
            raise ConnectionError("gone")
        return super().quote_many(actor=actor, requests=requests)
