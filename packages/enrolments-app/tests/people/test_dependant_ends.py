"""
Can somebody stop being a dependant, and is that taken back where it was wrong?
"""

import datetime as dt
from uuid import uuid4

import pytest

from enrolments_app import api
from enrolments_app.errors.dependants import (
    DependantCovered,
    DependantEndsBeforeStart,
    DependantKeyTaken,
    DependantNotEnded,
    DependantNotFound,
    SecondPartner,
)
from enrolments_app.queries.dependants import list_dependants
from enrolments_app.services.decide_life_event import decide_life_event
from enrolments_app.services.report_life_event import report_life_event
from enrolments_app.services.withdraw_dependant_end import withdraw_dependant_end
from enrolments_app.testing import ids
from tests.people.conftest import KIT, SAM
from tests.people.families import add, end

pytestmark = pytest.mark.django_db


class TestEndDependant:
    def test_keeps_the_last_day(self, ada):
        ended = end(ada, add(ada))

        assert ended.ends_on == dt.date(2027, 6, 30)
        assert ended.end_reason == "moved out"

    @pytest.mark.parametrize("ends_on", [dt.date(2027, 5, 31), dt.date(2027, 9, 30)])
    def test_moves_an_end_that_was_set(self, ada, ends_on):
        made = add(ada)
        end(ada, made)

        assert end(ada, made, ends_on=ends_on, key="again").ends_on == ends_on

    def test_a_later_end_meets_no_second_partner(self, ada):
        first = add(ada, key="s1", relationship="spouse")
        end(ada, first)
        second = add(ada, key="p1", relationship="partner", starts_on=dt.date(2027, 7, 1))

        with pytest.raises(SecondPartner) as refusal:
            end(ada, first, ends_on=dt.date(2027, 7, 1), key="again")

        assert refusal.value.existing_id == second.id
        assert api.get_dependant(actor=ada, dependant_id=first.id).ends_on == dt.date(2027, 6, 30)

    def test_a_later_end_meets_no_twin(self, ada):
        first = add(ada)
        end(ada, first)
        again = add(ada, idempotency_key="again", starts_on=dt.date(2027, 7, 1))

        with pytest.raises(DependantKeyTaken) as refusal:
            end(ada, first, ends_on=dt.date(2027, 12, 31), key="later")

        assert refusal.value.existing_id == again.id

    def test_a_later_end_leaves_the_cover_as_it_is(self, ada, hr):
        made, _ = self.covered(ada, hr)
        end(hr, made, change_cover=True)

        end(hr, made, ends_on=dt.date(2027, 12, 31), key="later")

        _, after = api.list_enrolments(actor=hr, employer_id=ids.ACME, employee_id=1)
        keys = [member.key for member in api.members_of(actor=hr, enrolment_id=after.id)]
        assert keys == ["", "s1"]

    def test_refuses_to_end_before_the_start(self, ada):
        with pytest.raises(DependantEndsBeforeStart, match="Choose 2027-04-20 or a later day"):
            end(ada, add(ada), ends_on=dt.date(2027, 4, 19))

    def test_is_hidden_from_strangers_and_colleagues(self, ada, grace, stranger):
        made = add(ada)

        for actor in (grace, stranger):
            with pytest.raises(DependantNotFound):
                end(actor, made)

    def test_refuses_to_leave_somebody_covered(self, ada, hr):
        made, cover = self.covered(ada, hr)

        with pytest.raises(DependantCovered) as refusal:
            end(hr, made)

        assert refusal.value.enrolment_ids == (cover.id,)

    def test_changes_the_cover_with_it(self, ada, hr, monkeypatch):
        monkeypatch.setattr("enrolments_app.testing.fakes.FakeCatalogue.per_dependant", "20.00")
        made, cover = self.covered(ada, hr)

        end(hr, made, change_cover=True)

        before, after = api.list_enrolments(actor=hr, employer_id=ids.ACME, employee_id=1)
        assert (before.id, before.ends_on) == (cover.id, dt.date(2027, 6, 30))
        assert (after.predecessor_id, after.starts_on) == (cover.id, dt.date(2027, 7, 1))
        assert [str(each.monthly) for each in (before, after)] == ["100.00 GBP", "80.00 GBP"]
        keys = [member.key for member in api.members_of(actor=hr, enrolment_id=after.id)]
        assert keys == ["", "s1"]

    def test_an_employee_needs_a_window_for_that(self, ada, hr, monkeypatch):
        made, _ = self.covered(ada, hr)
        monkeypatch.setattr("enrolments_app.testing.fakes.FakeCatalogue.open_now", False)

        with pytest.raises(api.WindowClosed):
            end(ada, made, change_cover=True)

        assert list_dependants(actor=hr, employer_id=ids.ACME)[0].ends_on is None

    def test_or_a_life_event(self, ada, hr, monkeypatch):
        made, _ = self.covered(ada, hr)
        monkeypatch.setattr("enrolments_app.testing.fakes.FakeCatalogue.open_now", False)
        claim = report_life_event(
            actor=ada,
            idempotency_key="r",
            employee_id=1,
            kind="child_left",
            event_on=dt.date(2027, 4, 1),
        )
        decide_life_event(actor=hr, idempotency_key="d", claim_id=claim.id, approve=True)

        end(ada, made, ends_on=dt.date(2027, 3, 31), change_cover=True, claim_id=claim.id)

        covers = api.list_enrolments(actor=hr, employer_id=ids.ACME, employee_id=1)
        assert [cover.starts_on for cover in covers] == [dt.date(2027, 3, 1), dt.date(2027, 4, 1)]

    def covered(self, ada, hr):
        made = add(ada, born_on=KIT.born_on)
        cover = api.enrol(
            actor=hr,
            idempotency_key="cover",
            election=api.ElectionRequest(
                employee_id=1,
                option_id=ids.MEDICAL_2027,
                starts_on=dt.date(2027, 3, 1),
                dependants=(KIT, SAM),
            ),
        )
        return made, cover


def test_the_refusal_that_no_command_raises_is_deprecated():
    with pytest.warns(DeprecationWarning, match="goes in enrolments-app 4.0.0"):
        api.DependantAlreadyEnded(uuid4(), dt.date(2027, 1, 31))


class TestWithdrawDependantEnd:
    def withdraw(self, actor, dependant, key="withdraw"):
        return withdraw_dependant_end(actor=actor, idempotency_key=key, dependant_id=dependant.id)

    def test_the_person_goes_on(self, ada):
        made = add(ada)
        end(ada, made)

        again = self.withdraw(ada, made)

        assert (again.ends_on, again.end_reason) == (None, "")

    def test_a_retry_is_answered_as_the_first_time(self, ada):
        made = add(ada)
        end(ada, made)

        assert self.withdraw(ada, made) == self.withdraw(ada, made)

    def test_there_must_be_an_end(self, ada):
        with pytest.raises(DependantNotEnded, match="no end that could be taken back"):
            self.withdraw(ada, add(ada))

    def test_meets_no_second_partner(self, ada):
        first = add(ada, key="s1", relationship="spouse")
        end(ada, first)
        add(ada, key="p1", relationship="partner", starts_on=dt.date(2027, 7, 1))

        with pytest.raises(SecondPartner):
            self.withdraw(ada, first)

    def test_is_hidden_from_strangers_and_colleagues(self, ada, grace, stranger):
        made = add(ada)
        end(ada, made)

        for actor in (grace, stranger):
            with pytest.raises(DependantNotFound):
                self.withdraw(actor, made)
