"""
Is every refusal of the API a problem answer (RFC 9457), also those that reach no domain?
"""

from domain_kit.actor import Role
from tests.conftest import ACME, log_in

PROBLEM = "application/problem+json"


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
