"""
Are endings, cancellations and reads right, day by day and tenant by tenant?
"""

import datetime as dt

import pytest
from django.core.management import call_command

from domain_kit.errors import TenantForbidden
from domain_kit.periods import Period
from enrolments_app import api
from enrolments_app.testing import ids, seed
from tests.conftest import FEBRUARY_10

JUNE_30 = dt.date(2027, 6, 30)


def unenrol(actor, enrolment, *, ends_on=JUNE_30, key="end"):
    return api.unenrol(
        actor=actor,
        idempotency_key=key,
        enrolment_id=enrolment.id,
        ends_on=ends_on,
        reason="left the scheme",
    )


class TestUnenrol:
    def test_keeps_the_last_day(self, made, ada, heard):
        ended = unenrol(ada, made)

        assert ended.status is api.EnrolmentStatus.ENDED
        assert ended.coverage == Period.inclusive(FEBRUARY_10, JUNE_30)
        (change,) = heard
        assert change.previous_coverage == Period(start=FEBRUARY_10, end=None)

    def test_a_retry_has_one_effect(self, made, ada, heard):
        assert unenrol(ada, made) == unenrol(ada, made)
        assert len(heard) == 1

    def test_happens_once(self, made, ada):
        unenrol(ada, made)

        with pytest.raises(api.IllegalTransition, match="is ended and cannot be ended"):
            unenrol(ada, made, key="again")

    def test_refuses_to_end_before_the_start(self, made, ada):
        with pytest.raises(api.EndsBeforeStart, match="Cancel it if it never took effect"):
            unenrol(ada, made, ends_on=dt.date(2027, 2, 9))

    def test_is_hidden_from_strangers(self, made, stranger):
        with pytest.raises(api.EnrolmentNotFound):
            unenrol(stranger, made)


class TestCancel:
    def test_covers_no_day(self, made, ada, heard):
        cancelled = api.cancel(actor=ada, idempotency_key="c", enrolment_id=made.id, reason="typo")

        assert cancelled.coverage is None
        assert heard[0].coverage is None
        assert heard[0].previous_coverage == Period(start=FEBRUARY_10, end=None)


class TestReads:
    @pytest.mark.parametrize(
        ("on", "covered"),
        [(dt.date(2027, 2, 9), 0), (FEBRUARY_10, 1), (JUNE_30, 1), (dt.date(2027, 7, 1), 0)],
    )
    def test_coverage_follows_from_dates(self, made, ada, on, covered):
        unenrol(ada, made)

        found = api.coverage_on(actor=ada, employer_id=ids.ACME, on=on, employee_id=1)

        assert len(found) == covered

    def test_an_employee_sees_itself_only(self, made, hr, ada):
        api.enrol(
            actor=hr,
            idempotency_key="other",
            employee_id=2,
            option_id=ids.MEDICAL_2027,
            starts_on=FEBRUARY_10,
        )

        mine = api.list_enrolments(actor=ada, employer_id=ids.ACME)

        assert [enrolment.employee_id for enrolment in mine] == [1]

    @pytest.mark.parametrize(
        "read",
        [
            lambda a: api.list_enrolments(actor=a, employer_id=ids.ACME),
            lambda a: api.coverage_on(actor=a, employer_id=ids.ACME, on=FEBRUARY_10),
            lambda a: api.changes_since(actor=a, employer_id=ids.ACME),
        ],
    )
    def test_are_closed_to_other_tenants(self, made, stranger, read):
        with pytest.raises(TenantForbidden):
            read(stranger)

    def test_the_feed_goes_on_from_its_cursor(self, made, ada, hr):
        unenrol(ada, made)
        first, second = api.changes_since(actor=hr, employer_id=ids.ACME)

        later = api.changes_since(actor=hr, employer_id=ids.ACME, cursor=first.sequence)

        assert later == (second,)


class TestSeed:
    def test_old_dirt_is_listed_and_not_covered(self, db, hr, capsys):
        seed(dirty=True)

        call_command("enrolments_check")

        said = capsys.readouterr().out
        assert "covered twice on a day" in said
        assert "ends before it starts" in said
        assert "dependants that are not a list: object" in said
        covered = api.coverage_on(
            actor=hr, employer_id=ids.ACME, on=dt.date(2026, 12, 31), employee_id=4
        )
        assert covered == ()

    def test_a_clean_seed_is_clean(self, db, capsys):
        seed(dirty=False)

        call_command("enrolments_check")

        assert capsys.readouterr().out == "0 enrolments need attention.\n"
