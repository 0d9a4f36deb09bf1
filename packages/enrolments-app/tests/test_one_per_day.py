"""
Can a day be covered twice by one benefit, whoever writes (C-21)?
"""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from domain_kit.periods import Period
from domain_kit.violations import violated
from enrolments_app import api, models
from enrolments_app.models.enrolment import ONE_PER_DAY
from enrolments_app.testing import ids
from enrolments_app.testing.builders import build_enrolment

JULY_1 = dt.date(2027, 7, 1)
NEW_YEAR = dt.date(2027, 1, 1)


def enrol(actor, *, key, starts_on=NEW_YEAR):
    return api.enrol(
        actor=actor,
        idempotency_key=key,
        election=api.ElectionRequest(
            employee_id=1, option_id=ids.MEDICAL_2027, starts_on=starts_on
        ),
    )


def at_once(*calls) -> list[object]:
    """
    What each call answers or refuses, all started at the same moment on connections of their own.
    """
    start = threading.Barrier(len(calls))
    answers: list[object] = []

    def run(call) -> None:
        start.wait()
        try:
            answers.append(call())
        except api.EnrolmentsError as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_c_21_of_eight_one_commits_and_seven_name_it(self, hr):
        answers = at_once(*(lambda key=key: enrol(hr, key=f"k{key}") for key in range(8)))

        (row,) = models.Enrolment.objects.all()
        refused = [each for each in answers if isinstance(each, api.OverlappingCoverage)]
        assert [refusal.existing_id for refusal in refused] == [row.id] * 7

    def test_c_21_ending_and_enrolling_never_overlap(self, hr):
        made = enrol(hr, key="first")

        def end():
            return api.unenrol(
                actor=hr,
                idempotency_key="end",
                enrolment_id=made.id,
                ends_on=dt.date(2027, 6, 30),
                reason="left",
            )

        at_once(end, lambda: enrol(hr, key="next", starts_on=JULY_1))

        days = [each.coverage for each in api.list_enrolments(actor=hr, employer_id=ids.ACME)]
        assert not any(a.overlaps(b) for a in days for b in days if a is not b)

    def test_c_21_two_changes_of_option_make_one_successor(self, hr):
        made = enrol(hr, key="first")

        def change(key):
            return api.change_option(
                actor=hr,
                idempotency_key=key,
                enrolment_id=made.id,
                option_id=ids.MEDICAL_PLUS_2027,
                starts_on=JULY_1,
            )

        at_once(lambda: change("left"), lambda: change("right"))

        assert models.Enrolment.objects.filter(predecessor_id=made.id).count() == 1


@pytest.mark.django_db
class TestHalves:
    def test_c_21_a_first_half_fits_before_a_second(self):
        build_enrolment(starts_on=JULY_1)

        first = build_enrolment(starts_on=NEW_YEAR, ends_on=dt.date(2027, 6, 30))

        assert first.pk

    def test_c_21_cancelled_waived_and_reversed_rows_do_not_block(self):
        build_enrolment(status=api.EnrolmentStatus.CANCELLED)
        build_enrolment(status=api.EnrolmentStatus.WAIVED)
        undone = build_enrolment()
        models.Enrolment.objects.filter(pk=undone.pk).update(reversed=True)

        assert build_enrolment().pk

    def test_c_21_the_database_refuses_whoever_goes_around_the_service(self):
        build_enrolment(starts_on=JULY_1)

        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            build_enrolment(starts_on=NEW_YEAR)

        assert violated(refusal.value) == ONE_PER_DAY

    def test_a_refusal_leaves_the_callers_transaction_usable(self, hr):
        enrol(hr, key="first")

        with transaction.atomic():
            with pytest.raises(api.OverlappingCoverage):
                enrol(hr, key="second")
            assert api.coverage_on(actor=hr, employer_id=ids.ACME, on=NEW_YEAR)

    def test_a_refusal_does_not_use_its_key(self, hr):
        made = enrol(hr, key="first")
        with pytest.raises(api.OverlappingCoverage):
            enrol(hr, key="second", starts_on=JULY_1)

        api.unenrol(
            actor=hr,
            idempotency_key="end",
            enrolment_id=made.id,
            ends_on=dt.date(2027, 6, 30),
            reason="left",
        )

        assert enrol(hr, key="second", starts_on=JULY_1).coverage == Period(
            start=JULY_1, end=dt.date(2028, 1, 1)
        )
