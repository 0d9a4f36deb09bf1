"""
The commands about a family in short.
"""

import datetime as dt

from enrolments_app.services.add_dependant import add_dependant
from enrolments_app.services.end_dependant import end_dependant


def add(actor, *, key="c1", idempotency_key=None, **more):
    fields = {"employee_id": 1, "name": "Kit", "relationship": "child"} | more
    return add_dependant(
        actor=actor, idempotency_key=idempotency_key or f"add {key}", key=key, **fields
    )


def end(actor, dependant, *, ends_on=dt.date(2027, 6, 30), key="end", **more):
    return end_dependant(
        actor=actor,
        idempotency_key=key,
        dependant_id=dependant.id,
        ends_on=ends_on,
        reason="moved out",
        **more,
    )
