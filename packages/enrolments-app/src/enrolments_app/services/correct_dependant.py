"""
Put right what was written wrongly about a dependant.
"""

import datetime as dt
from uuid import UUID

from django.db import IntegrityError, transaction

from domain_kit.actor import Actor
from domain_kit.violations import violated
from enrolments_app.data.dependants import RegisteredDependant
from enrolments_app.errors.dependants import DependantNotFound, DependantPriced
from enrolments_app.models.dependant import ONE_PARTNER_A_DAY, Dependant
from enrolments_app.models.enrolment import COUNTS, Enrolment
from enrolments_app.queries.dependants import get_dependant
from enrolments_app.queries.own_rows import own_rows
from enrolments_app.rules.dependants import require_born, require_relationship
from enrolments_app.rules.employee_ids import stored_id
from enrolments_app.rules.texts import require_text
from enrolments_app.services.commands import act_once
from enrolments_app.services.dependant_days import dependant_in_the_way
from enrolments_app.services.employee_for import employee_for
from enrolments_app.services.permission import DECIDERS, today_of

PRICED = ("relationship", "born_on", "disabled")
"""What a price may depend on."""


def correct_dependant(
    *,
    actor: Actor,
    idempotency_key: str,
    dependant_id: UUID,
    name: str,
    relationship: str,
    born_on: dt.date | None,
    disabled: bool,
) -> RegisteredDependant:
    """
    Write a dependant's particulars anew, as if they had always been so; the days stay.

    What a price may depend on changes as long as nothing covers the person, now or ever: cover
    keeps the people and the price it was decided with.

    Raises:
        DependantNotFound: if the actor can see no such dependant.
        DependantPriced: if more than the name changes, and the person is or was covered.
        UnknownRelationship, BornInTheFuture, SecondPartner, TextNotStorable: as `add_dependant`.
        NotPermitted: unless HR, operator, or the employee itself.
        IdempotencyConflict: if the key was used for something else.
    """
    told = {"relationship": relationship, "born_on": born_on, "disabled": disabled}

    def execute() -> None:
        actor.require_role(*DECIDERS)
        row = own_rows(actor, Dependant).select_for_update().filter(pk=dependant_id).first()
        if row is None:
            raise DependantNotFound(dependant_id)
        require_text("name", name, longest=200)
        require_relationship(relationship)
        require_born(row.key, born_on, today=today_of(employee_for(actor, row.employee_id)))
        changed = [field for field in PRICED if getattr(row, field) != told[field]]
        _require_unpriced(row, changed)
        _write(row, name=name, **told)

    act_once(
        "correct_dependant",
        actor=actor,
        idempotency_key=idempotency_key,
        request={
            "dependant": str(dependant_id),
            "name": name,
            "relationship": relationship,
            "born_on": str(born_on),
            "disabled": disabled,
        },
        execute=execute,
    )
    return get_dependant(actor=actor, dependant_id=dependant_id)


def _require_unpriced(row: Dependant, changed: list[str]) -> None:
    if not changed:
        return
    covers = Enrolment.objects.filter(
        COUNTS,
        employer_id=row.employer_id,
        employee_id=stored_id(row.employee_id),
        members__key=row.key,
    )
    ids = tuple(covers.order_by("id").values_list("id", flat=True))
    if ids:
        raise DependantPriced(row.id, changed, ids)


def _write(row: Dependant, **told: object) -> None:
    for field, value in told.items():
        setattr(row, field, value)
    try:
        # A savepoint: who is in the way can only be read in a transaction that lives.
        with transaction.atomic():
            row.save(update_fields=list(told))
    except IntegrityError as exc:
        if violated(exc) != ONE_PARTNER_A_DAY:
            raise
        raise dependant_in_the_way(row) from exc
