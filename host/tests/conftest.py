"""
The small world of the host's own tests; the contract tests make their own.
"""

import copy
import datetime as dt
import io
import json
import logging
import logging.config
import pathlib
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.days import today_in
from host.directory.models import Employee, Employer, Membership
from host.settings import logs
from tests.databases import PRODUCTION, clean_environment, database, manage
from tests.seeds import join

NEXT_YEAR = dt.date(2027, 2, 1)
ACME = "01900000-0000-7000-8000-00000000000a"
GLOBEX = "01900000-0000-7000-8000-00000000000b"
KYOTO = "01900000-0000-7000-8000-00000000000c"
ACME_YEAR_2027 = "01900000-0000-7000-8000-000000000127"
MEDICAL_2027 = "01900000-0000-7000-8000-0000000001a1"
DENTAL_2027 = "01900000-0000-7000-8000-0000000001b1"


@pytest.fixture(autouse=True)
def nothing_rehearsed(settings: Any, tmp_path: pathlib.Path) -> pathlib.Path:
    """
    The path of an evidence file that is not there: the tests run on sets that are still in the making.
    """
    settings.COMPATIBILITY_FILE = tmp_path / "compatibility.json"
    return settings.COMPATIBILITY_FILE


@pytest.fixture
def seeded(db: None) -> None:
    join(dirty=False)


@pytest.fixture
def window(seeded: None) -> None:
    """
    Acme's people may choose for 2027, now.
    """
    operator = Actor(id="olu", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)
    today = today_in("Europe/London")
    benefits.open_window(
        actor=operator,
        idempotency_key="window",
        plan_year_id=uuid.UUID(ACME_YEAR_2027),
        kind="annual",
        opens_on=today - dt.timedelta(days=1),
        closes_on=today + dt.timedelta(days=1),
    )


def cover_of(employee_id: int, option_id: str = MEDICAL_2027) -> enrolments.Enrolment:
    """
    A seeded enrolment of one of Acme's people, newest first.
    """
    listed = enrolments.list_enrolments(
        actor=Actor.system("tests"), employer_id=uuid.UUID(ACME), employee_id=employee_id
    )
    return next(each for each in listed if str(each.option_id) == option_id)


def log_in(role: Role, employer_id: str = ACME, employee_id: int | None = None) -> Client:
    user = get_user_model().objects.create_user(f"{role.value}-{employer_id[-1]}-{employee_id}")
    Membership.objects.create(
        user=user,
        role=role.value,
        employer=None if role is Role.OPERATOR else Employer.objects.get(pk=employer_id),
        employee=Employee.objects.filter(pk=employee_id or 0).first(),
    )
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def environment() -> dict[str, str]:
    return clean_environment()


@pytest.fixture(scope="session")
def migrated() -> Iterator[str]:
    """
    The URL of a database that production settings have migrated.
    """
    with database() as url:
        done = manage(
            {**clean_environment(), **PRODUCTION, "DATABASE_URL": url}, "migrate", "-v", "0"
        )
        assert done.returncode == 0, done.stderr
        yield url


@pytest.fixture
def directory_unmigrated(transactional_db: None) -> Iterator[None]:
    """
    A database that says that the directory's migrations have not run; committed, as it is asked
    from a thread of its own.
    """
    applied = MigrationRecorder.Migration.objects.filter(app="directory")
    rows = list(applied)
    applied.delete()
    yield
    MigrationRecorder.Migration.objects.bulk_create(rows)


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """
    What is written, as production writes it.
    """
    written = io.StringIO()
    told = copy.deepcopy(logs.JSON)
    told["handlers"]["stderr"]["stream"] = written
    logging.config.dictConfig(told)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.config.dictConfig(logs.QUIET)
    logging.getLogger().handlers.clear()
