"""
Can cover follow an employment over HTTP: its end, its first day, another employer?
"""

import dataclasses

import pytest

from enrolments_app.testing import ids
from tests.people.over_http import ACTORS, LONG, NUL

pytestmark = pytest.mark.django_db
LINE = {"option_id": str(ids.MEDICAL_2027), "starts_on": "2027-06-01"}


class TestTransfers:
    LINE = {
        "employee_id": "7",
        "option_id": str(ids.GLOBEX_MEDICAL_2027),
        "starts_on": "2027-07-01",
    }
    BODY = {
        "employee_id": "1",
        "from_employer_id": str(ids.ACME),
        "to_employer_id": str(ids.GLOBEX),
        "last_day": "2027-06-30",
        "reason": "moved",
        "elections": [LINE],
    }

    @pytest.fixture
    def cover(self, call):
        body = {"employee_id": 1, **LINE}
        return call("hr", "post", "/", body).json()["id"]

    def test_end_cover_here_and_begin_it_there(self, call, cover):
        ACTORS["both"] = dataclasses.replace(
            ACTORS["hr"], id="both", employer_ids=frozenset({ids.ACME, ids.GLOBEX})
        )

        answer = call("both", "post", "/transfers/", self.BODY)

        assert answer.status_code == 200, answer.content
        (begun,) = answer.json()["begun"]
        assert answer.json()["ended"] == [cover]
        assert call("both", "get", f"/{begun}").json()["starts_on"] == "2027-07-01"

    def test_need_somebody_who_acts_for_both(self, call, cover):
        answer = call("hr", "post", "/transfers/", self.BODY)

        assert (answer.status_code, answer.json()["type"]) == (403, "tenant-forbidden")

    @pytest.mark.parametrize(
        "change",
        [{"reason": " "}, {"reason": NUL}, {"last_day": "9999-12-31"}, {"elections": [{}]}],
    )
    def test_what_does_not_fit_is_a_422(self, call, change):
        assert call("hr", "post", "/transfers/", self.BODY | change).status_code == 422


class TestEmployments:
    WHOSE = {"employer_id": str(ids.ACME), "employee_id": "1", "reason": "a wrong contract"}
    END = WHOSE | {"last_day": "2027-06-30"}
    RESTORE = WHOSE | {"last_day": None}
    FIRST = WHOSE | {"previous_first_day": "2027-06-01", "first_day": "2027-06-11"}

    @pytest.fixture
    def cover(self, call):
        return call("hr", "post", "/", {"employee_id": 1, **LINE}).json()["id"]

    def test_end_and_come_back(self, call, cover):
        ended = call("hr", "post", "/employments/end", self.END)
        last_day = call("hr", "get", f"/{cover}").json()["ends_on"]
        restored = call("hr", "post", "/employments/restore", self.RESTORE)

        assert ended.json() == restored.json() == {"changed": [cover]}
        assert last_day == "2027-06-30"
        assert call("hr", "get", f"/{cover}").json()["ends_on"] == "2027-12-31"

    def test_begin_on_another_day(self, call, cover):
        answer = call("hr", "post", "/employments/first-day", self.FIRST)

        (again,) = answer.json()["changed"]
        found = call("hr", "get", f"/{again}").json()
        assert (found["starts_on"], found["predecessor_id"]) == ("2027-06-11", cover)

    def test_keep_the_retro_limit(self, call, cover):
        body = self.FIRST | {"previous_first_day": "2027-01-01"}

        answer = call("hr", "post", "/employments/first-day", body)

        assert (answer.status_code, answer.json()["type"]) == (409, "retro-limit-exceeded")

    @pytest.mark.parametrize("path", ["end", "restore", "first-day"])
    def test_are_for_hr_of_the_employer(self, call, path):
        body = {"end": self.END, "restore": self.RESTORE, "first-day": self.FIRST}[path]

        answers = [call(who, "post", f"/employments/{path}", body) for who in ("ada", "stranger")]

        assert [each.json()["type"] for each in answers] == ["role-forbidden", "tenant-forbidden"]

    @pytest.mark.parametrize(
        "change",
        [{"reason": " "}, {"reason": NUL}, {"first_day": "9999-12-31"}, {"override_reason": LONG}],
    )
    def test_what_does_not_fit_is_a_422(self, call, change):
        answer = call("hr", "post", "/employments/first-day", self.FIRST | change)

        assert answer.status_code == 422

    def test_two_reasons_that_do_not_fit_together_are_a_422(self, call, cover):
        body = self.FIRST | {"reason": "r" * 150, "override_reason": "o" * 150}

        answer = call("hr", "post", "/employments/first-day", body)

        assert (answer.status_code, answer.json()["type"]) == (422, "text-not-storable")
