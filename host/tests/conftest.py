"""
The small world of the host's own tests; the contract tests make their own.
"""

import datetime as dt
import os
import pathlib
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from domain_kit.actor import Role
from host.directory.models import Employee, Employer, Membership

NEXT_YEAR = dt.date(2027, 2, 1)
ACME = "01900000-0000-7000-8000-00000000000a"
GLOBEX = "01900000-0000-7000-8000-00000000000b"


@pytest.fixture(autouse=True)
def nothing_rehearsed(settings: Any, tmp_path: pathlib.Path) -> pathlib.Path:
    """
    The path of an evidence file that is not there: the tests run on sets that are still in the making.
    """
    settings.COMPATIBILITY_FILE = tmp_path / "compatibility.json"
    return settings.COMPATIBILITY_FILE


@pytest.fixture
def seeded(db: None) -> None:
    call_command("loaddata", settings.BASE_DIR / "seed.json", verbosity=0)


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
    """
    An environment for another process, with nothing of Django's own in it.
    """
    mine = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "STRIPE_"))}
    return mine | {"COMPATIBILITY_FILE": "/nonexistent/compatibility.json"}
