"""
Do the routes of documents and books answer typed, paged and by problems?
"""

import pytest

from billing_app import api
from billing_app.testing import ids
from tests.books import credited, invoiced

KEY = {"HTTP_IDEMPOTENCY_KEY": "k"}


@pytest.fixture
def invoice(account, finance):
    return invoiced(finance, account, "60.00")


class TestCreditNotes:
    def test_are_issued_by_line(self, client, invoice):
        got = client.post(
            f"/billing/invoices/{invoice.id}/credit-notes",
            {
                "reason": "Charged too much",
                "issued_on": "2027-04-01",
                "lines": [
                    {
                        "line_id": str(invoice.lines[0].id),
                        "amount": {"minor": 4500, "currency": "GBP"},
                    }
                ],
            },
            content_type="application/json",
            **KEY,
        )

        assert got.status_code == 201
        assert got.json()["total"]["minor"] == 4500

    def test_beyond_the_line_are_a_problem(self, client, invoice):
        got = client.post(
            f"/billing/invoices/{invoice.id}/credit-notes",
            {
                "reason": "Charged too much",
                "issued_on": "2027-04-01",
                "lines": [
                    {
                        "line_id": str(invoice.lines[0].id),
                        "amount": {"minor": 6001, "currency": "GBP"},
                    }
                ],
            },
            content_type="application/json",
            **KEY,
        )

        assert (got.status_code, got.json()["type"]) == (422, "credit-exceeds-line")

    def test_are_listed_in_pages(self, client, finance, account):
        for key in "ab":
            credited(finance, invoiced(finance, account, "1.00", key=key), key=key)

        first = client.get(f"/billing/credit-notes?employer_id={ids.ACME}&limit=1").json()
        second = client.get(
            f"/billing/credit-notes?employer_id={ids.ACME}&limit=1&after={first['next']}"
        ).json()

        assert len(first["items"]) == len(second["items"]) == 1
        assert second["next"] is None


class TestReads:
    @pytest.mark.parametrize(
        "path",
        [
            "statement?employer_id={employer}&first=2027-01-01&last=2027-12-31",
            "ageing?on=2027-05-01",
            "trial-balance?employer_id={employer}",
            "refunds?employer_id={employer}",
            "credit-notes?employer_id={employer}",
        ],
    )
    def test_answer(self, client, invoice, path):
        assert client.get(f"/billing/{path.format(employer=ids.ACME)}").status_code == 200

    def test_another_tenants_statement_is_refused(self, client, invoice):
        path = f"/billing/statement?employer_id={ids.GLOBEX}&first=2027-01-01&last=2027-12-31"

        assert client.get(path).status_code in (403, 404)

    def test_a_file_of_an_invoice(self, client, invoice):
        got = client.get(f"/billing/invoices/{invoice.id}/csv")

        assert got["Content-Type"].startswith("text/csv")
        assert invoice.number in got.content.decode()


def test_an_invoice_is_given_up(client, invoice, finance):
    got = client.post(f"/billing/invoices/{invoice.id}/uncollectible", **KEY)

    assert got.status_code == 204
    found = api.get_invoice(actor=finance, invoice_id=invoice.id)
    assert found.status is api.InvoiceStatus.UNCOLLECTIBLE


@pytest.mark.django_db(transaction=True)
def test_nothing_to_pay_out_is_a_problem(client, account):
    got = client.post(
        "/billing/balance/pay-out",
        {"employer_id": str(ids.ACME), "reason": "r", "reference": "x", "paid_on": "2027-04-01"},
        content_type="application/json",
        **KEY,
    )

    assert (got.status_code, got.json()["type"]) == (422, "no-balance")
