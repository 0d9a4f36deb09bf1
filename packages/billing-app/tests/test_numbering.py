"""
Which number does an invoice get, whatever numbers were imported before?
"""

import threading

import pytest
from django.db import connection, transaction

from billing_app import api, models
from billing_app.services import numbering
from billing_app.testing import ids
from tests.conftest import drafted, sent

ENTITY = "Northern Mutual Ltd"


@pytest.fixture
def imported(account, finance):
    def imported(number: str) -> None:
        invoice = sent(finance, account, key=f"imported {number}")
        models.Invoice.objects.filter(pk=invoice.id).update(number=number)

    return imported


class TestNumbersThatWereImported:
    @pytest.mark.parametrize(
        ("number", "following"),
        [
            ("9" * 17, "1" + "0" * 17),
            ("9" * 18, "1" + "0" * 18),
            ("9" * 19, "1" + "0" * 19),
            ("9" * 29, "1" + "0" * 29),
            ("0" * 24 + "000041", "000042"),
            (" 41 ", "000042"),
            ("41\n", "000042"),
            ("0", "000001"),
            ("INV-2026-17", "000001"),
            ("٤١", "000001"),
            ("-5", "000001"),
            ("1e5", "000001"),
            ("", "000001"),
        ],
    )
    def test_the_next_is_one_more_or_does_not_count_it(
        self, imported, finance, account, number, following
    ):
        imported(number)

        assert sent(finance, account, key="next").number == following

    def test_no_number_is_given_twice_behind_one_of_eighteen_digits(
        self, imported, finance, account
    ):
        imported("9" * 18)

        numbers = [sent(finance, account, key=f"n{each}").number for each in range(3)]

        assert len(set(numbers)) == 3

    def test_a_number_that_nothing_can_follow_is_refused(self, imported, finance, account):
        imported("9" * 30)
        invoice = drafted(finance, account, key="next")

        with pytest.raises(api.NumberingUnavailable, match="30 digits"):
            api.send_invoice(actor=finance, idempotency_key="s", invoice_id=invoice.id)

        assert api.get_invoice(actor=finance, invoice_id=invoice.id).number is None


class TestTheLock:
    @pytest.mark.django_db(transaction=True)
    def test_is_not_waited_for_without_end(self, account, finance, monkeypatch):
        monkeypatch.setattr(numbering, "LOCK_TIMEOUT_MS", 50)
        invoice = drafted(finance, account)
        taken, done = threading.Event(), threading.Event()

        def hold() -> None:
            with transaction.atomic():
                numbering.next_number(ENTITY)
                taken.set()
                done.wait(20)
            connection.close()

        holder = threading.Thread(target=hold)
        holder.start()
        taken.wait(20)
        try:
            with pytest.raises(api.NumberingUnavailable, match="Try again"):
                api.send_invoice(actor=finance, idempotency_key="s", invoice_id=invoice.id)
        finally:
            done.set()
            holder.join()

        again = api.send_invoice(actor=finance, idempotency_key="s", invoice_id=invoice.id)
        assert again.number == "000001"

    def test_leaves_the_time_out_as_it_was(self, db):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '7s'")
            numbering.next_number(ENTITY)
            cursor.execute("SHOW lock_timeout")

            assert cursor.fetchone() == ("7s",)


def test_legal_entities_count_for_themselves(account, finance, db):
    sent(finance, account)
    operator = api.open_account(
        actor=finance.system("import"),
        idempotency_key="open",
        employer_id=ids.GLOBEX,
        legal_entity="Another Ltd",
        currency="GBP",
        terms_days=0,
        time_zone="Europe/London",
    )

    assert sent(finance.system("import"), operator, key="theirs").number == "000001"
