"""
Django, set up as the host in the current folder, and the one call that is measured and repeated.
"""

import datetime as dt
import inspect
import os
import pathlib
import sys
from collections.abc import Callable, Iterator
from uuid import UUID

import django

sys.path.insert(0, str(pathlib.Path.cwd()))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings.development")
django.setup()

from django.apps import apps  # noqa: E402 - after Django's setup
from django.conf import settings  # noqa: E402

from domain_kit.actor import Actor, Role  # noqa: E402
from enrolments_app import api as enrolments  # noqa: E402

settings.DEBUG = False  # else every statement is kept


def enroller(home: dict) -> Callable[[], enrolments.Enrolment]:
    """
    A function that enrols the next person of an employer in the next benefit, each pair once.
    """
    first_day = dt.date.fromisoformat(home["today"])
    pairs = _pairs(home)
    actor = Actor(id="hr", role=Role.HR, employer_ids=frozenset({UUID(home["id"])}))
    whole = "election" in inspect.signature(enrolments.enrol).parameters

    def enrol() -> enrolments.Enrolment:
        employee, option = next(pairs)
        chosen = {"employee_id": employee, "option_id": option, "starts_on": first_day}
        if whole:
            chosen = {"election": enrolments.ElectionRequest(**chosen)}
        return enrolments.enrol(actor=actor, idempotency_key=f"{employee} {option}", **chosen)

    return enrol


def _pairs(home: dict) -> Iterator[tuple[int, UUID]]:
    # By the model: the column of the employee has another name since 3.0.0.
    rows = apps.get_model("enrolments_app", "Enrolment").objects
    done = {(str(who), str(what)) for who, what in rows.values_list("employee_id", "option_id")}
    for option, _ in home["benefits"]:
        for employee in home["employees"]:
            if (str(employee), option) not in done:
                yield employee, UUID(option)
    sys.exit("Everybody is enrolled in everything: ask for more people.")
