"""
Do payroll and insurers get their files, and does HR see who has not chosen?
"""

import csv
import io

import pytest

from domain_kit.actor import Role
from enrolments_app import api as enrolments
from tests.conftest import GLOBEX, log_in

pytestmark = [
    pytest.mark.usefixtures("seeded"),
    pytest.mark.skipif(
        not hasattr(enrolments, "payroll_deductions"), reason="enrolments before 3.0"
    ),
]
PAY = {
    "frequency": "monthly",
    "period_ends_on": "2027-02-28",
    "first": "2027-02-01",
    "last": "2027-02-28",
}


@pytest.fixture
def hana():
    return log_in(Role.HR)


def rows_of(answer):
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode())))


class TestDeductions:
    def test_are_a_row_for_each_pay_date_person_and_benefit(self, hana):
        head, *rows = rows_of(hana.get("/people/files/deductions/", PAY))

        assert head[:4] == ["employee_id", "name", "benefit", "pay_on"]
        assert all(row[3].startswith("2027-02") for row in rows)

    @pytest.mark.parametrize(
        "wrong", [{"last": "2029-01-01"}, {"first": "soon"}, {"frequency": ""}]
    )
    def test_ask_again_for_what_they_cannot_take(self, hana, wrong):
        answer = hana.get("/people/files/deductions/", PAY | wrong)

        assert answer.status_code == 422
        assert 'class="problem"' in answer.content.decode()


class TestCarrier:
    def test_full_and_then_only_what_changed(self, hana):
        full = hana.get("/people/files/carrier/", {"on": "2027-02-01"})
        cursor = full["Content-Disposition"].rsplit("-", 1)[1].split(".")[0]

        later = hana.get("/people/files/carrier/", {"on": "2027-02-01", "since": cursor})

        assert len(rows_of(full)) > 5
        assert len(rows_of(later)) == 2

    def test_of_another_employers_benefit_is_asked_again(self, hana):
        answer = hana.get(
            "/people/files/carrier/", {"on": "2027-02-01", "benefit": "01900000-0000-7000-8000-000"}
        )

        assert answer.status_code == 422


class TestChoosing:
    @pytest.mark.usefixtures("window")
    def test_shows_how_far_a_window_is(self, hana):
        page = hana.get("/people/choosing/").content.decode()

        assert "0 of 6 have chosen" in page

    @pytest.mark.parametrize("query", [{}, {"year": "none"}, {"after": "x"}, {"after": "9" * 30}])
    def test_says_when_there_is_nobody(self, hana, query):
        assert (
            "Nobody: everybody was taken over"
            in hana.get("/people/choosing/", query).content.decode()
        )

    def test_is_not_for_another_employer(self, hana):
        assert hana.get("/people/choosing/", {"employer": GLOBEX}).status_code == 404
