"""
Does a carrier hear what changed on balance, and none of the noise?
"""

import dataclasses
import datetime as dt
import itertools
import uuid

import pytest

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app.data import ChangeKind, EnrolmentChange
from enrolments_app.data.carrier import CarrierActionKind
from enrolments_app.rules.reduce_changes import reduce_changes
from enrolments_app.testing import ids

FIRST, SECOND = uuid.UUID(int=1), uuid.UUID(int=2)
FEBRUARY, MAY_10 = dt.date(2027, 2, 1), dt.date(2027, 5, 10)
OPEN = Period(start=FEBRUARY, end=None)
TO_MAY = Period(start=FEBRUARY, end=MAY_10)
FROM_MAY = Period(start=MAY_10, end=None)
YEAR = Period(start=FEBRUARY, end=dt.date(2028, 1, 1))


@pytest.fixture
def change():
    sequence = itertools.count(1)

    def make(kind, before, after, *, enrolment=FIRST, option=ids.MEDICAL_2027, price="60.00"):
        return EnrolmentChange(
            id=uuid.uuid4(),
            sequence=next(sequence),
            kind=kind,
            enrolment_id=enrolment,
            employer_id=ids.ACME,
            employee_id=1,
            benefit_id=ids.MEDICAL,
            plan_id=ids.PLAN,
            option_id=option,
            label="Private medical",
            coverage=after,
            previous_coverage=before,
            monthly=Money.of(price, "GBP"),
            effective_on=FEBRUARY,
            recorded_at=dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
            reason="",
        )

    return make


def kinds(changes, **options):
    return [action.kind for action in reduce_changes(changes, **options)]


class TestOneEnrolment:
    def test_a_start_is_an_add(self, change):
        assert kinds([change(ChangeKind.INITIAL, None, OPEN)]) == [CarrierActionKind.ADD]

    def test_a_start_and_its_cancel_are_nothing(self, change):
        log = [change(ChangeKind.INITIAL, None, OPEN), change(ChangeKind.CANCEL, OPEN, None)]

        assert kinds(log) == []

    def test_a_start_and_its_end_are_one_add_with_an_end(self, change):
        log = [change(ChangeKind.INITIAL, None, OPEN), change(ChangeKind.TERMINATE, OPEN, TO_MAY)]

        (action,) = reduce_changes(log)
        assert (action.kind, action.after.coverage) == (CarrierActionKind.ADD, TO_MAY)

    def test_an_end_is_a_termination_on_its_last_day(self, change):
        (action,) = reduce_changes([change(ChangeKind.TERMINATE, OPEN, TO_MAY)])

        assert action.kind is CarrierActionKind.TERMINATE
        assert action.effective_on == dt.date(2027, 5, 9)

    def test_the_same_end_twice_is_one(self, change):
        log = [
            change(ChangeKind.TERMINATE, OPEN, TO_MAY),
            change(ChangeKind.TERMINATE, TO_MAY, TO_MAY),
        ]

        assert kinds(log) == [CarrierActionKind.TERMINATE]

    def test_the_same_entry_read_twice_is_one(self, change):
        entry = change(ChangeKind.INITIAL, None, OPEN)

        assert kinds([entry, entry]) == [CarrierActionKind.ADD]

    def test_an_end_that_was_known_already_is_nothing(self, change):
        assert kinds([change(ChangeKind.TERMINATE, TO_MAY, TO_MAY)]) == []

    def test_an_end_of_what_never_was_is_nothing(self, change):
        assert kinds([change(ChangeKind.TERMINATE, None, TO_MAY)]) == []

    def test_an_end_without_a_day_is_nothing(self, change):
        assert kinds([change(ChangeKind.TERMINATE, YEAR, OPEN)]) == []

    def test_an_end_and_its_withdrawal_are_nothing(self, change):
        log = [
            change(ChangeKind.TERMINATE, OPEN, TO_MAY),
            change(ChangeKind.WITHDRAW_END, TO_MAY, OPEN),
        ]

        assert kinds(log) == []

    def test_a_later_end_is_a_change(self, change):
        assert kinds([change(ChangeKind.TERMINATE_LATER, TO_MAY, YEAR)]) == [
            CarrierActionKind.CHANGE
        ]

    def test_cover_that_never_took_effect_is_cancelled(self, change):
        assert kinds([change(ChangeKind.CANCEL, OPEN, None)]) == [CarrierActionKind.CANCEL]


class TestReplacement:
    def test_the_same_cover_given_again_is_nothing(self, change):
        log = [
            change(ChangeKind.CANCEL, OPEN, None),
            change(ChangeKind.INITIAL, None, OPEN, enrolment=SECOND),
        ]

        assert kinds(log) == []

    def test_ended_and_given_again_from_the_day_after_is_nothing(self, change):
        log = [
            change(ChangeKind.TERMINATE, OPEN, TO_MAY),
            change(ChangeKind.INITIAL, None, FROM_MAY, enrolment=SECOND),
        ]

        assert kinds(log) == []

    def test_the_same_cover_for_other_people_is_a_change(self, change):
        log = [
            change(ChangeKind.CANCEL, OPEN, None),
            change(ChangeKind.INITIAL, None, OPEN, enrolment=SECOND),
        ]

        assert kinds(log, members={FIRST: ("",), SECOND: ("", "kit")}) == [CarrierActionKind.CHANGE]

    def test_another_option_from_a_day_on_is_one_change(self, change):
        log = [
            change(ChangeKind.OPTION_CHANGE, OPEN, TO_MAY),
            change(
                ChangeKind.OPTION_CHANGE,
                None,
                FROM_MAY,
                enrolment=SECOND,
                option=ids.DENTAL_2027,
                price="90.00",
            ),
        ]

        (action,) = reduce_changes(log)

        assert (action.kind, action.effective_on) == (CarrierActionKind.CHANGE, MAY_10)
        assert action.before.monthly == Money.of("60.00", "GBP")
        assert action.after.monthly == Money.of("90.00", "GBP")

    def test_two_options_within_one_export_are_two_changes(self, change):
        june = dt.date(2027, 6, 1)
        log = [
            change(ChangeKind.OPTION_CHANGE, OPEN, TO_MAY),
            change(ChangeKind.OPTION_CHANGE, None, FROM_MAY, enrolment=SECOND, price="90.00"),
            change(
                ChangeKind.OPTION_CHANGE,
                FROM_MAY,
                Period(start=MAY_10, end=june),
                enrolment=SECOND,
                price="90.00",
            ),
            change(
                ChangeKind.OPTION_CHANGE,
                None,
                Period(start=june, end=None),
                enrolment=uuid.UUID(int=3),
                price="120.00",
            ),
        ]

        assert [(a.kind, a.effective_on) for a in reduce_changes(log)] == [
            (CarrierActionKind.CHANGE, MAY_10),
            (CarrierActionKind.CHANGE, june),
        ]

    def test_another_plan_is_an_end_and_an_add(self, change):
        start = dataclasses.replace(
            change(ChangeKind.OPTION_CHANGE, None, FROM_MAY, enrolment=SECOND),
            plan_id=uuid.UUID(int=9),
        )

        assert kinds([change(ChangeKind.OPTION_CHANGE, OPEN, TO_MAY), start]) == [
            CarrierActionKind.ADD,
            CarrierActionKind.TERMINATE,
        ]

    def test_the_order_of_the_log_does_not_matter(self, change):
        log = [
            change(ChangeKind.INITIAL, None, OPEN),
            change(ChangeKind.TERMINATE, OPEN, TO_MAY),
        ]

        assert reduce_changes(reversed(log)) == reduce_changes(log)
