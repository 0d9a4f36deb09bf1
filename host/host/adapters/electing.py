"""
How does the host enrol somebody, whichever release of enrolments is installed?
"""

import datetime as dt
import inspect
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app import api as enrolments

TAKES_ELECTIONS = "election" in inspect.signature(enrolments.enrol).parameters


def enrol(
    *,
    actor: Actor,
    idempotency_key: str,
    employee_id: int | str,
    option_id: UUID,
    starts_on: dt.date,
    dependants: Sequence[enrolments.Dependant] = (),
    **more: Any,
) -> enrolments.Enrolment:
    """
    Enrol an employee. From 2.2 on an election says in one value what is chosen.
    """
    chosen: dict[str, Any] = {
        "employee_id": employee_id,
        "option_id": option_id,
        "starts_on": starts_on,
        "dependants": tuple(dependants),
    }
    if TAKES_ELECTIONS:
        chosen = {"election": enrolments.ElectionRequest(**chosen)}
    return enrolments.enrol(actor=actor, idempotency_key=idempotency_key, **chosen, **more)
