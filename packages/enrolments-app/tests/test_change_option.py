"""
Does a new option, price or household end one cover and start the next, in one breath?
"""

import datetime as dt

import pytest

from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api, models
from enrolments_app.data import ChangeKind
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.conftest import FEBRUARY_10

pytestmark = pytest.mark.django_db
MAY_10 = dt.date(2027, 5, 10)
KIT = api.Dependant(key="c1", name="Kit", relationship="child", born_on=dt.date(2019, 5, 20))


def change(actor, made, *, option_id=ids.MEDICAL_PLUS_2027, starts_on=MAY_10, key="c", **more):
    return api.change_option(
        actor=actor,
        idempotency_key=key,
        enrolment_id=made.id,
        option_id=option_id,
        starts_on=starts_on,
        **more,
    )


class TestChangeOption:
    def test_c_22_ends_the_old_cover_the_day_before(self, made, hr):
        new = change(hr, made)

        old = api.get_enrolment(actor=hr, enrolment_id=made.id)
        assert old.coverage == Period(start=FEBRUARY_10, end=MAY_10)
        assert new.coverage == Period(start=MAY_10, end=dt.date(2028, 1, 1))
        assert new.predecessor_id == made.id

    def test_c_25_tells_both_with_their_prices(self, made, hr, heard):
        change(hr, made)

        assert [(told.kind, told.monthly) for told in heard] == [
            (ChangeKind.TERMINATE, Money.of("60.00", "GBP")),
            (ChangeKind.OPTION_CHANGE, Money.of("90.00", "GBP")),
        ]

    def test_from_the_first_day_on_the_old_cover_is_cancelled(self, made, hr):
        change(hr, made, starts_on=FEBRUARY_10)

        old = api.get_enrolment(actor=hr, enrolment_id=made.id)
        assert (old.status, old.coverage) == (api.EnrolmentStatus.CANCELLED, None)

    def test_keeps_an_end_that_was_set(self, made, hr):
        last = dt.date(2027, 9, 30)
        api.unenrol(
            actor=hr, idempotency_key="e", enrolment_id=made.id, ends_on=last, reason="leaves"
        )

        assert change(hr, made).ends_on == last

    def test_keeps_the_people_unless_told_otherwise(self, hr):
        made = api.enrol(
            actor=hr,
            idempotency_key="k",
            election=api.ElectionRequest(
                employee_id=2,
                option_id=ids.MEDICAL_2027,
                starts_on=FEBRUARY_10,
                dependants=(KIT,),
            ),
        )

        same = change(hr, made)
        alone = change(hr, same, starts_on=dt.date(2027, 6, 1), dependants=(), key="alone")

        def keys(enrolment):
            members = api.members_of(actor=hr, enrolment_id=enrolment.id)
            return [member.key for member in members]

        assert (keys(same), keys(alone)) == (["", "c1"], [""])

    def test_knows_when_the_employee_was_born(self, made, hr):
        models.EnrolmentMember.objects.update(born_on=None)  # As cover of 1.6 has it.

        new = change(hr, made)

        (self_,) = api.members_of(actor=hr, enrolment_id=new.id)
        assert self_.born_on == dt.date(1988, 2, 29)

    def test_prices_the_new_household(self, made, hr, monkeypatch):
        monkeypatch.setattr(FakeCatalogue, "per_dependant", "20.00")

        new = change(hr, made, option_id=ids.MEDICAL_2027, dependants=[KIT])

        assert new.monthly == Money.of("80.00", "GBP")
        shares = [each.share.minor for each in api.members_of(actor=hr, enrolment_id=new.id)]
        assert shares == [6000, 2000]

    def test_a_retry_makes_no_second_successor(self, made, hr):
        assert change(hr, made) == change(hr, made)
        assert models.Enrolment.objects.count() == 2

    @pytest.mark.parametrize(
        ("options", "refusal", "sentence"),
        [
            ({"option_id": ids.DENTAL_2027}, api.NotOffered, "it is another benefit's"),
            ({"starts_on": dt.date(2027, 2, 9)}, api.NotCoveredOn, "covers 2027-02-10 to"),
            ({"starts_on": dt.date(2028, 1, 1)}, api.NotCoveredOn, "Choose a day of its cover"),
        ],
    )
    def test_refuses_in_a_sentence(self, made, hr, options, refusal, sentence):
        with pytest.raises(refusal, match=sentence):
            change(hr, made, **options)

    def test_a_refusal_leaves_the_old_cover_as_it_was(self, made, hr, settings):
        settings.ENROLMENTS_OBSERVERS = ["enrolments_app.testing.fakes.RefusingObserver"]

        with pytest.raises(RuntimeError, match="on hold"):
            change(hr, made)

        assert api.get_enrolment(actor=hr, enrolment_id=made.id) == made
