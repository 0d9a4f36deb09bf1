"""
What do the tests about employees' families, carts and claims share?
"""

import datetime as dt
from collections.abc import Callable

import pytest

from domain_kit.actor import Actor, Role
from enrolments_app.data import Dependant
from enrolments_app.data.elections import ElectionRequest
from enrolments_app.testing import ids

JUNE_1 = dt.date(2027, 6, 1)
SAM = Dependant(key="s1", name="Sam", relationship="spouse", born_on=dt.date(1988, 2, 29))
KIT = Dependant(key="c1", name="Kit", relationship="child", born_on=dt.date(2019, 5, 20))


@pytest.fixture
def stop_clock(monkeypatch) -> Callable[[str], None]:
    """Let it be an instant, written as ISO 8601 with its offset."""

    def stop(instant: str) -> None:
        at = dt.datetime.fromisoformat(instant)
        monkeypatch.setattr("django.utils.timezone.now", lambda: at)

    return stop


@pytest.fixture(autouse=True)
def spring(stop_clock) -> None:
    """It is noon on 20 April 2027 in London unless a test says otherwise."""
    stop_clock("2027-04-20T11:00:00+00:00")


@pytest.fixture
def grace() -> Actor:
    return Actor(
        id="grace", role=Role.EMPLOYEE, employer_ids=frozenset({ids.ACME}), employee_id="2"
    )


@pytest.fixture
def finance() -> Actor:
    return Actor(id="fay", role=Role.FINANCE, employer_ids=frozenset({ids.ACME}))


@pytest.fixture
def catalogue(settings):
    """The catalogue of these tests, whose answers a test changes by attribute."""
    from enrolments_app.testing.fakes import FakeCatalogue

    return FakeCatalogue


def election(option_id=ids.MEDICAL_2027, *, starts_on=JUNE_1, employee_id=1, **more):
    return ElectionRequest(
        employee_id=employee_id, option_id=option_id, starts_on=starts_on, **more
    )


@pytest.fixture(scope="session")
def site():
    """An API of its own; needs the extra `[http]`."""
    from tests.people.over_http import make_site

    return make_site()


@pytest.fixture
def call(site, ada, grace, hr, stranger):
    """Call it as one of them: `call("hr", "post", "/waivers/", body)`."""
    from tests.people.over_http import ACTORS, caller

    ACTORS.update(ada=ada, grace=grace, hr=hr, stranger=stranger)
    return caller(site)
