"""
Can finance look at a run before it happens, start it, and follow it over HTTP?
"""

import json

import pytest
from django.test import Client

from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from tests.conftest import cover

pytestmark = pytest.mark.django_db


def start(client: Client, key: str = "k", **over):
    body = {"employer_id": str(ids.ACME), "month": "2027-02-01", "issued_on": "2027-02-28", **over}
    return client.post(
        "/billing/runs",
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )


class TestRuns:
    def test_previewed_and_started(self, client, account):
        FixedCoverage.lines.append(cover())

        seen = client.get("/billing/runs/preview", {"employer_id": ids.ACME, "month": "2027-02-01"})
        run = start(client)

        assert seen.json()["to_ask"] == {"minor": 6000, "currency": "GBP"}
        assert (run.status_code, run.json()["status"], run.json()["charged"]) == (201, "done", 1)

    def test_a_retry_answers_the_same_run(self, client, account):
        first = start(client)
        start(client, "other")

        assert start(client).json() == first.json()

    def test_comes_in_pages(self, client, account):
        for number in range(3):
            start(client, f"k{number}")

        page = client.get("/billing/runs", {"employer_id": ids.ACME, "limit": 2}).json()
        rest = client.get(
            "/billing/runs", {"employer_id": ids.ACME, "limit": 2, "after": page["next"]}
        ).json()

        assert (len(page["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
        one = rest["items"][0]
        assert client.get(f"/billing/runs/{one['id']}").json() == one

    @pytest.mark.parametrize("month", ["0001-01-01", "9999-12-31", "2027-13-01", "nonsense"])
    def test_a_month_that_is_none_is_refused_by_its_field(self, client, account, month):
        assert start(client, month=month).status_code == 422

    def test_no_such_run(self, client, account):
        assert client.get(f"/billing/runs/{ids.ACME}").status_code == 404
