"""
Do the books of 3.1.0 begin with all that was, in the sums that were?
"""

import pytest

from billing_app import api
from domain_kit.actor import Actor
from tests.test_expand import Old
from tests.upgrading import ON_2_4, ask, migrate, start_at

pytestmark = pytest.mark.django_db(transaction=True)
SYSTEM = Actor.system("tests")


@pytest.fixture
def old():
    """
    The schema of 2.4, and somebody who writes to it as 2.3 does; afterwards the newest again.
    """
    start_at(ON_2_4)
    yield Old()
    start_at()


def held():
    return {
        row.ledger: str(row.balance.amount)
        for row in api.trial_balance(actor=SYSTEM)
        if row.balance
    }


def open_dues():
    return ask(
        """
        SELECT coalesce(sum(billing_app_due(id)), 0) FROM billing_app_invoice WHERE status = 'open'
        """
    )[0][0]


class TestOpeningBalances:
    def test_receivable_is_the_sum_of_open_dues_and_all_is_zero(self, old):
        for place, status in enumerate(("draft", "sent", "paid", "cancelled", "sent")):
            old.invoice(status, None if status == "draft" else f"00000{place}")
        migrate()

        balances = api.trial_balance(actor=SYSTEM)
        assert sum(row.balance.minor for row in balances) == 0
        assert held()["receivable"] == f"{open_dues():.2f}"

    def test_paid_without_its_money_is_in_suspense(self, old):
        old.invoice("paid", "000001")
        migrate()

        assert "receivable" not in held()
        assert held()["suspense"].lstrip("-") == held()["premium-payable"].lstrip("-")

    def test_run_again_adds_nothing(self, old):
        old.invoice("sent", "000001")
        migrate()
        before = held()
        ask("SELECT billing_app_post_invoice(id) FROM billing_app_invoice")

        assert held() == before

    def test_what_3_0_writes_beside_it_is_posted(self, old):
        invoice = old.invoice("draft", None)
        migrate()

        ask("UPDATE billing_app_invoice SET status = 'open' WHERE id = %s", invoice)

        assert held()["receivable"] == f"{open_dues():.2f}" != "0.00"
