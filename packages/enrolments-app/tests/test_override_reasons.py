"""
Does the history say why a limit did not hold?
"""

import datetime as dt

import pytest

from enrolments_app import api
from enrolments_app.testing import ids

pytestmark = pytest.mark.django_db
MAY, JUNE = dt.date(2027, 5, 1), dt.date(2027, 6, 30)


@pytest.fixture(autouse=True)
def long_ago(made, at):
    """
    Everything below is further back than HR may reach.
    """
    at("2027-11-01T09:00Z")


def unenrol(hr, made, **more):
    return api.unenrol(
        actor=hr,
        idempotency_key="u",
        enrolment_id=made.id,
        ends_on=JUNE,
        **{"reason": "left", **more},
    )


def last_reason(hr):
    *_, change = api.changes_since(actor=hr, employer_id=ids.ACME)
    return change.reason


def test_an_end_keeps_both_reasons(hr, made):
    ended = unenrol(hr, made, override_reason="the form was lost")

    assert last_reason(hr) == ended.reason == "left (the form was lost)"


def test_a_withdrawn_end_keeps_both_reasons(hr, made):
    unenrol(hr, made, override_reason="the form was lost")

    api.withdraw_end(
        actor=hr, idempotency_key="w", enrolment_id=made.id, reason="stays", override_reason="found"
    )

    assert last_reason(hr) == "stays (found)"


def test_another_option_keeps_both_reasons(hr, made):
    api.change_option(
        actor=hr,
        idempotency_key="c",
        enrolment_id=made.id,
        option_id=ids.MEDICAL_PLUS_2027,
        starts_on=MAY,
        reason="a better plan",
        override_reason="asked in April",
    )

    assert last_reason(hr) == "a better plan (asked in April)"


def test_a_reinstated_cover_keeps_both_reasons(hr, made):
    unenrol(hr, made, override_reason="the form was lost")

    api.reinstate(
        actor=hr, idempotency_key="r", enrolment_id=made.id, reason="stays", override_reason="found"
    )

    assert last_reason(hr) == "stays (found)"


def test_a_leaver_keeps_both_reasons(hr, made):
    api.terminate_employment(
        actor=hr,
        idempotency_key="t",
        employer_id=ids.ACME,
        employee_id=1,
        last_day=JUNE,
        reason="left",
        override_reason="told in October",
    )

    assert last_reason(hr) == "left (told in October)"


def test_a_first_day_keeps_both_reasons(hr, made):
    api.correct_first_day(
        actor=hr,
        idempotency_key="f",
        employer_id=ids.ACME,
        employee_id=1,
        previous_first_day=dt.date(2027, 2, 10),
        first_day=MAY,
        reason="hired later",
        override_reason="a wrong contract",
    )

    assert last_reason(hr) == "hired later (a wrong contract)"


def test_one_reason_given_twice_is_told_once(hr, made):
    unenrol(hr, made, reason="left", override_reason="left")

    assert last_reason(hr) == "left"


def test_reasons_that_do_not_fit_together_are_refused(hr, made):
    with pytest.raises(api.TextNotStorable, match="reason with override_reason has 203 characters"):
        unenrol(hr, made, reason="r" * 100, override_reason="o" * 100)
