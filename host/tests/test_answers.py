"""
Is every error of the API a problem answer, whoever makes it: a view, ninja, a middleware or Django?
"""

import pytest
from django.test import Client
from django.urls import path
from ninja import NinjaAPI

from domain_kit.actor import Role
from host import urls
from host.edge.problems import add_handlers
from tests.conftest import ACME, log_in

PROBLEM = "application/problem+json"
ENROLMENTS = "/api/v1/enrolments/"
JSON = "application/json"


def broken(request):
    raise RuntimeError("a bug")


api = NinjaAPI(urls_namespace="broken")
add_handlers(api)
api.get("broken")(broken)
urlpatterns = [path("api/v2/", api.urls), path("broken", broken), *urls.urlpatterns]
handler400 = urls.handler400


def told(answer):
    """
    The problem, if the answer is one.
    """
    assert answer["Content-Type"] == PROBLEM, answer.content[:200]
    body = answer.json()
    assert body["status"] == answer.status_code
    return body["type"]


class TestEveryError:
    def test_an_address_that_is_none(self, client):
        assert told(client.get("/api/nothing/here")) == "not-found"

    def test_a_method_that_an_address_does_not_know(self, client, db):
        answer = client.put(ENROLMENTS)

        assert told(answer) == "method-not-allowed"
        assert set(answer["Allow"].split(", ")) == {"GET", "POST"}
        assert "does not know the method PUT" in answer.json()["detail"]

    def test_a_body_that_is_no_json(self, seeded):
        answer = log_in(Role.HR).post(
            ENROLMENTS, "{", content_type=JSON, headers={"Idempotency-Key": "k"}
        )

        assert told(answer) == "invalid-request"

    def test_a_body_of_another_kind(self, seeded):
        answer = log_in(Role.HR).post(
            ENROLMENTS, "<xml/>", content_type="text/xml", headers={"Idempotency-Key": "k"}
        )

        assert (told(answer), answer.status_code) == ("unsupported-media-type", 415)
        assert "Content-Type: application/json" in answer.json()["detail"]

    @pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/ld+json", ""])
    def test_json_by_any_of_its_names_is_read(self, seeded, kind):
        answer = log_in(Role.HR).post(
            ENROLMENTS, "{}", content_type=kind, headers={"Idempotency-Key": "k"}
        )

        assert answer.status_code == 422

    @pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
    @pytest.mark.parametrize("token", ["", "unknown"])
    def test_a_stranger_is_401_or_405_and_never_anything_else(self, db, method, token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}

        answer = getattr(Client(enforce_csrf_checks=True), method)(ENROLMENTS, headers=headers)

        assert told(answer) in {"not-authenticated", "method-not-allowed"}
        if answer.status_code == 401:
            assert answer["WWW-Authenticate"].startswith("Bearer")

    def test_a_foreign_host(self, client):
        answer = client.get(ENROLMENTS, headers={"Host": "evil.example.com"})

        assert (told(answer), answer.status_code) == ("bad-request", 400)

    def test_a_foreign_origin_with_somebodys_log_in(self, seeded):
        known = log_in(Role.HR)
        forged = Client(enforce_csrf_checks=True)
        forged.cookies = known.cookies

        answer = forged.post(
            ENROLMENTS, "{}", content_type=JSON, headers={"Origin": "https://evil.example.com"}
        )

        assert (told(answer), answer.status_code) == ("csrf-failed", 403)

    def test_a_foreign_page_may_not_read_an_answer(self, seeded):
        answer = log_in(Role.HR).get(
            ENROLMENTS, {"employer_id": ACME}, headers={"Origin": "https://evil.example.com"}
        )

        assert "Access-Control-Allow-Origin" not in answer.headers

    def test_more_query_fields_than_anybody_means(self, seeded):
        query = "&".join(f"f{number}=1" for number in range(1001))

        answer = log_in(Role.HR).get(f"{ENROLMENTS}?{query}")

        assert (told(answer), answer.status_code) == ("too-large", 413)

    def test_json_deeper_than_it_can_be_read(self, seeded):
        answer = log_in(Role.HR).post(
            ENROLMENTS, "[" * 100_000, content_type=JSON, headers={"Idempotency-Key": "k"}
        )

        assert told(answer) == "invalid-request"


class TestBroken:
    """
    A bug of ours, which no wish of a caller explains.
    """

    @pytest.fixture
    def client(self, settings):
        settings.ROOT_URLCONF = __name__
        return Client(raise_request_exception=False)

    def test_is_a_problem_that_says_how_to_go_on(self, client):
        answer = client.get("/api/v2/broken")

        assert (told(answer), answer.status_code) == ("internal-error", 500)
        assert "Try once more" in answer.json()["detail"]
        assert "RuntimeError" not in answer.content.decode()

    def test_is_a_page_elsewhere(self, client):
        answer = client.get("/broken")

        assert answer.status_code == 500
        assert "Something broke on our side" in answer.content.decode()


def test_a_problem_names_the_id_of_its_request(client):
    answer = client.get("/api/nothing/here", headers={"X-Request-ID": "0123456789abcdef"})

    assert answer.json()["request_id"] == answer["X-Request-ID"] == "0123456789abcdef"
    assert answer["Content-Length"] == str(len(answer.content))
