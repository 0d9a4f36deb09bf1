"""
Can everything that employees decide around cover be done over HTTP, and is odd input a 422?
"""

import uuid

import pytest
from ninja.testing import TestClient

from enrolments_app import api
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.over_http import ACTORS, LONG, NUL

pytestmark = pytest.mark.django_db


def listed(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


DEPENDANT = {"employee_id": "1", "key": "c1", "name": "Kit", "relationship": "child"}
WAIVER = {
    "employee_id": "1",
    "benefit_id": str(ids.MEDICAL),
    "plan_year_id": str(ids.YEAR_2027),
    "reason": "cost",
    "starts_on": "2027-01-01",
    "ends_on": "2027-12-31",
}
LINE = {"option_id": str(ids.MEDICAL_2027), "starts_on": "2027-06-01"}
BATCH = {"employee_id": "1", "lines": [LINE]}
EVENT = {"employee_id": "1", "kind": "birth", "event_on": "2027-04-20"}


class TestDependants:
    def test_are_named_listed_and_ended(self, call):
        made = call("ada", "post", "/dependants/", DEPENDANT)
        path = f"/dependants/{made.json()['id']}"
        ended = call("ada", "post", f"{path}/end", {"ends_on": "2027-06-30", "reason": "moved"})

        assert (made.status_code, ended.status_code) == (201, 200)
        assert listed(call("ada", "get", f"/dependants/?employer_id={ids.ACME}")) == [ended.json()]
        assert call("hr", "get", path).json()["ends_on"] == "2027-06-30"

    def test_are_read_page_by_page(self, call):
        keys = [f"c{number}" for number in range(5)]
        for key in keys:
            call("ada", "post", "/dependants/", DEPENDANT | {"key": key})
        path, seen, after = f"/dependants/?employer_id={ids.ACME}&limit=2", [], ""
        while after is not None:
            page = call("ada", "get", path + (f"&after={after}" if after else "")).json()
            assert len(page["items"]) <= 2
            seen += [item["key"] for item in page["items"]]
            after = page["next"]

        assert seen == keys

    def test_a_full_page_of_200_has_a_next_one(self, call):
        for number in range(201):
            call("ada", "post", "/dependants/", DEPENDANT | {"key": f"c{number}"})

        page = call("ada", "get", f"/dependants/?employer_id={ids.ACME}&limit=200").json()

        assert (len(page["items"]), page["next"] is None) == (200, False)

    def test_of_two_are_a_list(self, call):
        for key in ("c1", "c2"):
            call("ada", "post", "/dependants/", DEPENDANT | {"key": key})

        assert len(listed(call("ada", "get", f"/dependants/?employer_id={ids.ACME}"))) == 2


class TestWaivers:
    def test_are_made_listed_and_withdrawn(self, call):
        made = call("ada", "post", "/waivers/", WAIVER)
        path = f"/waivers/{made.json()['id']}"
        withdrawn = call("ada", "post", f"{path}/withdraw")

        assert (made.status_code, withdrawn.status_code) == (201, 200)
        query = f"/waivers/?employer_id={ids.ACME}&withdrawn=true&benefit_id={ids.MEDICAL}"
        assert listed(call("hr", "get", query)) == [withdrawn.json()]
        assert call("ada", "get", path).json()["reason"] == "cost"

    def test_conflict_with_cover_by_name(self, call):
        batch = call("ada", "post", "/batches/", BATCH).json()
        call("ada", "post", f"/batches/{batch['id']}/submit", {})

        answer = call("ada", "post", "/waivers/", WAIVER)

        assert (answer.status_code, answer.json()["type"]) == (409, "covered-already")


class TestBatches:
    def test_are_filled_revised_and_submitted(self, call):
        batch = call("ada", "post", "/batches/", BATCH)
        path = f"/batches/{batch.json()['id']}"
        child = {"key": "c1", "name": "Kit", "relationship": "child", "born_on": "2019-05-20"}
        cover = {"minor": 25_000_000, "currency": "GBP"}
        lines = [LINE | {"dependants": [child], "cover": cover}]
        revised = call("ada", "put", path, {"lines": lines})
        submitted = call("ada", "post", f"{path}/submit", {"agreement_signed": True})

        assert [each.status_code for each in (batch, revised, submitted)] == [201, 200, 200]
        (line,) = submitted.json()["lines"]
        assert line["request"]["dependants"] == [child | {"disabled": False}]
        assert line["request"]["cover"] == cover
        made = call("ada", "get", f"/{line['enrolment_id']}").json()
        assert made["starts_on"] == "2027-06-01"

    def test_are_found_by_state(self, call):
        batch = call("ada", "post", "/batches/", BATCH).json()

        query = f"/batches/?employer_id={ids.ACME}&state=draft"
        assert listed(call("hr", "get", query)) == [batch]
        assert call("hr", "get", query.replace("draft", "open")).status_code == 422

    def test_c_15_a_closed_window_keeps_the_draft(self, call, monkeypatch):
        batch = call("ada", "post", "/batches/", BATCH).json()
        monkeypatch.setattr(FakeCatalogue, "open_now", False)

        answer = call("ada", "post", f"/batches/{batch['id']}/submit", {})

        assert (answer.status_code, answer.json()["type"]) == (409, "window-closed")
        assert call("ada", "get", f"/batches/{batch['id']}").json() == batch

    def test_a_retry_answers_the_same(self, call):
        first = call("ada", "post", "/batches/", BATCH, key="k")
        again = call("ada", "post", "/batches/", BATCH, key="k")

        assert (first.status_code, first.json()) == (again.status_code, again.json())


class TestPreview:
    def test_costs_nothing(self, call):
        answer = call("ada", "post", "/preview/", {"employee_id": 1, **LINE})

        assert answer.status_code == 200, answer.content
        assert answer.json()["monthly"] == {"minor": 6000, "currency": "GBP"}
        assert answer.json()["shares"] == [
            {"key": "", "amount": {"minor": 6000, "currency": "GBP"}}
        ]
        assert api.list_enrolments(actor=ACTORS["hr"], employer_id=ids.ACME) == ()


class TestLifeEvents:
    def test_are_reported_decided_and_used(self, call, monkeypatch):
        monkeypatch.setattr(FakeCatalogue, "open_now", False)
        claim = call("ada", "post", "/life-events/", EVENT)
        path = f"/life-events/{claim.json()['id']}"
        decided = call("hr", "post", f"{path}/decide", {"approve": True})
        body = {
            "employee_id": "1",
            "lines": [LINE | {"starts_on": "2027-04-20"}],
            "claim_id": claim.json()["id"],
        }
        batch = call("ada", "post", "/batches/", body).json()
        submitted = call("ada", "post", f"/batches/{batch['id']}/submit", {})

        assert (claim.status_code, decided.json()["state"]) == (201, "approved")
        assert submitted.json()["state"] == "submitted"
        query = f"/life-events/?employer_id={ids.ACME}&state=approved&kind=birth"
        assert listed(call("hr", "get", query)) == [decided.json()]

    def test_are_decided_by_hr(self, call):
        claim = call("ada", "post", "/life-events/", EVENT).json()

        answer = call("ada", "post", f"/life-events/{claim['id']}/decide", {"approve": True})

        assert (answer.status_code, answer.json()["type"]) == (403, "role-forbidden")


class TestEvidence:
    def test_is_listed_and_decided(self, call, monkeypatch):
        from domain_kit.money import Money

        monkeypatch.setattr(FakeCatalogue, "guaranteed", Money.of("250000.00", "GBP"))
        lines = [LINE | {"cover": {"minor": 36_000_000, "currency": "GBP"}}]
        batch = call("ada", "post", "/batches/", BATCH | {"lines": lines}).json()
        call("ada", "post", f"/batches/{batch['id']}/submit", {})

        (request,) = listed(call("hr", "get", f"/evidence/?employer_id={ids.ACME}&state=pending"))
        body = {"outcome": "denied", "effective_on": "2027-08-01"}
        decided = call("hr", "post", f"/evidence/{request['id']}/outcome", body)

        assert request["guaranteed"] == {"minor": 25_000_000, "currency": "GBP"}
        assert decided.json() == call("hr", "get", f"/evidence/{request['id']}").json()
        assert decided.json()["state"] == "denied"


class TestPayFloorBreaches:
    def test_are_none_without_a_floor(self, call):
        query = f"/pay-floor-breaches/?employer_id={ids.ACME}&on=2027-06-01"

        assert listed(call("hr", "get", query)) == []


class TestOddInput:
    @pytest.mark.parametrize(
        ("path", "body", "field"),
        [
            ("/dependants/", DEPENDANT | {"key": NUL}, "key"),
            ("/dependants/", DEPENDANT | {"key": LONG}, "key"),
            ("/dependants/", DEPENDANT | {"name": NUL}, "name"),
            ("/dependants/", DEPENDANT | {"name": ""}, "name"),
            ("/dependants/", DEPENDANT | {"born_on": "9999-12-31"}, "born_on"),
            ("/dependants/", DEPENDANT | {"starts_on": 20}, "starts_on"),
            ("/dependants/", DEPENDANT | {"employee_id": 10**20}, "employee_id"),
            ("/waivers/", WAIVER | {"reason": LONG}, "reason"),
            ("/waivers/", WAIVER | {"ends_on": "9999-12-31"}, "ends_on"),
            ("/waivers/", WAIVER | {"benefit_id": "medical"}, "benefit_id"),
            ("/batches/", BATCH | {"lines": "none"}, "lines"),
            ("/batches/", BATCH | {"lines": [LINE | {"quote_hash": NUL}]}, "quote_hash"),
            (
                "/batches/",
                BATCH | {"lines": [LINE | {"cover": {"minor": 10**18, "currency": "GBP"}}]},
                "cover",
            ),
            (
                "/batches/",
                BATCH | {"lines": [LINE | {"cover": {"minor": 1, "currency": "XX"}}]},
                "currency",
            ),
            ("/life-events/", EVENT | {"kind": NUL}, "kind"),
            ("/life-events/", EVENT | {"evidence": ["x"] * 21}, "evidence"),
            ("/life-events/", EVENT | {"evidence": [LONG]}, "evidence"),
            ("/preview/", {"employee_id": "1"} | LINE | {"until": "tomorrow"}, "until"),
        ],
    )
    def test_is_a_422_that_names_the_field(self, call, path, body, field):
        answer = call("ada", "post", path, body)

        assert answer.status_code == 422
        assert field in answer.content.decode()

    @pytest.mark.parametrize(
        ("path", "body", "code"),
        [
            ("/dependants/", DEPENDANT | {"relationship": "household"}, "unknown-relationship"),
            ("/dependants/", DEPENDANT | {"born_on": "2027-04-21"}, "born-in-the-future"),
            ("/waivers/", WAIVER | {"reason": "because"}, "unknown-waiver-reason"),
            ("/batches/", BATCH | {"lines": []}, "batch-empty"),
            ("/batches/", BATCH | {"lines": [LINE] * 51}, "too-many-lines"),
        ],
    )
    def test_that_only_the_domain_knows_is_a_problem(self, call, path, body, code):
        answer = call("ada", "post", path, body)

        assert (answer.status_code, answer.json()["type"]) == (422, code)

    @pytest.mark.parametrize("after", ["x", "W10", "WyJ4Il0"])
    def test_in_a_cursor_is_a_422(self, call, after):
        answer = call("ada", "get", f"/dependants/?employer_id={ids.ACME}&after={after}")

        assert (answer.status_code, answer.json()["type"]) == (422, "invalid-cursor")

    @pytest.mark.parametrize("limit", ["0", "201", "many"])
    def test_in_a_limit_is_a_422(self, call, limit):
        answer = call("ada", "get", f"/dependants/?employer_id={ids.ACME}&limit={limit}")

        assert answer.status_code == 422


LISTS = ("dependants", "waivers", "batches", "life-events", "evidence")


class TestWhoMaySee:
    @pytest.mark.parametrize("name", LISTS)
    def test_lists_are_the_employers_own(self, call, name):
        answer = call("stranger", "get", f"/{name}/?employer_id={ids.ACME}")

        assert (answer.status_code, answer.json()["type"]) == (403, "tenant-forbidden")

    @pytest.mark.parametrize("name", LISTS)
    def test_nobody_is_a_404(self, call, name):
        assert call("hr", "get", f"/{name}/{uuid.uuid4()}").status_code == 404

    @pytest.mark.parametrize("name", LISTS)
    def test_without_a_token_it_is_a_401(self, site, name):
        answer = TestClient(site).get(f"/{name}/?employer_id={ids.ACME}", user=None)

        assert answer.status_code == 401


class TestTheDescription:
    def test_names_every_refusal_of_every_operation(self, site):
        paths = site.get_openapi_schema(path_prefix="")["paths"]
        mine = [
            path
            for path in paths
            if path.split("/")[1] in (*LISTS, "preview", "transfers", "employments")
        ]

        assert len(mine) == 21
        for path in mine:
            for operation in paths[path].values():
                codes = {str(code) for code in operation["responses"]}
                assert codes >= {"401", "403", "404", "409", "422"}
