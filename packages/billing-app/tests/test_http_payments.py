"""
Does the router speak of payments, attempts and alerts in pages and named refusals?
"""

import json
from uuid import uuid4

import pytest

from billing_app.testing import ids
from billing_app.testing.fakes import FakeGateway
from tests.conftest import sent

pytestmark = pytest.mark.django_db(transaction=True)

POUND = {"minor": 100, "currency": "GBP"}
RECEIPT = {
    "employer_id": str(ids.ACME),
    "amount": {"minor": 10_000, "currency": "GBP"},
    "received_on": "2027-03-15",
    "reference": "BACS 17",
}


@pytest.fixture
def post(client):
    def post(path, body=None, key=None):
        return client.post(
            f"/billing/{path}",
            json.dumps(body or {}),
            content_type="application/json",
            headers={"Idempotency-Key": key or uuid4().hex},
        )

    return post


@pytest.fixture
def get(client):
    return lambda path, **query: client.get(
        f"/billing/{path}", {"employer_id": ids.ACME, **query}
    ).json()


@pytest.fixture
def invoice(finance, account):
    return sent(finance, account)


class TestReceipts:
    def test_a_receipt_is_recorded_allocated_and_listed(self, post, get, invoice):
        answer = post("payments", RECEIPT)

        assert answer.status_code == 201
        assert answer.json()["unallocated"] == {"minor": 4000, "currency": "GBP"}
        assert get("payments") == {"items": [answer.json()], "next": None}

    @pytest.mark.parametrize("count", [0, 1, 2, 3])
    def test_any_number_of_them_is_a_list(self, post, get, account, count):
        for _ in range(count):
            post("payments", RECEIPT)

        assert len(get("payments")["items"]) == count

    def test_they_come_page_by_page(self, post, get, account):
        made = [post("payments", RECEIPT).json()["id"] for _ in range(5)]

        seen, after = [], {}
        while True:
            page = get("payments", limit=2, **after)
            seen += [each["id"] for each in page["items"]]
            if page["next"] is None:
                break
            after = {"after": page["next"]}

        assert seen == made

    def test_a_cursor_that_nobody_gave_is_refused(self, client, account):
        answer = client.get("/billing/payments", {"employer_id": ids.ACME, "after": "x"})

        assert (answer.status_code, answer.json()["type"]) == (422, "invalid-cursor")

    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"reference": "a\0b"}, "reference"),
            ({"reference": "x" * 101}, "reference"),
            ({"received_on": "9999-12-31"}, "received_on"),
            ({"amount": {"minor": 10**15, "currency": "GBP"}}, "amount"),
            ({"amount": {"minor": 1, "currency": "ZZZ"}}, "amount"),
        ],
    )
    def test_what_no_column_keeps_is_refused_by_its_field(self, post, account, over, field):
        answer = post("payments", RECEIPT | over)

        assert answer.status_code == 422
        assert answer.json()["at"][0].startswith(f"body.body.{field}")

    def test_more_than_is_due_is_a_named_refusal(self, post, invoice):
        part = {"invoice_id": str(invoice.id), "amount": {"minor": 6001, "currency": "GBP"}}

        answer = post("payments", RECEIPT | {"allocate_to": [part]})

        assert (answer.status_code, answer.json()["type"]) == (409, "over-allocation")

    def test_allocated_taken_back_and_reversed(self, post, get, invoice):
        receipt = post("payments", RECEIPT | {"allocate_to": []}).json()

        made = post(f"payments/{receipt['id']}/allocations", {"invoice_id": str(invoice.id)})
        assert made.json()["amount"] == {"minor": 6000, "currency": "GBP"}
        back = post(f"allocations/{made.json()['id']}/end")
        assert back.json()["unallocated"] == receipt["amount"]
        auto = post("allocations/auto", {"employer_id": str(ids.ACME)})
        assert [each["invoice_id"] for each in auto.json()] == [str(invoice.id)]
        gone = post(f"payments/{receipt['id']}/reverse", {"reason": "recalled"})
        assert gone.json()["reversed_at"]
        assert get(f"payments/{receipt['id']}") == gone.json()


class TestAttempts:
    def test_collected_reconciled_and_closed(self, post, get, invoice):
        FakeGateway.times_out()
        path = f"invoices/{invoice.id}/collect"

        answer = post(path, {"paid_on": "2027-03-15"})
        assert (answer.status_code, answer.json()["status"]) == (201, "unknown")
        refused = post(path, {"paid_on": "2027-03-15"})
        assert (refused.status_code, refused.json()["type"]) == (409, "attempt-in-flight")
        assert len(get("attempts", in_flight=True)["items"]) == 1
        closed = post(f"attempts/{answer.json()['id']}/close", {"reason": "not in their books"})
        assert closed.json()["status"] == "unavailable"
        assert get("attempts", in_flight=True)["items"] == []

    def test_reconciling_says_what_became_of_them(self, post, invoice):
        FakeGateway.answers_late()
        post(f"invoices/{invoice.id}/collect", {"paid_on": "2027-03-15"})

        answer = post(
            "attempts/reconcile", {"employer_id": str(ids.ACME), "received_on": "2027-03-15"}
        )

        assert [each["status"] for each in answer.json()] == ["succeeded"]

    def test_one_that_is_not_there_is_a_404(self, post, account):
        answer = post(f"attempts/{uuid4()}/close", {"reason": "x"})

        assert (answer.status_code, answer.json()["type"]) == (404, "attempt-not-found")


class TestAlerts:
    def test_are_listed_and_resolved(self, post, get, account):
        for _ in range(2):
            post("payments", RECEIPT)
        (alert,) = get("alerts")["items"]

        assert alert["kind"] == "repeated-reference"
        assert post(f"alerts/{alert['id']}/resolve").json()["resolved_by"] == "fay"
        assert get("alerts")["items"] == []


def test_every_route_documents_its_refusals(client):
    paths = client.get("/openapi.json").json()["paths"]

    for path in ("/billing/payments", "/billing/attempts", "/billing/alerts"):
        assert {"401", "403", "404", "409", "422"} <= paths[path]["get"]["responses"].keys()


def test_an_employer_of_somebody_else_is_refused(client):
    answer = client.get("/billing/payments", {"employer_id": ids.GLOBEX})

    assert answer.status_code == 403
