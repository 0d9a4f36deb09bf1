"""
What do programs rely on that call the host over HTTP?
"""

import datetime as dt
import uuid

import pytest

from domain_kit.actor import Role
from tests.contracts.conftest import FIRST_DAY, YEAR, make_world
from tests.contracts.forms import STOPPED

JSON = "application/json"


def enrol(client, world, *, key="k", starts_on=FIRST_DAY, **headers):
    return client.post(
        "/api/v1/enrolments/",
        {
            "employee_id": world.employee.pk,
            "option_id": str(world.option_id),
            "starts_on": starts_on.isoformat(),
        },
        content_type=JSON,
        headers={"Idempotency-Key": key, **headers},
    )


class TestBenefits:
    def test_offers_carry_money_in_minor_units(self, world):
        client = world.client(Role.EMPLOYEE)

        answer = client.get(
            "/api/v1/benefits/offers", {"employer_id": world.employer.id, "on": "2041-02-10"}
        )

        assert answer.status_code == 200
        (offer,) = answer.json()
        assert offer["monthly_price"] == {"minor": 6000, "currency": "GBP"}
        assert (offer["starts_on"], offer["ends_on"]) == (f"{YEAR}-01-01", f"{YEAR}-12-31")


class TestEnrolments:
    def test_enrols_and_ends(self, world):
        client = world.client(Role.EMPLOYEE)
        made = enrol(client, world)
        assert made.status_code == 201

        ended = client.post(
            f"/api/v1/enrolments/{made.json()['id']}/unenrol",
            {"ends_on": f"{YEAR}-06-30", "reason": "left"},
            content_type=JSON,
            headers={"Idempotency-Key": "end"},
        )

        assert ended.status_code == 200
        assert ended.json()["status"] in STOPPED
        assert ended.json()["ends_on"] == f"{YEAR}-06-30"

    def test_a_retry_has_one_effect(self, world):
        client = world.client(Role.EMPLOYEE)

        assert enrol(client, world).json() == enrol(client, world).json()

    def test_another_body_under_the_same_key_is_a_conflict(self, world):
        client = world.client(Role.EMPLOYEE)
        enrol(client, world)

        answer = enrol(client, world, starts_on=dt.date(YEAR, 3, 1))

        assert (answer.status_code, answer.json()["type"]) == (409, "idempotency-conflict")

    def test_a_command_needs_a_key(self, world):
        client = world.client(Role.EMPLOYEE)

        answer = client.post(
            "/api/v1/enrolments/",
            {"employee_id": 1, "option_id": str(uuid.uuid4()), "starts_on": "2041-02-10"},
            content_type=JSON,
        )

        assert answer.status_code == 422

    def test_a_refusal_is_a_problem_with_its_sentence(self, world):
        client = world.client(Role.EMPLOYEE)
        enrol(client, world)

        answer = enrol(client, world, key="again")

        assert answer["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert (problem["type"], problem["status"]) == ("overlapping-coverage", 409)
        assert "End that one first" in problem["detail"]


class TestBilling:
    def test_drafts_sends_and_settles_an_invoice(self, world):
        client = world.client(Role.FINANCE)
        drafted = client.post(
            "/api/v1/billing/invoices",
            {
                "account_id": str(world.account_id),
                "issued_on": f"{YEAR}-02-28",
                "lines": [{"description": "Medical", "amount": {"minor": 6000, "currency": "GBP"}}],
            },
            content_type=JSON,
            headers={"Idempotency-Key": "draft"},
        )
        assert drafted.status_code == 201
        path = f"/api/v1/billing/invoices/{drafted.json()['id']}"

        client.post(f"{path}/send", headers={"Idempotency-Key": "send"})
        paid = client.post(
            f"{path}/payments",
            {
                "amount": {"minor": 6000, "currency": "GBP"},
                "received_on": f"{YEAR}-03-15",
                "reference": "BACS 17",
            },
            content_type=JSON,
            headers={"Idempotency-Key": "pay"},
        )

        assert paid.status_code == 201
        assert client.get(path).json()["status"] == "paid"


class TestTenants:
    @pytest.mark.parametrize(
        "path",
        [
            "/api/v1/benefits/offers?employer_id={employer}&on=2041-02-10",
            "/api/v1/enrolments/?employer_id={employer}",
            "/api/v1/billing/invoices?employer_id={employer}",
        ],
    )
    def test_are_closed_to_each_other(self, world, elsewhere, path):
        client = elsewhere.client(Role.FINANCE if "billing" in path else Role.HR)

        answer = client.get(path.format(employer=world.employer.id))

        assert (answer.status_code, answer.json()["type"]) == (403, "tenant-forbidden")

    def test_do_not_know_each_others_enrolments(self, world, elsewhere):
        made = enrol(world.client(Role.EMPLOYEE), world).json()

        answer = elsewhere.client(Role.HR).get(f"/api/v1/enrolments/{made['id']}")

        assert answer.status_code == 404

    def test_strangers_are_asked_to_authenticate(self, world, client):
        answer = client.get("/api/v1/enrolments/", {"employer_id": world.employer.id})

        assert answer.status_code == 401


class TestDocuments:
    def test_the_interface_describes_itself_with_examples(self, client):
        document = client.get("/api/v1/openapi.json").json()

        assert "/api/v1/enrolments/" in document["paths"]
        assert "examples" in document["components"]["schemas"]["EnrolIn"]


class TestPages:
    def test_who_enrols_where_nobody_is_billed_reads_why_not(self):
        unbilled = make_world("Unbilled Ltd", account=False)

        answer = unbilled.client(Role.EMPLOYEE).post(
            "/my-benefits/enrol/",
            {"key": "k", "option_id": str(unbilled.option_id), "starts_on": FIRST_DAY.isoformat()},
            follow=True,
        )

        assert answer.status_code == 200
        assert "There is no billing account" in answer.content.decode()

    def test_finance_opens_an_account_where_there_is_none(self):
        unbilled = make_world("Unbilled Ltd", account=False)
        fay = unbilled.client(Role.FINANCE)

        fay.post(
            "/finance/account/",
            {"key": "o", "legal_entity": "Contract Ltd", "currency": "GBP", "terms_days": "30"},
        )

        assert "Contract Ltd" in fay.get("/finance/").content.decode()
