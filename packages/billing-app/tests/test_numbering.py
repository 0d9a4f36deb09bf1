"""
Which number does an invoice get, whatever happens meanwhile and whatever was imported before?
"""

import datetime as dt
import threading

import pytest
from django.core import checks
from django.db import IntegrityError, connection, transaction

from billing_app import api, models
from billing_app.services import numbering
from billing_app.testing import builders, ids
from domain_kit.actor import Actor
from tests.conftest import drafted, gbp, sent

ENTITY = "Northern Mutual Ltd"
SYSTEM = Actor.system("tests")


def drafted_on(account, day, key):
    return api.InvoiceService.create(
        actor=SYSTEM,
        idempotency_key=f"draft {key}",
        account_id=account.id,
        lines=[api.NewLine(description="Fee", amount=gbp("1.00"))],
        issued_on=day,
    )


def sent_on(account, day, key):
    draft = drafted_on(account, day, key)
    return api.send_invoice(actor=SYSTEM, idempotency_key=f"send {key}", invoice_id=draft.id)


class TestANumber:
    def test_names_prefix_year_and_place(self, account, settings):
        settings.BILLING_LEGAL_ENTITIES = {ENTITY: "NM-"}

        assert sent_on(account, dt.date(2027, 2, 28), "a").number == "NM-2027-000001"

    def test_counts_for_each_year_of_issue(self, account):
        days = [dt.date(2027, 2, 28), dt.date(2028, 1, 1), dt.date(2027, 12, 31)]

        numbers = [sent_on(account, day, str(day)).number for day in days]

        assert numbers == ["2027-000001", "2028-000001", "2027-000002"]

    def test_counts_for_each_legal_entity(self, account, finance):
        sent(finance, account)
        theirs = api.open_account(
            actor=SYSTEM,
            idempotency_key="open",
            employer_id=ids.GLOBEX,
            legal_entity="Another Ltd",
            currency="GBP",
            terms_days=0,
            time_zone="Europe/London",
        )

        assert sent(SYSTEM, theirs, key="theirs").number == "2027-000001"

    def test_is_kept_by_what_is_voided(self, account, finance):
        invoice = sent(finance, account)

        api.void_invoice(actor=finance, idempotency_key="v", invoice_id=invoice.id)

        assert sent(finance, account, key="next").number == "2027-000002"

    def test_a_draft_that_is_voided_has_none(self, account, finance):
        draft = drafted(finance, account)

        voided = api.void_invoice(actor=finance, idempotency_key="v", invoice_id=draft.id)

        assert voided.number is None

    def test_needs_a_legal_entity_that_the_project_names(self, account, finance, settings):
        settings.BILLING_LEGAL_ENTITIES = {"Another Ltd": ""}
        draft = drafted(finance, account)

        with pytest.raises(api.NumberingUnavailable, match="BILLING_LEGAL_ENTITIES"):
            api.send_invoice(actor=finance, idempotency_key="s", invoice_id=draft.id)

    def test_is_given_by_the_database_to_whoever_writes_past_the_services(self, account):
        invoice = builders.build_invoice(status=api.InvoiceStatus.OPEN)

        assert (invoice.number, invoice.invoice_number) == ("2027-000001", 1)

    def test_of_two_invoices_is_refused_by_the_database(self, account, finance):
        first, second = sent(finance, account, key="a"), sent(finance, account, key="b")
        rows = models.Invoice.objects

        with pytest.raises(IntegrityError, match="one_invoice_per_printed_number"):
            rows.filter(pk=second.id).update(number=first.number)


class TestNumbersThatWereImported:
    @pytest.mark.parametrize(
        "number", ["9" * 17, "9" * 18, "9" * 19, "9" * 30, "000041", "INV-17", "-5", "\u0664"]
    )
    def test_never_disturb_the_next_ones(self, account, finance, number):
        invoice = sent(finance, account)
        models.Invoice.objects.filter(pk=invoice.id).update(number=number)

        numbers = [sent(finance, account, key=f"n{each}").number for each in range(3)]

        assert numbers == ["2027-000002", "2027-000003", "2027-000004"]

    def test_are_not_given_again(self, account, finance):
        invoice = sent(finance, account)
        models.Invoice.objects.filter(pk=invoice.id).update(number="2027-000003")

        numbers = [sent(finance, account, key=f"n{each}").number for each in range(2)]

        assert numbers == ["2027-000002", "2027-000004"]


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_c_29_forty_of_which_seven_roll_back(self, account, finance):
        drafts = [drafted(finance, account, key=f"d{i}").id for i in range(40)]
        broken, start = [], threading.Barrier(8)

        def send(mine: list[int]) -> None:
            start.wait(20)
            for number in mine:
                try:
                    with transaction.atomic():
                        api.finalise_invoice(
                            actor=finance,
                            idempotency_key=f"f{number}",
                            invoice_id=drafts[number],
                        )
                        if number % 6 == 1:
                            raise ZeroDivisionError
                except ZeroDivisionError:
                    broken.append(number)
            connection.close()

        threads = [threading.Thread(target=send, args=(list(range(n, 40, 8)),)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        numbered = models.Invoice.objects.exclude(number=None)
        assert len(broken) == 7
        assert sorted(numbered.values_list("invoice_number", flat=True)) == list(range(1, 34))
        assert len(set(numbered.values_list("number", flat=True))) == 33

    def test_c_29_the_wait_has_a_bound(self, account, finance, monkeypatch):
        monkeypatch.setattr(numbering, "LOCK_TIMEOUT_MS", 50)
        invoice = drafted(finance, account)
        taken, done = threading.Event(), threading.Event()

        def hold() -> None:
            with transaction.atomic():
                numbering.take_number(ENTITY, document="invoice", year=2027)
                taken.set()
                done.wait(20)
                transaction.set_rollback(True)
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
        assert again.number == "2027-000001"


def test_the_lock_leaves_the_time_out_as_it_was(db):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '7s'")
        numbering.take_number(ENTITY, document="invoice", year=2027)
        cursor.execute("SHOW lock_timeout")

        assert cursor.fetchone() == ("7s",)


class TestTheSetting:
    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            (None, "is not set"),
            ({}, "is not a dict with one entry or more"),
            (["Northern Mutual Ltd"], "is not a dict"),
            ({"": ""}, "the name ''"),
            ({7: ""}, "the name 7"),
            ({"Northern Mutual Ltd": None}, "the prefix None"),
            ({"Northern Mutual Ltd": "x" * 16}, "at most 15"),
        ],
    )
    def test_is_one_error_that_shows_what_to_write(self, settings, value, fault):
        settings.BILLING_LEGAL_ENTITIES = value

        (error,) = checks.run_checks(tags=["billing_app"])

        assert error.id == "billing_app.E003"
        assert fault in error.msg
        assert "BILLING_LEGAL_ENTITIES = {" in error.hint

    def test_of_the_test_project_fits(self):
        assert checks.run_checks(tags=["billing_app"]) == []
