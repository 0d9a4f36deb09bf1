"""
Is a child covered to the end of the month of its 26th birthday, and not a day longer (C-19)?
"""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from domain_kit.errors import TenantForbidden
from enrolments_app import api, models
from enrolments_app.api import age_out
from enrolments_app.data import ChangeKind, Person
from enrolments_app.models.enrolment import COUNTS
from enrolments_app.rules.age_out import first_day_without
from enrolments_app.testing import ids
from enrolments_app.testing.crowd import CrowdCatalogue
from tests.runs import JANUARY, SYSTEM, child, cover, crowd, days  # noqa: F401

LAST_DAY = dt.date(2027, 12, 31)
MAY_1, MAY_31, JUNE_1 = dt.date(2027, 5, 1), dt.date(2027, 5, 31), dt.date(2027, 6, 1)
BORN_IN_MAY = dt.date(2001, 5, 20)


def run(on=JUNE_1, **options):
    return age_out(actor=SYSTEM, employer_id=ids.ACME, on=on, **options)


def members(employee_id=1):
    """The keys of the members of each cover that counts, by its first day."""
    rows = models.Enrolment.objects.filter(COUNTS, employee_id=employee_id)
    return {
        row.coverage.lower: [member.key for member in row.members.all()]
        for row in sorted(rows, key=lambda row: row.coverage.lower)
    }


class TestFirstDayWithout:
    @pytest.mark.parametrize(
        ("born_on", "first"),
        [
            (dt.date(2001, 5, 20), dt.date(2027, 6, 1)),
            (dt.date(2001, 5, 1), dt.date(2027, 6, 1)),
            (dt.date(2001, 5, 31), dt.date(2027, 6, 1)),
            (dt.date(2001, 12, 31), dt.date(2028, 1, 1)),
            # Born on 29 February, one is 26 on 1 March of a common year (C-06).
            (dt.date(2000, 2, 29), dt.date(2026, 4, 1)),
            (None, None),
        ],
    )
    def test_c_19_is_the_day_after_the_month_of_the_birthday(self, born_on, first):
        person = Person(key="kit", relationship="child", born_on=born_on)

        assert first_day_without(person, limit=26) == first

    def test_a_leap_day_in_a_leap_year_is_a_birthday(self):
        person = Person(key="kit", relationship="child", born_on=dt.date(2000, 2, 29))

        assert first_day_without(person, limit=24) == dt.date(2024, 3, 1)

    @pytest.mark.parametrize(("relationship", "disabled"), [("spouse", False), ("child", True)])
    def test_is_none_for_others(self, relationship, disabled):
        person = Person(
            key="kit", relationship=relationship, born_on=BORN_IN_MAY, disabled=disabled
        )

        assert first_day_without(person, limit=26) is None


@pytest.mark.usefixtures("crowd")
class TestAgeOut:
    def test_c_19_ends_the_member_and_prices_the_tier_from_the_next_day(self, monkeypatch):
        monkeypatch.setattr(CrowdCatalogue, "per_dependant", "20.00")
        made = cover(dependants=[child("kit", BORN_IN_MAY)])

        assert run().made == 1

        assert days() == [(JANUARY, MAY_31), (JUNE_1, LAST_DAY)]
        assert members() == {JANUARY: ["", "kit"], JUNE_1: [""]}
        successor = models.Enrolment.objects.get(predecessor_id=made.id)
        assert (str(made.monthly.amount), str(successor.monthly_price)) == ("80.00", "60.000")
        assert successor.tier == "employee_only"

    def test_c_19_does_nothing_the_month_before(self):
        cover(dependants=[child("kit", BORN_IN_MAY)])

        assert run(on=MAY_31).made == 0

    def test_c_19_run_again_does_nothing(self):
        cover(dependants=[child("kit", BORN_IN_MAY)])
        run(idempotency_key="one")

        assert run(idempotency_key="two").made == 0
        assert run(on=dt.date(2027, 6, 2)).made == 0

    def test_a_late_run_ends_each_child_on_its_own_day(self):
        cover(dependants=[child("kit", BORN_IN_MAY), child("ann", dt.date(2001, 7, 1))])

        run(on=dt.date(2027, 9, 15))

        august = dt.date(2027, 8, 1)
        assert members() == {JANUARY: ["", "kit", "ann"], JUNE_1: ["", "ann"], august: [""]}

    def test_younger_children_stay(self):
        cover(dependants=[child("kit", BORN_IN_MAY), child("ann", dt.date(2010, 7, 1))])

        run()

        assert members()[JUNE_1] == ["", "ann"]

    def test_the_limit_is_a_parameter(self):
        cover(dependants=[child("kit", BORN_IN_MAY)])

        assert run(limit=27).made == 0

    def test_cover_that_begins_with_the_run_is_replaced_from_its_first_day(self):
        cover(starts_on=JUNE_1, dependants=[child("kit", BORN_IN_MAY)])

        run()

        assert days() == [(JUNE_1, LAST_DAY)]
        assert members() == {JUNE_1: [""]}

    def test_tells_both_in_the_log(self):
        cover(dependants=[child("kit", BORN_IN_MAY)])

        run()

        log = api.changes_since(actor=SYSTEM, employer_id=ids.ACME)
        assert [(change.kind, change.effective_on) for change in log[1:]] == [
            (ChangeKind.TERMINATE, MAY_31),
            (ChangeKind.DEPENDANT_DROP, JUNE_1),
        ]

    def test_the_number_of_statements_does_not_grow_with_the_people(self):
        def statements(people):
            with transaction.atomic():
                for employee_id in range(1, people + 1):
                    cover(employee_id, dependants=[child("kit", BORN_IN_MAY)])
                with CaptureQueriesContext(connection) as captured:
                    assert run().made == people
                transaction.set_rollback(True)
            return len(captured)

        assert statements(2) == statements(40)

    def test_is_closed_to_other_tenants(self, stranger):
        with pytest.raises(TenantForbidden):
            age_out(actor=stranger, employer_id=ids.ACME, on=MAY_1)
