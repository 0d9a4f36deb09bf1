"""
Is money that was paid out before its bank took it back on a document that somebody can act on?
"""

import io

import pytest
from django.core.management import call_command

from billing_app import api, models
from billing_app.data import Declined, Unknown
from billing_app.queries.books import findings
from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway
from tests.books import NOTED, balance, books_agree, credited, invoiced, ledger, paid_by_card
from tests.conftest import gbp, pay

pytestmark = pytest.mark.django_db(transaction=True)


def paid_out(finance, account, amount="60.00"):
    """
    A card payment of 60.00 that was credited and of which so much was given back.
    """
    invoice = invoiced(finance, account, "60.00", key="first")
    paid_by_card(finance, invoice, key="card")
    credited(finance, invoice)
    payment = api.list_payments(actor=finance, employer_id=ids.ACME)[0]
    api.refund(
        actor=finance,
        idempotency_key="refund",
        payment_id=payment.id,
        reason="Cover ended",
        paid_on=NOTED,
        amount=gbp(amount),
    )
    return payment


def taken_back(finance, payment):
    return api.reverse_payment(
        actor=finance, idempotency_key="recalled", payment_id=payment.id, reason="recalled"
    )


def debit_of(finance, receipt):
    return api.get_invoice(actor=finance, invoice_id=receipt.debit_invoice_id)


def test_an_open_invoice_with_a_number_asks_for_what_was_paid_out(account, finance):
    receipt = taken_back(finance, paid_out(finance, account, "45.00"))

    debit = debit_of(finance, receipt)

    assert (debit.status, debit.due, debit.number) == ("open", gbp("45.00"), "2026-000001")
    assert ledger(finance)["receivable"] == "45.00"
    books_agree(finance)


def test_the_alert_names_it(account, finance):
    debit = debit_of(finance, taken_back(finance, paid_out(finance, account)))

    texts = [each.text for each in api.list_alerts(actor=finance, employer_id=ids.ACME)]
    assert any(f"invoice {debit.number} asks for that" in text for text in texts)


def test_nothing_is_asked_for_where_nothing_was_paid_out(account, finance):
    invoice = invoiced(finance, account, "60.00")
    paid = pay(finance, invoice, "60.00")

    receipt = taken_back(finance, paid)

    assert receipt.debit_invoice_id is None


def test_once_a_key(account, finance):
    payment = paid_out(finance, account)

    assert taken_back(finance, payment) == taken_back(finance, payment)
    assert len(api.list_invoices(actor=finance, employer_id=ids.ACME, limit=10)) == 2


def test_a_hold_does_not_keep_it_back(account, finance):
    payment = paid_out(finance, account)
    api.hold_account(actor=finance, idempotency_key="h", employer_id=ids.ACME, reason="dispute")

    assert debit_of(finance, taken_back(finance, payment)).status == "open"


def test_it_is_paid_as_every_invoice(account, finance):
    debit = debit_of(finance, taken_back(finance, paid_out(finance, account)))

    pay(finance, debit, "60.00")

    assert ledger(finance) == {}
    books_agree(finance)


@pytest.mark.parametrize("command", [api.void_invoice, api.cancel_invoice])
def test_it_cannot_be_voided(account, finance, command):
    debit = debit_of(finance, taken_back(finance, paid_out(finance, account)))

    with pytest.raises(api.DebtStands, match="Credit it if you forgive it"):
        command(actor=finance, idempotency_key="v", invoice_id=debit.id)


def test_forgiving_it_is_our_loss(account, finance):
    debit = debit_of(finance, taken_back(finance, paid_out(finance, account)))

    credited(finance, debit, key="forgiven")

    assert ledger(finance) == {"bad-debt": "60.00", "cash": "-60.00"}
    assert balance(finance) == gbp("0.00")
    books_agree(finance)


def test_a_refund_that_turns_out_to_have_failed_is_taken_off_it(account, finance, operator):
    FakeGateway.refund_script.append(Unknown(reason="no answer"))
    debit = debit_of(finance, taken_back(finance, paid_out(finance, account)))
    assert debit.due == gbp("60.00")
    (refund,) = api.list_refunds(actor=finance, employer_id=ids.ACME)

    api.close_refund(
        actor=operator, idempotency_key="c", refund_id=refund.id, paid=False, reason="phoned"
    )

    assert api.get_invoice(actor=finance, invoice_id=debit.id).status == "paid"
    assert ledger(finance) == {}
    books_agree(finance)


def test_also_where_it_had_been_forgiven(account, finance, operator):
    FakeGateway.refund_script.append(Unknown(reason="no answer"))
    debit = debit_of(finance, taken_back(finance, paid_out(finance, account)))
    credited(finance, debit, key="forgiven", lines={debit.lines[0].id: gbp("40.00")})
    FakeGateway.refund_script.append(Declined(code="card_closed", retryable=False))

    api.reconcile_refunds(actor=finance, employer_id=ids.ACME)

    assert ledger(finance) == {}
    books_agree(finance)


def test_one_of_an_older_release_is_found(account, finance):
    payment = paid_out(finance, account)
    models.Payment.objects.filter(pk=payment.id).update(reversed_at="2026-01-01T00:00Z")

    kinds = [each.kind for each in findings() if each.subject == payment.id]
    assert kinds == ["paid out and taken back, no invoice asks for it"]


class TestOfAnOlderRelease:
    @pytest.fixture
    def payment(self, account, finance):
        """
        One that was reversed as 3.1 did: nothing asks for the 60.00 that were paid out of it.
        """
        payment = paid_out(finance, account)
        models.Payment.objects.filter(pk=payment.id).update(reversed_at="2026-01-01T00:00Z")
        return payment

    def said(self, *words):
        out = io.StringIO()
        call_command("billing_debit_reversed", *words, stdout=out)
        return out.getvalue()

    def test_is_listed_and_left_alone(self, finance, payment):
        said = self.said()

        assert f"{payment.id} ({payment.reference}) of employer {ids.ACME}, 60.00 GBP" in said
        assert said.endswith("1 to ask for, with --issue.\n")
        assert models.Payment.objects.get(pk=payment.id).debit_invoice is None

    def test_is_asked_for_by_an_invoice_once(self, finance, payment):
        assert "invoice 2026-000001 asks for it" in self.said("--issue")

        assert self.said("--issue") == "0 payments.\n"
        debit = models.Payment.objects.get(pk=payment.id).debit_invoice
        assert api.get_invoice(actor=finance, invoice_id=debit.pk).due == gbp("60.00")
        books_agree(finance)

    def test_of_another_employer_is_not_listed(self, payment):
        assert self.said(str(ids.GLOBEX)) == "0 to ask for, with --issue.\n"
