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
from enrolments_app.testing.fakes import FakeDirectory
from tests.conftest import FEBRUARY_10

JUNE_30 = dt.date(2027, 6, 30)


class Forgetful(FakeDirectory):
    """Knows nobody any more."""

    def facts(self, *, employee_id, on):
        raise api.EmployeeNotFound(employee_id)


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
        assert change.previous_coverage == Period(start=FEBRUARY_10, end=dt.date(2028, 1, 1))

    def test_a_retry_has_one_effect(self, made, ada, heard):
        assert unenrol(ada, made) == unenrol(ada, made)
        assert len(heard) == 1

    @pytest.mark.parametrize(
        ("last", "kind"),
        [
            (dt.date(2027, 5, 31), api.ChangeKind.TERMINATE_EARLIER),
            (dt.date(2027, 9, 30), api.ChangeKind.TERMINATE_LATER),
        ],
    )
    def test_moves_an_end_that_was_set(self, made, ada, heard, last, kind):
        unenrol(ada, made)

        assert unenrol(ada, made, ends_on=last, key="again").ends_on == last
        assert heard[1].kind is kind
        assert heard[1].previous_coverage == Period.inclusive(FEBRUARY_10, JUNE_30)

    def test_of_somebody_forgotten_an_end_moves_earlier_and_never_later(self, made, hr, settings):
        unenrol(hr, made)
        settings.ENROLMENTS_EMPLOYEE_DIRECTORY = f"{__name__}.Forgetful"

        with pytest.raises(api.EmployeeNotFound):
            unenrol(hr, made, ends_on=dt.date(2027, 9, 30), key="later")

        earlier = dt.date(2027, 5, 31)
        assert unenrol(hr, made, ends_on=earlier, key="earlier").ends_on == earlier

    def test_the_same_end_again_is_no_change(self, made, ada, heard):
        unenrol(ada, made)

        assert unenrol(ada, made, key="again").ends_on == JUNE_30
        assert len(heard) == 1

    def test_refuses_a_day_after_the_plan_year(self, made, ada):
        unenrol(ada, made)

        with pytest.raises(api.NotOffered, match="it is offered from 2027-01-01"):
            unenrol(ada, made, ends_on=dt.date(2028, 1, 1), key="again")

    def test_refuses_later_days_that_another_cover_has(self, made, ada, hr):
        unenrol(ada, made)
        other = api.enrol(
            actor=hr,
            idempotency_key="next",
            election=api.ElectionRequest(
                employee_id=1, option_id=ids.MEDICAL_PLUS_2027, starts_on=dt.date(2027, 7, 1)
            ),
        )

        with pytest.raises(api.OverlappingCoverage) as refusal:
            unenrol(ada, made, ends_on=dt.date(2027, 7, 1), key="again")

        assert refusal.value.existing_id == other.id

    def test_refuses_a_day_after_the_employment(self, db, hr):
        leaver = api.enrol(
            actor=hr,
            idempotency_key="leaver",
            election=api.ElectionRequest(
                employee_id=6, option_id=ids.MEDICAL_2027, starts_on=FEBRUARY_10
            ),
        )

        assert leaver.ends_on == dt.date(2027, 3, 31)
        with pytest.raises(api.NotEmployed):
            unenrol(hr, leaver, ends_on=dt.date(2027, 4, 1))

    def test_a_cancelled_one_cannot_be_ended(self, made, ada):
        api.cancel(actor=ada, idempotency_key="c", enrolment_id=made.id, reason="typo")

        with pytest.raises(api.IllegalTransition, match="is cancelled and cannot be ended"):
            unenrol(ada, made)

    def test_refuses_to_end_before_the_start(self, made, ada):
        with pytest.raises(api.EndsBeforeStart, match="Cancel it if it never took effect"):
            unenrol(ada, made, ends_on=dt.date(2027, 2, 9))

    def test_is_hidden_from_strangers(self, made, stranger):
        with pytest.raises(api.EnrolmentNotFound):
            unenrol(stranger, made)


class TestWithdrawEnd:
    def withdraw(self, actor, enrolment):
        return api.withdraw_end(
            actor=actor, idempotency_key="stay", enrolment_id=enrolment.id, reason="stays"
        )

    def test_covers_again_without_a_gap(self, made, ada, heard):
        unenrol(ada, made)

        assert self.withdraw(ada, made).coverage == made.coverage
        assert heard[1].kind is api.ChangeKind.WITHDRAW_END

    def test_gives_nothing_to_somebody_forgotten(self, made, hr, settings):
        unenrol(hr, made)
        settings.ENROLMENTS_EMPLOYEE_DIRECTORY = f"{__name__}.Forgetful"

        with pytest.raises(api.EmployeeNotFound):
            self.withdraw(hr, made)

    def test_needs_an_end(self, made, ada):
        with pytest.raises(api.IllegalTransition, match="is active and cannot be continued"):
            self.withdraw(ada, made)


class TestReinstate:
    def test_follows_the_ended_cover_the_next_day(self, made, ada, hr):
        unenrol(ada, made)

        again = api.reinstate(
            actor=hr, idempotency_key="again", enrolment_id=made.id, reason="came back"
        )

        assert (again.starts_on, again.predecessor_id) == (dt.date(2027, 7, 1), made.id)

    def test_of_a_cancelled_cover_starts_where_it_would_have(self, made, ada, hr):
        api.cancel(actor=ada, idempotency_key="c", enrolment_id=made.id, reason="typo")

        again = api.reinstate(
            actor=hr, idempotency_key="again", enrolment_id=made.id, reason="no typo"
        )

        assert again.coverage == made.coverage


class TestCancel:
    def test_is_for_what_never_took_effect(self, made, hr, at):
        at("2027-02-10T12:00Z")

        with pytest.raises(api.AlreadyTookEffect, match="End it after its last day"):
            api.cancel(actor=hr, idempotency_key="c", enrolment_id=made.id, reason="typo")

    def test_covers_no_day(self, made, ada, heard):
        cancelled = api.cancel(actor=ada, idempotency_key="c", enrolment_id=made.id, reason="typo")

        assert cancelled.coverage is None
        assert heard[0].coverage is None
        assert heard[0].previous_coverage == Period(start=FEBRUARY_10, end=dt.date(2028, 1, 1))


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
            election=api.ElectionRequest(
                employee_id=2, option_id=ids.MEDICAL_2027, starts_on=FEBRUARY_10
            ),
        )

        mine = api.list_enrolments(actor=ada, employer_id=ids.ACME)

        assert [enrolment.employee_id for enrolment in mine] == ["1"]

    @pytest.fixture
    def others(self, made, hr):
        return api.enrol(
            actor=hr,
            idempotency_key="other",
            election=api.ElectionRequest(
                employee_id=2, option_id=ids.MEDICAL_2027, starts_on=FEBRUARY_10
            ),
        )

    def test_cover_of_some_people_is_theirs_alone(self, made, others, hr):
        def of(*employee_ids):
            found = api.coverage_on(
                actor=hr, employer_id=ids.ACME, on=FEBRUARY_10, employee_ids=employee_ids
            )
            return {enrolment.employee_id for enrolment in found}

        assert (of("1"), of(1, "2"), of()) == ({"1"}, {"1", "2"}, set())

    def test_who_is_covered_on_a_day(self, made, others, ada, hr):
        unenrol(ada, made)

        def covered(on, **more):
            return api.covered_people(actor=hr, employer_id=ids.ACME, on=on, **more)

        assert covered(FEBRUARY_10) == {"1", "2"}
        assert covered(dt.date(2027, 7, 1)) == {"2"}
        assert covered(FEBRUARY_10, benefit_ids=[made.benefit_id]) == {"1", "2"}
        assert covered(FEBRUARY_10, benefit_ids=[made.option_id]) == set()
        assert api.covered_people(actor=ada, employer_id=ids.ACME, on=FEBRUARY_10) == {"1"}

    @pytest.mark.parametrize(
        "read",
        [
            lambda a: api.covered_people(actor=a, employer_id=ids.ACME, on=FEBRUARY_10),
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
        assert "repaired: covered twice on a day" in said
        assert "repaired: ends before it starts" in said
        assert "not covered: the dependants are not a list" in said
        covered = api.coverage_on(
            actor=hr, employer_id=ids.ACME, on=dt.date(2026, 12, 31), employee_id=4
        )
        assert covered == ()

    def test_a_clean_seed_is_clean(self, db, capsys):
        seed(dirty=False)

        call_command("enrolments_check")

        assert capsys.readouterr().out == "0 enrolments need attention.\n"
