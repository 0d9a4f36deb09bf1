"""
Do month end and books show what is so?
"""

import datetime as dt
import re

import pytest

from billing_app import api as billing
from domain_kit.actor import Role
from tests.conftest import log_in
from tests.portal.billed import (
    EMPLOYER,
    SYSTEM,
    gbp,
    invoiced,
    text_of,
)

pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def fay(seeded):
    return log_in(Role.FINANCE)


class TestMonthEnd:
    def test_looks_without_changing_anything(self, fay):
        before = billing.list_invoices(actor=SYSTEM, employer_id=EMPLOYER, limit=500)

        page = text_of(fay.get("/finance/month-end/", {"month": "2027-02"}))

        assert "To be asked for" in page
        assert "Private medical" in page
        assert billing.list_invoices(actor=SYSTEM, employer_id=EMPLOYER, limit=500) == before

    def test_then_bills_what_it_said(self, fay):
        page = text_of(fay.get("/finance/month-end/", {"month": "2027-02"}))
        (asked,) = re.findall(r"To be asked for (£[0-9,.]+)", page)

        done = fay.post(
            "/finance/run/", {"key": "r", "month": "2027-02", "shown": "yes"}, follow=True
        )

        assert f"Drafted an invoice of {asked}." in text_of(done)

    def test_a_run_is_seen_in_the_list_and_by_who_asks_for_it_alone(self, fay):
        fay.post("/finance/run/", {"key": "r", "month": "2027-02"})

        part = fay.get("/finance/runs/")

        assert "February 2027 Done" in text_of(part)
        assert "<html" not in part.content.decode()

    def test_draws_what_months_cost(self, fay):
        fay.post("/finance/run/", {"key": "r", "month": "2027-02"})

        page = fay.get("/finance/month-end/", {"month": "2027-02"}).content.decode()

        assert '<rect class="is-employer"' in page
        assert "As numbers, and how it changed" in page

    def test_a_month_nobody_means_is_said(self, fay):
        assert "Write the month as 2027-02" in text_of(
            fay.get("/finance/month-end/", {"month": "soon"})
        )

    def test_an_account_is_held_and_released(self, fay):
        held = fay.post("/finance/hold/", {"key": "h", "reason": "Rates in doubt"}, follow=True)
        assert "Billing is on hold: Rates in doubt" in text_of(held)

        page = fay.post("/finance/release/", {"key": "r"}, follow=True)

        assert "goes on" in text_of(page)

    def test_is_shown_in_few_statements(self, fay, django_assert_max_num_queries):
        fay.post("/finance/run/", {"key": "r", "month": "2027-02"})

        with django_assert_max_num_queries(20):
            fay.get("/finance/month-end/")


class TestBooks:
    def test_who_owes_whom_is_one_page_for_an_operator(self, django_assert_max_num_queries):
        invoiced("30")
        olu = log_in(Role.OPERATOR)

        with django_assert_max_num_queries(20):
            page = text_of(olu.get("/finance/owing/"))

        assert "Acme" in page
        assert "Globex" in page
        assert "¥" in page

    def test_finance_sees_its_own_employer_there(self, fay):
        assert "Globex" not in text_of(fay.get("/finance/owing/"))

    def test_the_ageing_is_that_of_the_day_asked_for(self, fay):
        invoiced("30.30", on=dt.date(2026, 10, 1))

        assert "£30.30" in text_of(fay.get("/finance/owing/", {"on": "2026-10-02"}))
        assert "£30.30" not in text_of(fay.get("/finance/owing/", {"on": "2026-09-30"}))

    def test_the_trial_balance_adds_up_to_nothing(self, fay):
        invoiced("30")

        page = text_of(fay.get("/finance/ledger/"))

        assert "Receivable" in page

    def test_every_posting_is_in_the_file(self, fay):
        invoiced("30")
        expected = billing.list_postings(actor=SYSTEM, employer_id=EMPLOYER, limit=1_000)

        answer = fay.get("/finance/ledger/postings/")

        lines = b"".join(answer).decode().splitlines()
        assert lines[0].startswith("posting,entry,day")
        assert len(lines) == len(expected) + 1

    def test_an_alert_waits_until_somebody_has_seen_to_it(self, fay):
        for key in "ab":
            billing.record_bank_receipt(
                actor=SYSTEM,
                idempotency_key=key,
                employer_id=EMPLOYER,
                amount=gbp("8"),
                received_on=dt.date(2026, 11, 2),
                reference="Same",
                allocate_to={},
            )
        alerts = billing.list_alerts(actor=SYSTEM, employer_id=EMPLOYER)
        assert alerts, "a repeated reference raises one"
        page = fay.get("/finance/collection/").content.decode()
        assert "Two payments with one reference" in page
        assert f"/finance/payments/{alerts[0].subject}/" in page

        fay.post(f"/finance/alerts/{alerts[0].id}/", {"key": "d"})

        assert len(billing.list_alerts(actor=SYSTEM, employer_id=EMPLOYER)) == len(alerts) - 1

    def test_invoices_can_be_narrowed_to_a_status(self, fay):
        invoice = invoiced("30")

        assert invoice.number in text_of(fay.get("/finance/", {"status": "open"}))
        assert invoice.number not in text_of(fay.get("/finance/", {"status": "draft"}))
        assert fay.get("/finance/", {"status": "soon"}).status_code == 404


@pytest.mark.parametrize(
    "page",
    ["", "month-end/", "payments/", "payments/bank/", "collection/", "credit/", "statement/"],
)
def test_without_an_account_every_page_leads_to_opening_one(page):
    from host.directory.models import Employer

    employer = Employer.objects.create(name="Initech", time_zone="Europe/Madrid")
    client = log_in(Role.FINANCE, str(employer.id))

    assert "Open the account" in text_of(client.get(f"/finance/{page}", follow=True))
