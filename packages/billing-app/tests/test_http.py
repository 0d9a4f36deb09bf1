"""
Does the router answer lists of any length, and refuse what no column could keep?
"""

import json
from uuid import uuid4

import pytest
from django.test import Client

from billing_app import models
from billing_app.testing import builders, ids
from tests.conftest import sent

pytestmark = pytest.mark.django_db

LINE = {"description": "Private medical", "amount": {"minor": 6000, "currency": "GBP"}}
PAYMENT = {
    "amount": {"minor": 100, "currency": "GBP"},
    "received_on": "2027-03-15",
    "reference": "BACS 17",
}


@pytest.fixture
def post(client: Client):
    def post(path, body, key=None):
        return client.post(
            f"/billing/{path}",
            json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": key or uuid4().hex},
        )

    return post


@pytest.fixture
def draft(post, account):
    def draft(key=None, line=None, **over):
        body = {"account_id": str(account.id), "issued_on": "2027-02-28"}
        return post("invoices", {**body, "lines": [LINE | (line or {})], **over}, key)

    return draft


@pytest.fixture
def pay(post, finance, account):
    invoice = sent(finance, account)
    return lambda **over: post(f"invoices/{invoice.id}/payments", PAYMENT | over)


class TestListInvoices:
    @pytest.mark.parametrize("count", [0, 1, 2, 3])
    def test_any_number_of_invoices_is_a_list(self, client, account, count):
        made = [str(builders.build_invoice().id) for _ in range(count)]

        answer = client.get("/billing/invoices", {"employer_id": ids.ACME})

        assert answer.status_code == 200
        assert sorted(each["id"] for each in answer.json()["items"]) == sorted(made)

    def test_comes_in_pages(self, client, account):
        made = [str(builders.build_invoice().id) for _ in range(5)]

        shown, after = [], {}
        while after is not None:
            asked = {"employer_id": ids.ACME, "limit": 2, **after}
            answer = client.get("/billing/invoices", asked).json()
            shown += [each["id"] for each in answer["items"]]
            after = {"after": answer["next"]} if answer["next"] else None

        assert len(shown) == 5
        assert sorted(shown) == sorted(made)

    @pytest.mark.parametrize("limit", [0, 201])
    def test_no_page_is_without_bound(self, client, account, limit):
        answer = client.get("/billing/invoices", {"employer_id": ids.ACME, "limit": limit})

        assert answer.status_code == 422

    @pytest.mark.parametrize("after", ["x", "W10", "\0"])
    def test_a_cursor_of_its_own_making_is_refused(self, client, account, after):
        answer = client.get("/billing/invoices", {"employer_id": ids.ACME, "after": after})

        assert answer.status_code == 422


class TestCreateInvoice:
    def test_what_just_fits_is_drafted(self, draft):
        answer = draft(
            key="k" * 200,
            line={
                "description": "é\n" * 150,
                "amount": {"minor": 10**13 - 1, "currency": "GBP"},
                "employee_id": 2**63 - 1,
            },
            issued_on="2199-12-31",
        )

        assert answer.status_code == 201
        assert answer.json()["total"]["minor"] == 10**13 - 1

    @pytest.mark.parametrize(
        ("line", "field"),
        [
            ({"description": "a\0b"}, "description"),
            ({"description": "x" * 301}, "description"),
            ({"description": "\ud800"}, "description"),
            ({"employee_id": "x" * 65}, "employee_id"),
            ({"employee_id": ""}, "employee_id"),
            ({"employee_id": True}, "employee_id"),
        ],
    )
    def test_a_line_that_no_column_keeps_is_refused_by_its_field(self, draft, line, field):
        answer = draft(line=line)

        assert answer.status_code == 422
        assert answer.json()["at"] == [f"body.body.lines.0.{field}"]

    @pytest.mark.parametrize(
        ("minor", "currency"),
        [(10**13, "GBP"), (-(10**13), "GBP"), (10**40, "GBP"), (10**11, "JPY")],
    )
    def test_an_amount_that_no_column_keeps_is_refused(self, draft, minor, currency):
        answer = draft(line={"amount": {"minor": minor, "currency": currency}})

        assert (answer.status_code, answer.json()["type"]) == (422, "amount-not-storable")

    @pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2200-01-01"])
    def test_a_day_beyond_the_calendar_is_refused_by_its_field(self, draft, day):
        answer = draft(issued_on=day)

        assert answer.status_code == 422
        assert answer.json()["at"] == ["body.body.issued_on"]

    @pytest.mark.parametrize("key", ["k" * 201, "k\0"])
    def test_a_key_that_no_column_keeps_is_refused(self, draft, key):
        answer = draft(key=key)

        assert answer.status_code == 422
        assert answer.json()["at"] == ["header.Idempotency-Key"]

    def test_an_unknown_currency_is_still_refused_by_its_name(self, draft):
        answer = draft(line={"amount": {"minor": 1, "currency": "XBT\0"}})

        assert (answer.status_code, answer.json()["type"]) == (422, "unknown-currency")

    def test_nothing_of_a_refused_request_is_stored(self, draft):
        draft(line={"description": "a\0b"})

        assert not models.Invoice.objects.exists()


class TestApplyPayment:
    def test_what_just_fits_is_recorded(self, pay):
        assert pay(reference="x" * 100, received_on="1900-01-01").status_code == 201

    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"reference": "a\0b"}, "reference"),
            ({"reference": "x" * 101}, "reference"),
            ({"received_on": "9999-12-31"}, "received_on"),
        ],
    )
    def test_what_no_column_keeps_is_refused_by_its_field(self, pay, over, field):
        answer = pay(**over)

        assert answer.status_code == 422
        assert answer.json()["at"] == [f"body.body.{field}"]

    def test_an_amount_that_no_column_keeps_is_refused(self, pay):
        answer = pay(amount={"minor": 10**13, "currency": "GBP"})

        assert (answer.status_code, answer.json()["type"]) == (422, "amount-not-storable")


class TestCommandsOnAnInvoice:
    @pytest.mark.parametrize("path", ["send", "finalise", "void", "cancel"])
    def test_an_unknown_invoice_is_not_found(self, post, account, path):
        answer = post(f"invoices/{uuid4()}/{path}", {})

        assert (answer.status_code, answer.json()["type"]) == (404, "invoice-not-found")

    def test_one_without_lines_is_refused(self, draft):
        answer = draft(lines=[])

        assert (answer.status_code, answer.json()["type"]) == (422, "empty-invoice")

    def test_an_employee_may_have_any_identifier(self, draft):
        answer = draft(line={"employee_id": "E-17"})

        assert answer.json()["lines"][0]["employee_id"] == "E-17"


def test_every_operation_describes_its_refusals(client):
    paths = client.get("/openapi.json").json()["paths"]

    for path in paths.values():
        for operation in path.values():
            assert {"401", "403", "404", "409", "422"} <= operation["responses"].keys()


def test_the_description_of_the_api_can_be_read(client):
    answer = client.get("/openapi.json")

    schemas = answer.json()["components"]["schemas"]
    assert schemas["LineIn"]["properties"]["description"]["maxLength"] == 300
