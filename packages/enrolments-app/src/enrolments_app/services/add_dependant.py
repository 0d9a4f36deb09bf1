"""
Name somebody as an employee's dependant.
"""

import datetime as dt
from uuid import UUID

from domain_kit.actor import Actor
from enrolments_app.data.dependants import RegisteredDependant
from enrolments_app.models.dependant import Dependant
from enrolments_app.queries.dependants import get_dependant
from enrolments_app.rules.dependants import require_born, require_relationship
from enrolments_app.rules.texts import require_text
from enrolments_app.services.dependant_days import dependant_in_the_way
from enrolments_app.services.employee_for import employee_for
from enrolments_app.services.once import once
from enrolments_app.services.permission import today_of


def add_dependant(
    *,
    actor: Actor,
    idempotency_key: str,
    employee_id: str | int,
    key: str,
    name: str,
    relationship: str,
    born_on: dt.date | None = None,
    disabled: bool = False,
    starts_on: dt.date | None = None,
) -> RegisteredDependant:
    """
    Name a dependant from a day on: today, in the employer's zone, or the birth date given.

    `key` is the HR system's own identifier; covering the person is another decision.

    Raises:
        UnknownRelationship: if the relationship is none that is known.
        BornInTheFuture: if the birth date is after today, in the employer's own day.
        DependantKeyTaken: if the key is another dependant of the employee on some of these days.
        SecondPartner: if the employee has a spouse or partner already.
        TextNotStorable: if the key or the name is empty, too long or no text.
        EmployeeNotFound: if there is no such employee of the actor's.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """

    def execute(dependant_id: UUID) -> None:
        facts = employee_for(actor, employee_id)
        today = today_of(facts)
        require_text("key", key, longest=100)
        require_text("name", name, longest=200)
        require_relationship(relationship)
        require_born(key, born_on, today=today)
        row = Dependant(
            id=dependant_id,
            employer_id=facts.employer_id,
            employee_id=str(employee_id),
            key=key,
            name=name,
            relationship=relationship,
            born_on=born_on,
            disabled=disabled,
            days=(starts_on or born_on or today, None),
            recorded_by=actor.id,
        )
        _insert(row)

    made = once(
        "add_dependant",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "employee": str(employee_id),
            "key": key,
            "name": name,
            "relationship": relationship,
            "born_on": str(born_on),
            "disabled": disabled,
            "starts_on": str(starts_on),
        },
        execute=execute,
    )
    return get_dependant(actor=actor, dependant_id=made)


def _insert(row: Dependant) -> None:
    # DO NOTHING waits for a rival that has not committed: two plain inserts that exclude each
    # other would wait for one another.
    Dependant.objects.bulk_create([row], ignore_conflicts=True)
    if not Dependant.objects.filter(pk=row.pk).exists():
        raise dependant_in_the_way(row)
