"""
Is a coworking company billed for its desks, and its wallet charged once?
"""

import datetime as dt
import uuid

import pytest
from django.contrib.auth import get_user_model

from billing_app import api as billing
from deskroom import services
from deskroom.adapters import DeskCoverage, WalletGateway, balance
from deskroom.models import Company, Desk
from domain_kit.money import Money
from domain_kit.periods import Period

FEBRUARY = dt.date(2027, 2, 1)
MARCH = dt.date(2027, 3, 1)


def eur(amount: str) -> Money:
    return Money.of(amount, "EUR")


def desk(company, *, starts_on=FEBRUARY, cents=28_000, member="ana"):
    return services.take_desk(company, member=member, monthly_cents=cents, starts_on=starts_on)


def bill(company, month=FEBRUARY, key="k"):
    return services.bill_month(company.id, month, actor=services.DESKROOM, key=key)


@pytest.fixture
def company(db):
    return services.welcome("Blue Door Lda")


class TestDesks:
    def test_a_month_costs_its_price(self, company):
        desk(company)

        assert bill(company).total == eur("280.00")

    def test_a_part_of_a_month_costs_its_days(self, company):
        desk(company, starts_on=dt.date(2027, 2, 15))

        assert bill(company).total == eur("140.00")

    def test_what_is_given_up_is_given_back_on_the_next_invoice(self, company):
        given_up = desk(company, cents=28_000)
        desk(company, cents=60_000, member="rui")
        assert bill(company).total == eur("880.00")

        services.give_up_desk(given_up, last_day=dt.date(2027, 2, 14))

        assert bill(company, MARCH, key="m").total == eur("460.00")

    def test_a_desk_that_billing_was_never_told_of_is_billed_by_the_run(self, company):
        Desk.objects.create(company=company, member="eva", monthly_cents=10_000, starts_on=FEBRUARY)

        assert bill(company).total == eur("100.00")

    def test_a_desk_and_its_charge_are_made_together_or_not_at_all(self, db):
        nobody_bills = Company.objects.create(name="Red Door Lda")

        with pytest.raises(billing.AccountNotFound):
            desk(nobody_bills)

        assert not nobody_bills.desks.exists()

    def test_several_months_are_asked_for_at_once(self, company):
        made = desk(company)

        lines = DeskCoverage().coverage(
            employer_id=company.id, month=Period(start=FEBRUARY, end=dt.date(2027, 6, 1))
        )

        assert [line.source_id for line in lines] == [made.id]


class TestRoom:
    def test_is_an_invoice_of_its_own(self, company):
        sent = services.bill_room(
            company, day=FEBRUARY, hours=3, actor=services.DESKROOM, key="room"
        )

        assert sent.total == eur("75.00")
        assert sent.number.startswith("DR-") or sent.number.isdigit()


@pytest.mark.django_db(transaction=True)
class TestWallet:
    """
    Billing collects outside any transaction, so these commit.
    """

    @pytest.fixture
    def company(self):
        return services.welcome("Blue Door Lda")

    @pytest.fixture
    def sent(self, company):
        desk(company)
        return bill(company)

    def collect(self, invoice, key="c"):
        return services.collect(invoice.id, on=MARCH, actor=services.DESKROOM, key=key)

    def test_pays_an_invoice_once_however_often_it_is_pressed(self, company, sent):
        services.fill_wallet(company, 50_000)

        assert self.collect(sent) == self.collect(sent)

        assert balance(company.id) == 22_000
        paid = billing.get_invoice(actor=services.DESKROOM, invoice_id=sent.id)
        assert (paid.status, paid.due) == ("paid", eur("0.00"))

    def test_with_too_little_in_it_takes_nothing_until_it_is_filled(self, company, sent):
        assert self.collect(sent).status == "declined"

        services.fill_wallet(company, 28_000)

        assert self.collect(sent, key="again").status == "succeeded"
        assert balance(company.id) == 0

    def test_tells_what_became_of_an_attempt(self, company, sent):
        services.fill_wallet(company, 28_000)
        attempt = self.collect(sent)

        known = WalletGateway().fetch(str(attempt.id))

        assert known == WalletGateway().fetch(attempt.reference)
        assert isinstance(WalletGateway().fetch(str(uuid.uuid4())), billing.NotFound)


class TestPages:
    @pytest.fixture
    def front_desk(self, client, db):
        client.force_login(get_user_model().objects.create_user("desk"))
        return client

    def test_bill_a_month_and_show_its_invoice(self, front_desk, company):
        desk(company)

        page = front_desk.post(
            f"/{company.id}/bill/", {"key": "k", "month": "2027-02"}, follow=True
        ).content.decode()

        assert "asks for 280.00 EUR" in page

    def test_show_a_refusal_in_its_own_words(self, front_desk, company):
        page = front_desk.post(
            f"/{company.id}/invoices/{uuid.uuid4()}/collect/", {"key": "k"}, follow=True
        ).content.decode()

        assert 'class="error"' in page

    @pytest.mark.parametrize("month", ["soon", ""])
    def test_ask_again_for_a_month_that_is_none(self, front_desk, company, month):
        page = front_desk.post(
            f"/{company.id}/bill/", {"key": "k", "month": month}, follow=True
        ).content.decode()

        assert "Write the month as 2027-02." in page

    def test_are_for_who_has_logged_in(self, client, db):
        assert client.get("/").headers["Location"].startswith("/log-in/")
