"""
Do payroll, carriers, runs and rosters answer over HTTP, page by page?
"""

import json
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from ninja import NinjaAPI
from ninja.testing import TestClient

from enrolments_app import models
from enrolments_app.http import router
from enrolments_app.testing import ids
from enrolments_app.testing.crowd import CrowdCatalogue
from tests.runs import NEW_YEAR, SYSTEM, cover, crowd  # noqa: F401
from tests.test_carry_over import renew
from tests.test_import_roster import elections, roster

ACME = f"employer_id={ids.ACME}"
SCHEDULE = "frequency=monthly&period_ends_on=2027-01-31&first=2027-01-01&last=2027-12-31"
KEY = {"Idempotency-Key": "k"}

api = NinjaAPI(urls_namespace="enrolments-runs-tests", auth=lambda request: SYSTEM)
api.add_router("", router)

client = TestClient(api)


def pages(path):
    """Every item of a list, three at a time."""
    items, after = [], ""
    while True:
        answer = client.get(f"{path}&limit=3{after}").json()
        items += answer["items"]
        if answer["next"] is None:
            return items
        after = f"&after={answer['next']}"


@pytest.fixture
def parts(crowd):  # noqa: F811
    crowd.setattr(CrowdCatalogue, "employer_share", Decimal("0.5"))


@pytest.mark.usefixtures("parts")
class TestReads:
    def test_deductions_are_paged(self):
        cover()

        found = pages(f"/bulk/deductions?{ACME}&{SCHEDULE}")

        assert len({one["pay_on"] for one in found}) == len(found) == 12
        assert found[0]["amount"] == {"minor": 3000, "currency": "GBP"}

    @pytest.mark.parametrize(
        "query",
        [
            f"{ACME}&{SCHEDULE}&pay_lag_days=99",
            f"{ACME}&{SCHEDULE}&after=x",
            f"{ACME}&{SCHEDULE}&year_starts_in=0",
            f"{ACME}&{SCHEDULE.replace('monthly', 'daily')}",
            f"{ACME}&{SCHEDULE.replace('2027-12-31', '9999-12-31')}",
        ],
    )
    def test_what_describes_no_calendar_is_a_422(self, query):
        assert client.get(f"/bulk/deductions?{query}").status_code == 422

    def test_a_carrier_file_is_csv_with_its_next_cursor(self):
        cover()

        answer = client.get(f"/bulk/carrier-file?{ACME}")

        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.content.startswith(b"record,action,")
        again = client.get(f"/bulk/carrier-file?{ACME}&since={answer.headers['X-Next-Cursor']}")
        assert b"rows=0" in again.content

    def test_a_full_file_holds_all_cover(self):
        cover()

        assert b"audit" in client.get(f"/bulk/carrier-roster?{ACME}&on=2027-01-01").content

    def test_who_must_choose_and_whom_a_run_passed_over(self):
        for employee_id in range(1, 8):
            cover(employee_id, option_id=ids.DENTAL_2027)
        run = renew()

        listed = pages(f"/bulk/must-choose?{ACME}&plan_year_id={ids.YEAR_2027}")
        skipped = pages(f"/bulk/runs/{run.id}/skipped?x=1")

        assert [one["employee_id"] for one in listed] == [str(n) for n in range(1, 8)]
        assert {one["reason"] for one in skipped} == {"must-choose"}
        assert len(skipped) == 7

    def test_runs_and_their_progress(self):
        cover()
        run = renew()

        (listed,) = pages(f"/bulk/runs?{ACME}&kind=carry_over")

        assert (listed["id"], listed["made"]) == (str(run.id), 1)
        assert client.get(f"/bulk/runs/{run.id}").json() == listed

    def test_an_unknown_run_is_a_404(self):
        assert client.get(f"/bulk/runs/{ids.PLAN}").status_code == 404


@pytest.mark.usefixtures("crowd")
class TestRosters:
    def rows(self, *people, **more):
        rows = [
            {"employee_id": one, "option": str(ids.MEDICAL_2027), "starts_on": "2027-01-01"}
            for one in people
        ]
        return {"employer_id": str(ids.ACME), "rows": rows, **more}

    def test_rows_are_previewed(self):
        answer = client.post("/bulk/roster/preview", json=self.rows(1, 2)).json()

        assert (answer["made"], answer["applied"]) == (2, False)
        assert not models.Enrolment.objects.exists()

    def test_rows_are_taken(self):
        kit = {"key": "kit", "name": "Kit", "relationship": "child", "born_on": "2019-05-20"}
        body = self.rows(1, 2)
        body["rows"][0]["dependants"] = [kit]

        answer = client.post("/bulk/roster", json=body, headers=KEY).json()

        assert (answer["made"], answer["applied"]) == (2, True)
        assert models.EnrolmentMember.objects.filter(key="kit").exists()

    def test_a_bad_row_refuses_all(self):
        answer = client.post("/bulk/roster", json=self.rows(1, "nobody"), headers=KEY)

        assert (answer.status_code, answer.json()["type"]) == (422, "roster-refused")
        assert not models.Enrolment.objects.exists()

    def test_errors_name_row_and_field(self):
        body = self.rows(1, "nobody", keep_good_rows=True)

        (error,) = client.post("/bulk/roster", json=body, headers=KEY).json()["errors"]

        assert (error["row"], error["field"], error["value"]) == (4, "employee_id", "nobody")

    @pytest.mark.parametrize(
        "change",
        [
            {"rows": []},
            {"rows": [{"employee_id": "1\x00", "option": "x", "starts_on": "2027-01-01"}]},
            {"rows": [{"employee_id": "1", "option": "x", "starts_on": "1/1/2027"}]},
            {"override_reason": "x" * 201},
        ],
    )
    def test_what_does_not_fit_is_a_422(self, change):
        body = json.dumps(self.rows(1) | change)

        answer = client.post(
            "/bulk/roster", data=body, headers=KEY, content_type="application/json"
        )

        assert answer.status_code == 422

    def test_files_are_previewed_and_taken(self):
        content = roster(elections(1, 2)).content

        def send(path, **options):
            file = SimpleUploadedFile("roster.csv", content)
            return client.post(f"{path}?{ACME}", FILES={"file": file}, **options).json()

        assert send("/bulk/roster-file/preview")["made"] == 2
        assert send("/bulk/roster-file", headers=KEY)["made"] == 2
