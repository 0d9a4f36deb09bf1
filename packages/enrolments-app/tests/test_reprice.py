"""
Does cover go on at the new price from the day on which rates or ages change?
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from domain_kit.errors import TenantForbidden
from domain_kit.money import Money
from enrolments_app import api, models
from enrolments_app.api import SkipReason, reprice, skipped_by
from enrolments_app.data import ChangeKind
from enrolments_app.models.evidence_request import EvidenceRequest
from enrolments_app.rules.reprice import price_differs
from enrolments_app.testing import ids
from enrolments_app.testing.builders import build_enrolment
from enrolments_app.testing.crowd import CrowdCatalogue
from tests.runs import JANUARY, SYSTEM, child, cover, crowd, days  # noqa: F401

APRIL, LAST_DAY = dt.date(2027, 4, 1), dt.date(2027, 12, 31)


def run(on=APRIL, **options):
    return reprice(actor=SYSTEM, employer_id=ids.ACME, on=on, **options)


def pounds(amount):
    return Money.of(amount, "GBP")


@pytest.fixture
def new_rates(crowd):  # noqa: F811
    CrowdCatalogue.rates[ids.MEDICAL_2027] = (APRIL, "66.00")


@pytest.mark.usefixtures("new_rates")
class TestReprice:
    def test_goes_on_at_the_new_price_from_the_day(self):
        made = cover()

        assert run().made == 1

        successor = models.Enrolment.objects.get(predecessor_id=made.id)
        assert successor.monthly_price == Decimal("66.00")
        assert days() == [(JANUARY, dt.date(2027, 3, 31)), (APRIL, LAST_DAY)]

    def test_keeps_people_and_last_day(self):
        made = cover(dependants=[child("kit", dt.date(2019, 5, 20))])
        api.unenrol(
            actor=SYSTEM,
            idempotency_key="end",
            enrolment_id=made.id,
            ends_on=dt.date(2027, 6, 30),
            reason="sabbatical",
        )

        run()

        assert days()[-1] == (APRIL, dt.date(2027, 6, 30))
        successor = models.Enrolment.objects.get(predecessor_id=made.id)
        assert [member.key for member in successor.members.all()] == ["", "kit"]

    def test_run_again_does_nothing(self):
        cover()
        run(idempotency_key="one")

        assert run(idempotency_key="two").made == 0

    def test_leaves_a_price_that_is_the_same(self):
        cover(option_id=ids.DENTAL_2027)

        assert (run().done, run().made) == (1, 0)

    def test_leaves_cover_that_starts_on_the_day_or_later(self):
        cover(1, starts_on=APRIL)
        cover(2, starts_on=dt.date(2027, 5, 1))

        assert run().done == 0

    def test_who_pays_which_part_is_part_of_the_price(self, monkeypatch):
        cover(option_id=ids.DENTAL_2027)
        monkeypatch.setattr(CrowdCatalogue, "employer_share", Decimal("0.5"))

        assert run().made == 1

    def test_lists_who_cannot_be_priced(self):
        build_enrolment(option_id=ids.GLOBEX_MEDICAL_2027)

        (skipped,) = skipped_by(actor=SYSTEM, run_id=run().id).items

        assert skipped.reason is SkipReason.NOT_OFFERED

    def test_tells_both_in_the_log(self):
        cover()

        run()

        log = api.changes_since(actor=SYSTEM, employer_id=ids.ACME)
        assert [change.kind for change in log] == [
            ChangeKind.INITIAL,
            ChangeKind.TERMINATE,
            ChangeKind.REPRICE,
        ]

    def test_is_closed_to_other_tenants(self, stranger):
        with pytest.raises(TenantForbidden):
            reprice(actor=stranger, employer_id=ids.ACME, on=APRIL)


@pytest.mark.usefixtures("crowd")
class TestCoverUnderEvidence:
    def evidence(self, made, member_key, **decision):
        EvidenceRequest.objects.create(
            employer_id=ids.ACME,
            employee_id="1",
            enrolment_id=made.id,
            member_key=member_key,
            requested=Decimal(360_000),
            guaranteed=Decimal(250_000),
            currency="GBP",
            requested_at=timezone.now(),
            decided_at=timezone.now(),
            **decision,
        )

    def test_c_18_members_decided_on_different_days_are_priced_each_by_its_own_cover(self):
        made = api.enrol(
            actor=SYSTEM,
            idempotency_key="life",
            election=api.ElectionRequest(
                employee_id="1",
                option_id=ids.DENTAL_2027,
                starts_on=JANUARY,
                dependants=(api.Dependant(key="sam", name="Sam", relationship="spouse"),),
                cover=pounds("360000.00"),
            ),
        )
        self.evidence(made, "", state="approved", effective_on=dt.date(2027, 3, 1))
        self.evidence(made, "sam", state="denied", effective_on=dt.date(2027, 3, 1))

        assert run().made == 1

        successor = models.Enrolment.objects.get(predecessor_id=made.id)
        shares = {member.key: str(member.share) for member in successor.members.all()}
        assert shares == {"": "36.000", "sam": "25.000"}


class TestPriceDiffers:
    @pytest.mark.parametrize(
        ("old_parts", "new_parts", "differs"),
        [
            (("60.00", "0.00"), ("60.00", "0.00"), False),
            (("60.00", "0.00"), ("30.00", "30.00"), True),
            ((None, None), ("30.00", "30.00"), False),
            (("30.00", "30.00"), (None, None), False),
        ],
    )
    def test_compares_parts_where_both_have_them(self, old_parts, new_parts, differs):
        old = [part and pounds(part) for part in old_parts]
        new = [part and pounds(part) for part in new_parts]

        assert differs is price_differs(
            monthly=pounds("60.00"),
            employer_part=old[0],
            employee_part=old[1],
            quoted=pounds("60.00"),
            quoted_employer=new[0],
            quoted_employee=new[1],
        )
