"""
Who works for the three employers? The same people at every start, by arithmetic and not by chance.
"""

import datetime as dt
from decimal import Decimal

from host.demo.living import names
from host.demo.living.acting import JAPAN, months_after
from host.directory.days import today_in
from host.directory.models import Employee, Employer
from host.directory.pay import Paid

# How many people an employer has in all, by its zone and place in the list; 300 together.
SIZES = (180, 90, 30)

_GRADES = {"A": 27_000, "B": 36_000, "C": 48_000, "D": 71_000}
_FTE = (Decimal(1),) * 6 + (Decimal("0.8"), Decimal(1), Decimal("0.6"), Decimal("0.4"))
_PLACES = {"London": ("London", "Leeds", "Manchester"), "Tokyo": ("Kyoto", "Osaka")}
# Their fewer years of service: these of every thirty people came lately, or have agreed to come.
_LATELY = {7: -1, 16: -2, 23: -4, 29: 1}


def hire_everybody() -> None:
    """
    Fill the employers that have people up to their sizes; those that have none are let go.
    """
    Employer.objects.filter(employees__isnull=True).delete()
    for employer, size in zip(Employer.objects.order_by("pk"), SIZES, strict=False):
        there = employer.employees.count()
        Employee.objects.bulk_create(
            _person(employer, number) for number in range(1, size - there + 1)
        )


def pay(employer: Employer, place: int) -> None:
    """
    The pay calendar: at the end of the month, or every second Friday with pay day a week later.
    """
    employer.paid = (Paid.MONTHLY, Paid.BIWEEKLY_26, Paid.MONTHLY)[place]
    employer.pay_period_ends_on = dt.date(2026, 1, 31) if place != 1 else dt.date(2026, 1, 2)
    employer.pay_lag_days = 7 if place == 1 else 0
    employer.save(update_fields=["paid", "pay_period_ends_on", "pay_lag_days"])


def _person(employer: Employer, number: int) -> Employee:
    japanese = employer.time_zone == JAPAN
    first, last = (names.FIRST_JAPAN, names.LAST_JAPAN) if japanese else (names.FIRST, names.LAST)
    shift = employer.pk.int % 16
    grade = "ABBCBADBCA"[(number + shift) % 10]
    full = Decimal(_GRADES[grade] + number % 9 * 450) * (150 if japanese else 1)
    fte = _FTE[(number * 3 + shift) % 10]
    places = _PLACES[employer.time_zone.rsplit("/", maxsplit=1)[-1]]
    return Employee(
        employer=employer,
        name=f"{first[(number + shift * 5) % len(first)]} {last[number * 7 % len(last)]}",
        born_on=dt.date(1962 + (number * 17 + shift) % 42, number % 12 + 1, number * 5 % 28 + 1),
        hired_on=_hired_on(today_in(employer.time_zone), number),
        location=places[number % len(places)],
        grade=grade,
        fte=fte,
        annual_salary=(full * fte).quantize(Decimal(1)),
        salary_currency="JPY" if japanese else "GBP",
        hours_per_month=Decimal("162.5") * fte,
    )


def _hired_on(today: dt.date, number: int) -> dt.date:
    lately = _LATELY.get(number % 30)
    if lately is not None:
        return months_after(today, lately)
    return dt.date(today.year - 1 - number * 3 % 11, number * 5 % 12 + 1, number * 3 % 28 + 1)
