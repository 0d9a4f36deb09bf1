"""
Does the nightly check find what does not agree, and only that?
"""

import dataclasses
import datetime as dt
import io
import json
import uuid

import pytest
from django.core.management import CommandError, call_command

from domain_kit.money import Money
from domain_kit.periods import Period
from host.directory.data import EndMoved, StartMoved
from host.directory.models import Employee, Employer
from host.duties.data import Affairs, Bills, Cover, Finding
from host.duties.mending import mends
from host.duties.rules import differences, without
from tests.conftest import ACME

EMPLOYER, BENEFIT, COVER = (uuid.UUID(int=number) for number in (1, 2, 3))
YEAR = Period.inclusive(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
ON = dt.date(2027, 3, 15)
SIXTY = Money.of("60.00", "GBP")
FEBRUARY = dt.date(2027, 2, 1)


def month(number: int) -> tuple[uuid.UUID, dt.date]:
    return COVER, dt.date(2027, number, 1)


def affairs(**changes: object) -> Affairs:
    """
    One employee, covered and billed in January and February as it should be.
    """
    values = {
        "employer_id": EMPLOYER,
        "on": ON,
        "employed": {"1": (YEAR,)},
        "covers": (cover(),),
        "open_offers": {BENEFIT: "Medical"},
        "decided": frozenset({("1", BENEFIT)}),
        "bills": bills({month(1): SIXTY, month(2): SIXTY}),
    }
    return Affairs(**(values | changes))


def cover(days: Period | None = YEAR) -> Cover:
    return Cover(
        id=COVER,
        employee_id="1",
        benefit_id=BENEFIT,
        label="Medical",
        days=days,
        monthly=SIXTY,
    )


def bills(charged, complete_to=FEBRUARY) -> Bills:
    return Bills(charged=charged, employees={COVER: "1"}, complete_to=complete_to)


def found(**changes: object) -> list[Finding]:
    return [each.finding for each in differences(affairs(**changes))]


class TestRules:
    def test_find_nothing_where_all_agrees(self):
        assert found() == []

    def test_cover_of_somebody_who_has_left(self):
        left = Period.inclusive(YEAR.start, dt.date(2027, 6, 30))

        (difference,) = differences(affairs(employed={"1": (left,)}))

        assert difference.finding is Finding.COVER_WITHOUT_EMPLOYMENT
        assert "2027-07-01 to 2027-12-31" in difference.detail

    def test_cover_from_before_the_first_day_of_employment(self):
        joined = Period(start=dt.date(2027, 1, 11), end=None)

        (difference,) = differences(affairs(employed={"1": (joined,)}))

        assert difference.finding is Finding.COVER_WITHOUT_EMPLOYMENT
        assert "2027-01-01 to 2027-01-10" in difference.detail

    def test_cover_of_somebody_whom_the_directory_does_not_know(self):
        assert found(employed={}) == [Finding.COVER_WITHOUT_EMPLOYMENT]

    def test_cancelled_cover_needs_no_employment(self):
        assert found(employed={}, covers=(cover(None),), bills=bills({})) == []

    def test_an_employee_who_has_not_decided(self):
        assert found(decided=frozenset()) == [Finding.EMPLOYMENT_WITHOUT_DECISION]

    def test_who_is_not_employed_yet_need_not_decide(self):
        later = Period(start=ON + dt.timedelta(days=1), end=None)

        assert (
            found(employed={"1": (later,)}, covers=(), decided=frozenset(), bills=bills({})) == []
        )

    @pytest.mark.parametrize(
        "charged",
        [
            {month(1): SIXTY},
            {month(1): SIXTY, month(2): Money.of("59.99", "GBP")},
            {month(1): SIXTY, month(2): SIXTY, month(3): Money.of("1.00", "GBP")},
        ],
        ids=["a month left out", "a penny less", "too little in a month not yet invoiced"],
    )
    def test_cover_billed_differently(self, charged):
        assert found(bills=bills(charged)) == [Finding.BILLED_DIFFERENTLY]

    def test_a_month_that_nobody_has_billed_yet_is_no_difference(self):
        assert found(bills=bills({month(1): SIXTY}, complete_to=dt.date(2027, 1, 1))) == []

    def test_charges_for_cover_that_is_not_there(self):
        assert found(covers=(), decided=frozenset({("1", BENEFIT)})) == [
            Finding.BILLED_DIFFERENTLY,
            Finding.BILLED_DIFFERENTLY,
        ]

    def test_a_part_of_a_month_costs_its_days(self):
        """C-01: 10 to 28 February 2027 of 60.00 is 40.71."""
        part = Period.inclusive(dt.date(2027, 2, 10), dt.date(2027, 2, 28))

        assert found(covers=(cover(part),), bills=bills({month(2): Money.of("40.71", "GBP")})) == []

    def test_parts_of_a_month_are_rounded_together_where_billing_does(self):
        """C-03: 9 + 9 + 10 days of February at 10.00 cost 10.00, and 9.99 one by one."""
        first = dt.date(2027, 2, 1)
        days = [(0, 9), (9, 18), (18, 28)]
        parts = tuple(
            dataclasses.replace(
                cover(Period(start=first + dt.timedelta(a), end=first + dt.timedelta(b))),
                id=uuid.UUID(int=10 + a),
                monthly=Money.of("10.00", "GBP"),
                group="1 medical",
            )
            for a, b in days
        )
        billed = {
            (part.id, first): Money(minor=minor, currency="GBP")
            for part, minor in zip(parts, (322, 321, 357), strict=True)
        }
        alone = tuple(dataclasses.replace(part, group="") for part in parts)

        assert found(covers=parts, bills=bills(billed)) == []
        assert found(covers=alone, bills=bills(billed)) == [Finding.BILLED_DIFFERENTLY]

    @pytest.mark.parametrize(
        ("proration", "minor"),
        [
            ("daily", 4071),
            ("full-month", 6000),
            ("none", 0),
            ("wash-day", 6000),
            ("fixed-30", 3800),
        ],
    )
    def test_c_05_a_part_of_a_month_costs_what_the_plan_says(self, proration, minor):
        """10 to 28 February 2027 of 60.00."""
        part = Period.inclusive(dt.date(2027, 2, 10), dt.date(2027, 2, 28))
        planned = dataclasses.replace(cover(part), proration=proration)

        billed = {month(2): Money(minor=minor, currency="GBP")}

        assert found(covers=(planned,), bills=bills(billed)) == []

    def test_days_between_two_employments_are_bare(self):
        first = Period.inclusive(YEAR.start, dt.date(2027, 3, 31))
        second = Period(start=dt.date(2027, 5, 1), end=None)

        assert without(YEAR, (first, second)) == [
            Period.inclusive(dt.date(2027, 4, 1), dt.date(2027, 4, 30))
        ]


class TestMends:
    def mended(self, *employed: Period) -> list[EndMoved | StartMoved]:
        return list(mends(affairs(employed={"1": employed}), cover()))

    def test_cover_after_the_last_day_ends_with_it(self):
        left = Period.inclusive(YEAR.start, dt.date(2027, 6, 30))

        (moved,) = self.mended(left)

        assert moved == EndMoved(
            employer_id=EMPLOYER, previous_last_day=YEAR.last, last_day=left.last
        )

    @pytest.mark.parametrize("first_day", [dt.date(2027, 1, 11), dt.date(2028, 2, 1)])
    def test_cover_before_the_first_day_begins_with_it(self, first_day):
        (moved,) = self.mended(Period(start=first_day, end=None))

        assert moved == StartMoved(
            employer_id=EMPLOYER, previous_first_day=YEAR.start, first_day=first_day
        )

    def test_cover_of_somebody_unknown_ends_before_it_began(self):
        (moved,) = self.mended()

        assert moved.last_day == dt.date(2026, 12, 31)

    def test_cover_between_two_employments_waits_for_somebody_to_decide(self):
        first = Period.inclusive(YEAR.start, dt.date(2027, 3, 31))

        assert self.mended(first, Period(start=dt.date(2027, 5, 1), end=None)) == []


def run(*words: str) -> tuple[int, str]:
    said = io.StringIO()
    try:
        call_command("reconcile_cover", *words, stdout=said)
    except SystemExit as end:
        return int(end.code), said.getvalue()
    return 0, said.getvalue()


class TestCommand:
    def test_says_that_all_agrees(self, db):
        Employer.objects.create(name="Empty Ltd")

        assert run() == (0, "Employment, cover and bills agree.\n")

    def test_names_who_has_not_decided(self, seeded):
        person = Employee.objects.create(employer_id=ACME, name="New", hired_on=dt.date(2026, 1, 1))

        status, said = run("--employer", ACME, "--on", "2027-03-15", "--json")

        assert status == 1
        theirs = {
            each["finding"] for each in json.loads(said) if each["employee_id"] == str(person.pk)
        }
        assert theirs == {"employment-without-decision"}

    def test_names_cover_of_somebody_unknown(self, seeded):
        Employee.unnoticed.filter(pk=1).update(left_on=dt.date(2027, 1, 31))

        status, said = run("--on", "2027-03-15")

        assert status == 1
        assert "cover-without-employment" in said
        assert "2027-02-01 to" in said

    def test_refuses_an_employer_that_is_not_there(self, db):
        with pytest.raises(CommandError, match="There is no employer"):
            run("--employer", str(uuid.uuid4()))
