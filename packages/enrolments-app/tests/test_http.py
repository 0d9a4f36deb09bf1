"""
Does the edge accept what fits, and refuse the rest as 422 before the database has to?
"""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from ninja import NinjaAPI
from ninja.testing import TestClient

from domain_kit.actor import Actor, Role
from enrolments_app import api, http
from enrolments_app.testing import ids

pytestmark = pytest.mark.django_db
NUL, LONG = "a\0b", "x" * 400


@pytest.fixture(scope="module")
def mounted():
    site = NinjaAPI(urls_namespace="enrolments-tests")
    site.add_router("", http.router)
    return TestClient(site)


@pytest.fixture
def client(mounted, hr):
    def call(method, path, **options):
        options.setdefault("headers", {"Idempotency-Key": "k"})
        return getattr(mounted, method)(path, auth=hr, user=None, **options)

    return call


def enrol_body(**changes):
    body = {
        "employee_id": 2,
        "option_id": str(ids.MEDICAL_2027),
        "starts_on": "2027-02-10",
        "dependants": [],
    }
    return body | changes


def child(**changes):
    return [{"key": "k", "name": "n", "relationship": "child"} | changes]


class TestOneEnrolment:
    def test_is_answered_as_documented(self, client):
        made = client("post", "/", json=enrol_body()).json()

        answer = client("get", f"/{made['id']}")

        assert set(answer.json()) == set(http.EnrolmentOut.model_fields)
        assert http.EnrolmentOut.model_validate_json(answer.content)
        assert answer.json() == made

    def test_of_another_person_is_not_found(self, client, mounted):
        made = client("post", "/", json=enrol_body()).json()
        ben = Actor(
            id="ben", role=Role.EMPLOYEE, employer_ids=frozenset({ids.ACME}), employee_id="1"
        )
        others = Actor(id="other", role=Role.HR, employer_ids=frozenset({ids.GLOBEX}))

        for actor in (ben, others):
            answer = mounted.get(f"/{made['id']}", auth=actor, user=None)
            assert (answer.status_code, answer.json()["type"]) == (404, "enrolment-not-found")


class TestEnrol:
    def test_answers_201(self, client):
        answer = client("post", "/", json=enrol_body())

        assert (answer.status_code, answer.json()["ends_on"]) == (201, "2027-12-31")

    @pytest.mark.parametrize(
        "changes",
        [
            {"dependants": child(key=NUL)},
            {"dependants": child(key=LONG)},
            {"dependants": child(name=NUL)},
            {"dependants": child(name=LONG)},
            {"dependants": child(relationship="daughter")},
            {"dependants": child(born_on="9999-12-31")},
            {"starts_on": "9999-12-31"},
            {"employee_id": LONG},
            {"employee_id": NUL},
            {"override_reason": LONG},
        ],
    )
    def test_refuses_what_the_database_would(self, client, changes):
        assert client("post", "/", json=enrol_body(**changes)).status_code == 422

    @pytest.mark.parametrize("employee_id", ["1" * 20, "nobody", 3_000])
    def test_an_employee_nobody_has_is_not_found(self, client, employee_id):
        assert client("post", "/", json=enrol_body(employee_id=employee_id)).status_code == 404

    @pytest.mark.parametrize("key", [LONG, ""])
    def test_refuses_a_key_that_cannot_be_stored(self, client, key):
        answer = client("post", "/", json=enrol_body(), headers={"Idempotency-Key": key})

        assert answer.status_code == 422


class TestMembers:
    def test_are_read_page_by_page(self, client):
        body = enrol_body(dependants=[*child(key="a"), *child(key="b")])
        path = f"/{client('post', '/', json=body).json()['id']}/members"
        whole = client("get", path)
        assert "Link" not in whole.headers

        first = client("get", f"{path}?limit=2")
        after = parse_qs(urlsplit(first["Link"].split(">")[0]).query)["after"][0]
        second = client("get", f"{path}?limit=2&after={after}")

        assert [each["key"] for each in whole.json()] == ["", "a", "b"]
        assert first.json() + second.json() == whole.json()
        assert "Link" not in second.headers

    def test_no_new_cover_has_more_than_a_page_of_them(self, client):
        many = [one for number in range(50) for one in child(key=f"k{number}")]

        assert client("post", "/", json=enrol_body(dependants=many)).status_code == 422


class TestUnenrol:
    @pytest.mark.parametrize(
        "changes",
        [
            {"reason": NUL},
            {"reason": LONG},
            {"reason": ""},
            {"reason": "  "},
            {"ends_on": "9999-12-01"},
            {"ends_on": "9999-12-31"},
        ],
    )
    def test_refuses_what_the_database_would(self, client, made, changes):
        body = {"ends_on": "2027-06-30", "reason": "left"} | changes

        assert client("post", f"/{made.id}/unenrol", json=body).status_code == 422

    def test_a_stale_version_is_a_conflict(self, client, made):
        body = {"ends_on": "2027-06-30", "reason": "left", "expected_version": made.version}
        client("post", f"/{made.id}/unenrol", json=body)

        late = client(
            "post",
            f"/{made.id}/unenrol",
            json=body | {"ends_on": "2027-05-31"},
            headers={"Idempotency-Key": "k2"},
        )

        assert (late.status_code, late.json()["type"]) == (409, "stale-version")

    def test_moves_the_end(self, client, made):
        body = {"ends_on": "2027-06-30", "reason": "left"}

        assert client("post", f"/{made.id}/unenrol", json=body).json()["ends_on"] == "2027-06-30"


class TestOtherCommands:
    @pytest.mark.parametrize(
        ("path", "body", "status"),
        [
            ("cancel", {"reason": "typo"}, 200),
            (
                "change-option",
                {"option_id": str(ids.MEDICAL_PLUS_2027), "starts_on": "2027-05-10"},
                201,
            ),
            ("withdraw-end", {"reason": "stays"}, 409),
            ("reinstate", {"reason": "came back"}, 409),
        ],
    )
    def test_answer(self, client, made, path, body, status):
        assert client("post", f"/{made.id}/{path}", json=body).status_code == status


class TestLists:
    def test_of_exactly_two_are_lists(self, client, made, hr):
        api.enrol(
            actor=hr,
            idempotency_key="other",
            election=api.ElectionRequest(
                employee_id=2,
                option_id=ids.MEDICAL_2027,
                starts_on=dt.date(2027, 2, 10),
                dependants=(api.Dependant(key="k", name="n", relationship="child"),),
            ),
        )

        assert len(client("get", f"/?employer_id={ids.ACME}").json()) == 2
        assert len(client("get", f"/changes?employer_id={ids.ACME}").json()) == 2

    def test_come_in_pages(self, client, made, hr):
        for employee_id in (2, 3):
            api.enrol(
                actor=hr,
                idempotency_key=f"of {employee_id}",
                election=api.ElectionRequest(
                    employee_id=employee_id,
                    option_id=ids.MEDICAL_2027,
                    starts_on=dt.date(2027, 2, 10),
                    dependants=(),
                ),
            )
        whole = client("get", f"/?employer_id={ids.ACME}").json()

        first = client("get", f"/?employer_id={ids.ACME}&limit=2")
        after = parse_qs(urlsplit(first["Link"].split(">")[0]).query)["after"][0]
        rest = client("get", f"/?employer_id={ids.ACME}&limit=2&after={after}")

        assert (len(whole), [*first.json(), *rest.json()]) == (3, whole)
        assert not rest.has_header("Link")

    def test_members_are_named(self, client, made):
        assert client("get", f"/{made.id}/members").json()[0]["relationship"] == "self"
