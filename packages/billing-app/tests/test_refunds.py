"""
Can an employer's money always be paid out, once, the way it came?
"""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from billing_app import api, models
from billing_app.data import Declined, Pending, Unknown
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway
from domain_kit.errors import NotPermitted
from tests.books import NOTED, balance, books_agree, credited, invoiced, ledger, paid_by_card
from tests.conftest import gbp, pay

pytestmark = pytest.mark.django_db(transaction=True)


class RefusingGateway(FakeGateway):
    """
    Collects, and answers refunds as `answers` says.
    """

    answers = []

    def refund(self, request):
        self.refunds.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def refusing(settings):
    settings.BILLING_PAYMENT_GATEWAY = "tests.test_refunds.RefusingGateway"
    RefusingGateway.answers.clear()


def by_card(finance, account):
    """
    An invoice of 60.00 that the gateway collected and that was credited since: its payment.
    """
    invoice = invoiced(finance, account, "60.00")
    paid_by_card(finance, invoice)
    credited(finance, invoice)
    return api.list_payments(actor=finance, employer_id=ids.ACME)[0]


def refunded(finance, payment, key="refund", **given):
    return api.refund(
        actor=finance,
        idempotency_key=key,
        payment_id=payment.id,
        **{"reason": "Cover ended", "paid_on": NOTED, **given},
    )


class TestRefund:
    def test_of_money_with_a_long_name_asks_for_it_by_all_of_it(self, account, finance):
        FakeGateway.script.append(api.Succeeded(reference="ch_" + "x" * 150))

        assert refunded(finance, by_card(finance, account)).method == "gateway"
        assert FakeGateway.refunds[0].reference == "ch_" + "x" * 150

    def test_goes_through_the_gateway_that_collected_it(self, account, finance):
        payment = by_card(finance, account)

        made = refunded(finance, payment)

        assert (made.method, made.status) == ("gateway", api.AttemptStatus.SUCCEEDED)
        assert [str(asked.amount) for asked in FakeGateway.refunds] == ["60.00 GBP"]
        assert balance(finance) == gbp("0.00")
        assert ledger(finance) == {}
        books_agree(finance)

    def test_a_retry_pays_nothing_twice(self, account, finance):
        payment = by_card(finance, account)

        assert refunded(finance, payment) == refunded(finance, payment)
        assert len(FakeGateway.refunds) == 1

    def test_goes_by_bank_where_it_came_by_bank(self, account, finance):
        invoice = invoiced(finance, account, "60.00")
        paid = pay(finance, invoice, "60.00")
        credited(finance, invoice)

        with pytest.raises(api.UnusableValue, match="reference"):
            refunded(finance, paid)
        made = refunded(finance, paid, key="again", reference="BACS OUT 1")

        assert (made.method, made.reference) == ("bank", "BACS OUT 1")
        assert balance(finance) == gbp("0.00")
        books_agree(finance)

    def test_is_never_more_than_is_left(self, account, finance):
        payment = by_card(finance, account)
        refunded(finance, payment, amount=gbp("45.00"))

        with pytest.raises(api.NoBalance, match=r"15\.00 GBP to pay out"):
            refunded(finance, payment, key="more", amount=gbp("15.01"))

    def test_a_refused_one_is_the_employers_balance_again(self, account, finance, refusing):
        payment = by_card(finance, account)
        RefusingGateway.answers.append(Declined(code="card_closed", retryable=False))

        made = refunded(finance, payment)

        assert made.status is api.AttemptStatus.DECLINED
        assert balance(finance) == gbp("60.00")
        assert [a.kind for a in api.list_alerts(actor=finance)] == ["refund-open"]
        books_agree(finance)

    def test_one_that_never_answered_is_asked_again_under_its_key(self, account, finance, refusing):
        payment = by_card(finance, account)
        RefusingGateway.answers[:] = [TimeoutError(), api.Succeeded(reference="re_1")]

        assert refunded(finance, payment).status is api.AttemptStatus.UNKNOWN
        assert balance(finance) == gbp("0.00")
        assert refunded(finance, payment).status is api.AttemptStatus.SUCCEEDED

        assert len({asked.refund_id for asked in FakeGateway.refunds}) == 1
        books_agree(finance)

    def test_another_gateway_is_not_asked_and_finance_is_told(
        self, account, finance, refusing, settings
    ):
        RefusingGateway.answers.append(TimeoutError())
        payment = by_card(finance, account)
        made = refunded(finance, payment)
        settings.BILLING_PAYMENT_GATEWAY = "billing_app.testing.fakes.FakeGateway"

        same = refunded(finance, payment)

        assert (same.id, same.status) == (made.id, api.AttemptStatus.UNKNOWN)
        assert len(FakeGateway.refunds) == 1
        assert "other-gateway" in [alert.kind for alert in api.list_alerts(actor=finance)]

    @pytest.mark.parametrize(("paid", "left"), [(True, "0.00"), (False, "60.00")])
    def test_an_operator_decides_what_nobody_answers_for(
        self, account, finance, refusing, operator, paid, left
    ):
        payment = by_card(finance, account)
        RefusingGateway.answers.append(Unknown(reason="no answer"))
        made = refunded(finance, payment)

        api.close_refund(
            actor=operator, idempotency_key="c", refund_id=made.id, paid=paid, reason="phoned"
        )

        assert balance(finance) == gbp(left)
        books_agree(finance)
        with pytest.raises(api.RefundDecided):
            api.close_refund(
                actor=operator, idempotency_key="d", refund_id=made.id, paid=paid, reason="phoned"
            )

    def test_another_tenants_payment(self, account, finance, stranger):
        with pytest.raises(api.PaymentNotFound):
            refunded(stranger, by_card(finance, account))


class TestPayOutBalance:
    def test_pays_each_part_the_way_it_came(self, account, finance):
        by_card(finance, account)
        api.record_bank_receipt(
            actor=finance,
            idempotency_key="b",
            employer_id=ids.ACME,
            amount=gbp("30.00"),
            received_on=NOTED,
            reference="BACS 2",
        )

        made = api.pay_out_balance(
            actor=finance,
            idempotency_key="out",
            employer_id=ids.ACME,
            reference="BACS OUT",
            paid_on=NOTED,
        )

        assert {(row.method, str(row.amount.amount)) for row in made} == {
            ("gateway", "60.00"),
            ("bank", "30.00"),
        }
        assert balance(finance) == gbp("0.00")
        books_agree(finance)

    def test_refuses_more_than_there_is(self, account, finance):
        with pytest.raises(api.NoBalance):
            api.pay_out_balance(
                actor=finance,
                idempotency_key="out",
                employer_id=ids.ACME,
                reference="BACS OUT",
                paid_on=NOTED,
            )


class TestTheNextInvoice:
    def test_is_paid_by_what_was_given_back(self, account, finance):
        by_card(finance, account)

        following = invoiced(finance, account, "100.00", key="next")

        assert following.due == gbp("40.00")
        books_agree(finance)

    def test_leaves_alone_money_that_was_never_allocated(self, account, finance):
        api.record_bank_receipt(
            actor=finance,
            idempotency_key="b",
            employer_id=ids.ACME,
            amount=gbp("30.00"),
            received_on=NOTED,
            reference="BACS 2",
        )

        assert invoiced(finance, account, "100.00").due == gbp("100.00")


class Forgetful(FakeGateway):
    """
    Gives back, and cannot say what became of it, as gateways before 3.2.0.
    """

    capabilities = frozenset({api.Capability.CHARGE, api.Capability.REFUND})
    fetch_refund = None


def lives_on(refund_id, **ago):
    """
    Make a refund so old.
    """
    models.Refund.objects.filter(pk=refund_id).update(
        requested_at=timezone.now() - dt.timedelta(**ago),
        next_ask_at=timezone.now(),
    )


class TestReconcile:
    def left_open(self, finance, account, answer):
        payment = by_card(finance, account)
        FakeGateway.refund_script.append(answer)
        return refunded(finance, payment)

    @pytest.mark.parametrize("answer", [Pending(reference="re_1"), Unknown(reason="no answer")])
    def test_the_gateway_says_what_became_of_it(self, account, finance, answer):
        made = self.left_open(finance, account, answer)
        FakeGateway.known["re_1"] = FakeGateway.known[str(made.id)] = api.Succeeded(
            reference="re_1"
        )

        (found,) = api.reconcile_refunds(actor=finance, employer_id=ids.ACME)

        assert (found.status, found.reference) == ("succeeded", "re_1")
        assert len(FakeGateway.refunds) == 1
        books_agree(finance)

    def test_a_refused_one_is_the_balance_again(self, account, finance):
        self.left_open(finance, account, Pending(reference="re_1"))
        FakeGateway.known["re_1"] = Declined(code="account_closed", retryable=False)

        api.reconcile_refunds(actor=finance, employer_id=ids.ACME)

        assert balance(finance) == gbp("60.00")
        books_agree(finance)

    def test_one_that_never_arrived_is_given_under_its_key(self, account, finance):
        made = self.left_open(finance, account, TimeoutError())

        (found,) = api.reconcile_refunds(actor=finance, employer_id=ids.ACME)

        assert found.status == "succeeded"
        assert {each.refund_id for each in FakeGateway.refunds} == {made.id}

    def test_one_that_never_arrived_is_not_given_once_its_key_may_be_forgotten(
        self, account, finance
    ):
        made = self.left_open(finance, account, TimeoutError())
        lives_on(made.id, hours=23)

        (found,) = api.reconcile_refunds(actor=finance)

        assert found.status == "unavailable"
        assert len(FakeGateway.refunds) == 1
        assert balance(finance) == gbp("60.00")

    def test_the_commands_own_key_does_not_give_it_either(self, account, finance):
        payment = by_card(finance, account)
        FakeGateway.refund_script.append(TimeoutError())
        made = refunded(finance, payment)
        lives_on(made.id, hours=23)

        refunded(finance, payment)

        assert len(FakeGateway.refunds) == 1

    def test_one_whose_process_died_before_it_was_sent_is_sent(self, account, finance):
        made = self.left_open(finance, account, TimeoutError())
        models.Refund.objects.filter(pk=made.id).update(status="created")
        lives_on(made.id, days=3)

        (found,) = api.reconcile_refunds(actor=finance)

        assert found.status == "succeeded"

    @pytest.mark.parametrize(
        ("answer", "ago", "status"),
        [
            (Unknown(reason="no answer"), {"hours": 22}, "succeeded"),
            (Unknown(reason="no answer"), {"hours": 23}, "unknown"),
            (Pending(reference="re_1"), {"hours": 1}, "pending"),
        ],
    )
    def test_a_gateway_that_cannot_be_asked(self, account, finance, settings, answer, ago, status):
        settings.BILLING_PAYMENT_GATEWAY = "tests.test_refunds.Forgetful"
        made = self.left_open(finance, account, answer)
        lives_on(made.id, **ago)

        (found,) = api.reconcile_refunds(actor=finance)

        assert found.status == status
        assert [each.kind for each in api.list_alerts(actor=finance)] == ["refund-open"]

    def test_is_asked_when_its_time_has_come(self, account, finance):
        made = self.left_open(finance, account, Pending(reference="re_1"))

        assert api.reconcile_refunds(actor=finance) == ()
        lives_on(made.id, hours=1)
        FakeGateway.known["re_1"] = Unknown(reason="not yet")
        (found,) = api.reconcile_refunds(actor=finance)
        assert found.status == "pending"
        assert api.reconcile_refunds(actor=finance) == ()

    def test_one_that_another_gateway_began_is_left_alone(
        self, account, finance, settings, refusing
    ):
        settings.BILLING_PAYMENT_GATEWAY = "billing_app.testing.fakes.FakeGateway"
        self.left_open(finance, account, TimeoutError())
        settings.BILLING_PAYMENT_GATEWAY = "tests.test_refunds.RefusingGateway"

        (found,) = api.reconcile_refunds(actor=finance, employer_id=ids.ACME)

        assert found.status == "unknown"
        assert len(FakeGateway.refunds) == 1

    def test_another_tenants(self, account, finance, stranger):
        self.left_open(finance, account, TimeoutError())

        assert api.reconcile_refunds(actor=stranger) == ()
        with pytest.raises(NotPermitted):
            api.reconcile_refunds(actor=stranger, employer_id=ids.ACME)

    def test_the_poller_does_it(self, account, finance):
        made = self.left_open(finance, account, TimeoutError())
        lives_on(made.id, hours=1)

        call_command("billing_reconcile_attempts")

        assert models.Refund.objects.get().status == "succeeded"
