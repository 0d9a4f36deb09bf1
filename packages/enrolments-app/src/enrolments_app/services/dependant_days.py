"""
Which days is somebody a dependant, and who is in the way of other days?
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from domain_kit.violations import violated
from enrolments_app.data.dependants import PARTNERS
from enrolments_app.errors.base import EnrolmentsError
from enrolments_app.errors.dependants import DependantKeyTaken, SecondPartner
from enrolments_app.models.dependant import (
    ONE_DEPENDANT_PER_KEY_AND_DAY,
    ONE_PARTNER_A_DAY,
    Dependant,
)


def move_dependant_end(row: Dependant, end: dt.date | None, reason: str) -> None:
    """
    Let a locked row end before another day, or never. Asks nobody for permission.

    Raises:
        DependantKeyTaken, SecondPartner: if days it gains are another dependant's.
    """
    row.days = DateRange(row.days.lower, end)
    row.end_reason = reason
    try:
        # A savepoint: who is in the way can only be read in a transaction that lives.
        with transaction.atomic():
            row.save(update_fields=["days", "end_reason"])
    except IntegrityError as exc:
        if violated(exc) not in (ONE_DEPENDANT_PER_KEY_AND_DAY, ONE_PARTNER_A_DAY):
            raise
        raise dependant_in_the_way(row) from exc


def dependant_in_the_way(row: Dependant) -> EnrolmentsError:
    """
    The refusal that names the dependant who has days of a row.
    """
    others = Dependant.objects.filter(
        employer_id=row.employer_id, employee_id=row.employee_id, days__overlap=row.days
    ).exclude(pk=row.pk)
    twin = others.filter(key=row.key).values_list("id", flat=True).first()
    if twin:
        return DependantKeyTaken(row.key, twin)
    partner = others.filter(relationship__in=PARTNERS).values_list("id", flat=True).first()
    # None: the rival was ended in the meantime; a retry with a new key will succeed.
    return SecondPartner(row.employee_id, partner or row.id)
