"""
Is every refusal of the API a problem answer (RFC 9457), also those that reach no domain?
"""

import json
import re

import pytest
from django.test import Client
from ninja import Router, Schema

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from host.directory.models import Employer, Membership
from host.directory.tokens.issue import store_token
from host.edge.documents import DocumentedAPI
from tests.conftest import ACME, DENTAL_2027, log_in

PROBLEM = "application/problem+json"
KEY = {"Idempotency-Key": "k"}
ACCOUNT = "01900000-0000-7000-8000-000000000acc"
LINE = {"description": "d", "amount": {"minor": 100, "currency": "GBP"}}


def post(client, path, body, key="k", **headers):
    return client.post(
        f"/api/v1/{path}",
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key, **headers},
    )


class TestProblems:
    def test_a_stranger_is_told_how_to_authenticate(self, client, db):
        answer = client.get("/api/v1/enrolments/", {"employer_id": ACME})

        assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
        assert "Bearer" in answer.json()["detail"]

    def test_a_request_that_does_not_fit_names_every_place(self, seeded):
        answer = log_in(Role.HR).get("/api/v1/enrolments/", {"employer_id": "acme"})

        assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
        assert [fault["at"] for fault in answer.json()["errors"]] == ["query.employer_id"]

    def test_another_tenant_is_refused_with_a_permanent_code(self, seeded):
        answer = log_in(Role.HR).get(
            "/api/v1/enrolments/", {"employer_id": "01900000-0000-7000-8000-00000000000b"}
        )

        assert (answer.status_code, answer.json()["type"]) == (403, "tenant-forbidden")

    def test_what_is_no_json_is_said_so(self, seeded):
        answer = log_in(Role.HR).post(
            "/api/v1/enrolments/", "{", content_type="application/json", headers=KEY
        )

        assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            ({"lines": [LINE | {"description": "a\0b"}]}, "body.lines.0.description"),
            ({"lines": [LINE | {"description": "\ud800"}]}, "body.lines.0.description"),
            ({"lines": [LINE | {"description": "x" * 400}]}, "body.lines.0.description"),
            ({"lines": [LINE | {"employee_id": 10**20}]}, "body.lines.0.employee_id"),
            ({"issued_on": "9999-12-31"}, "body.issued_on"),
        ],
    )
    def test_what_no_column_can_hold_is_named(self, seeded, change, place):
        body = {"account_id": ACCOUNT, "issued_on": "2027-02-28", "lines": [LINE]} | change

        answer = post(log_in(Role.FINANCE), "billing/invoices", body)

        assert answer.status_code == 422
        assert [place in fault["at"] for fault in answer.json()["errors"]] == [True]

    def test_an_amount_that_no_column_can_hold_is_refused(self, seeded):
        line = LINE | {"amount": {"minor": 10**14, "currency": "GBP"}}
        body = {"account_id": ACCOUNT, "issued_on": "2027-02-28", "lines": [line]}

        answer = post(log_in(Role.FINANCE), "billing/invoices", body)

        assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)

    def test_a_key_longer_than_its_column_is_named(self, seeded):
        body = {"account_id": ACCOUNT, "issued_on": "2027-02-28", "lines": [LINE]}

        answer = post(log_in(Role.FINANCE), "billing/invoices", body, key="k" * 201)

        assert answer.json()["errors"][0]["at"] == "header.Idempotency-Key"

    def test_an_instant_without_an_offset_is_named(self, seeded):
        answer = log_in(Role.HR).get(
            "/api/v1/benefits/windows", {"employer_id": ACME, "at": "2027-02-01T00:00:00"}
        )

        assert answer.status_code == 422

    def test_an_address_that_is_none_is_a_problem_too(self, seeded):
        answer = log_in(Role.HR).get("/api/v1/nowhere/at/all")

        assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


class TestPlaces:
    """
    A refusal of a part of a request says which part it is.
    """

    def test_of_a_batch_is_the_line_with_its_option(self, seeded):
        hr = log_in(Role.HR)
        nobodys = "01900000-0000-7000-8000-00000000dead"
        lines = [
            {"option_id": option_id, "starts_on": "2027-06-01"}
            for option_id in (DENTAL_2027, nobodys)
        ]
        batch = post(hr, "enrolments/batches/", {"employee_id": 2, "lines": lines}).json()

        answer = post(hr, f"enrolments/batches/{batch['id']}/submit", {}, key="submit")

        assert (answer.status_code, answer.json()["type"]) == (409, "not-offered")
        (fault,) = answer.json()["errors"]
        assert (fault["at"], fault["option_id"]) == ("lines.1", nobodys)
        assert fault["problem"] == answer.json()["detail"]

    def test_of_an_enrolment_is_the_person(self, seeded):
        body = {
            "employee_id": 2,
            "option_id": DENTAL_2027,
            "starts_on": "2027-06-01",
            "dependants": [{"key": "d", "name": "Zoe", "relationship": "daughter"}],
        }

        answer = post(log_in(Role.HR), "enrolments/", body)

        assert answer.status_code == 422
        assert [fault["at"] for fault in answer.json()["errors"]] == ["dependants.0.relationship"]


class TestStrangers:
    """
    Nobody, or a program with a token that nobody knows, is told to authenticate.
    """

    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("token", ["", "expired"])
    def test_is_401_on_every_method(self, seeded, method, token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        client = Client(enforce_csrf_checks=True)

        answer = getattr(client, method)("/api/v1/enrolments/", headers=headers)

        assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
        assert "send a known token" in answer.json()["detail"]

    def test_an_unknown_token_is_not_saved_by_a_log_in(self, seeded):
        answer = log_in(Role.HR).get(
            "/api/v1/enrolments/", {"employer_id": ACME}, headers={"Authorization": "Bearer no"}
        )

        assert answer.status_code == 401

    def test_a_log_in_without_a_pages_token_is_refused_as_forged(self, seeded):
        known = log_in(Role.FINANCE)
        forged = Client(enforce_csrf_checks=True)
        forged.cookies = known.cookies

        answer = post(forged, "billing/invoices", {})

        assert (answer.status_code, answer.json()["type"]) == (403, "csrf-failed")

    def test_a_known_token_needs_no_page(self, seeded):
        log_in(Role.FINANCE)
        token = store_token(membership=Membership.objects.get(), label="payroll").secret
        body = {"account_id": ACCOUNT, "issued_on": "2027-02-28", "lines": [LINE]}

        answer = post(
            Client(enforce_csrf_checks=True),
            "billing/invoices",
            body,
            Authorization=f"Bearer {token}",
        )

        assert answer.status_code == 201


class TestLists:
    @pytest.mark.parametrize("rows", [0, 1, 2, 3])
    def test_of_any_length_are_lists(self, seeded, rows):
        employer = Employer.objects.create(name="New Ltd")
        finance = Actor(id="f", role=Role.FINANCE, employer_ids=frozenset({employer.pk}))
        account = billing.open_account(
            actor=finance,
            idempotency_key="account",
            employer_id=employer.pk,
            legal_entity="New Ltd",
            currency="GBP",
            terms_days=30,
            time_zone="Europe/London",
        )
        client = log_in(Role.FINANCE, str(employer.pk))
        for number in range(rows):
            body = {"account_id": str(account.id), "issued_on": "2027-02-28", "lines": [LINE]}
            post(client, "billing/invoices", body, key=f"k{number}")

        answer = client.get("/api/v1/billing/invoices", {"employer_id": employer.pk})

        told = answer.json()
        # A list until billing 2.4, a page since 3.0.
        listed = told if isinstance(told, list) else told["items"]
        assert (answer.status_code, len(listed)) == (200, rows)


class TestDocument:
    def test_names_every_refusal_of_every_operation(self, client, db):
        document = client.get("/api/v1/openapi.json").json()

        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                missing = {"401", "403", "404", "409", "422"} - operation["responses"].keys()
                assert not missing, f"{method} {path}"

    def test_describes_every_schema_that_it_refers_to(self, client, db):
        document = client.get("/api/v1/openapi.json").content.decode()

        schemas = json.loads(document)["components"]["schemas"]
        assert set(re.findall(r"#/components/schemas/([^\"]+)", document)) <= schemas.keys()

    def test_keeps_two_things_of_one_name_apart(self):
        class Line(Schema):
            words: str

        one = Line

        class Line(Schema):  # type: ignore[no-redef]
            amount: int

        api = DocumentedAPI(urls_namespace="two-lines")
        for domain, line in (("quotes", one), ("bills", Line)):
            router = Router(tags=[domain])
            router.get("/lines", response=list[line])(lambda request: [])
            api.add_router(domain, router)

        schemas = api.get_openapi_schema(path_prefix="/")["components"]["schemas"]

        assert schemas["Line"]["properties"].keys() == {"words"}
        assert schemas["BillsLine"]["properties"].keys() == {"amount"}
