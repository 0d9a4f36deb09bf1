"""
Does a roster show what it would do before it does it, row by row, and only once?
"""

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from tests.conftest import ACME, ACME_YEAR_2027, GLOBEX, log_in

pytestmark = [
    pytest.mark.usefixtures("seeded"),
    pytest.mark.skipif(not hasattr(enrolments, "preview_roster"), reason="enrolments before 3.0"),
]
HEAD = "enrolments-roster,1\nemployee_id,option,starts_on\n"
# The seeds have given dental cover to the others.
GOOD = f"{HEAD}2,DENTAL-STD,2027-02-01\n4,DENTAL-STD,2027-02-01\n"
MIXED = f"{GOOD}99,DENTAL-STD,2027-02-01\n3,NOTHING,2027-02-01\n"


@pytest.fixture
def hana():
    return log_in(Role.HR)


def look(client, content, **more):
    file = SimpleUploadedFile(
        "roster.csv", content.encode() if isinstance(content, str) else content
    )
    told = {"key": "l", "plan_year_id": ACME_YEAR_2027, "file": file} | more
    return client.post("/people/roster/look/", told)


def take(client, looked, **more):
    page = looked.content.decode()
    start = page.index('action="/people/roster/take/"')
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page[start : start + 200_000]))
    return client.post("/people/roster/take/", sent | more, follow=True)


def dental():
    listed = enrolments.list_enrolments(actor=Actor.system("tests"), employer_id=UUID(ACME))
    have = {each.employee_id for each in listed if each.label.startswith("Dental")}
    return sorted(have & {"2", "4"})


class TestLooking:
    def test_says_what_would_be_made_and_makes_nothing(self, hana):
        page = look(hana, GOOD).content.decode()

        assert "<b>2</b>" in page
        assert "Ben Okri" in page
        assert "Dental, Standard" in page
        assert dental() == []

    def test_shows_each_row_that_cannot_be_taken_and_why(self, hana):
        page = look(hana, MIXED).content.decode()

        assert re.findall(r'class="first">(\d+)</th>', page) == ["5", "6"]
        assert "there is no such option" in page

    @pytest.mark.parametrize("content", ["hello", b"\xff\xfe\x00", "", "PK\x03\x04", HEAD])
    def test_a_file_of_the_wrong_kind_is_said_at_the_form(self, hana, content):
        answer = look(hana, content)

        assert answer.status_code in (200, 409, 422)
        assert "error" in answer.content.decode() or "<b>0</b>" in answer.content.decode()

    def test_a_file_that_is_too_long_is_said_at_the_form(self, hana):
        answer = look(hana, b"x" * 1_000_001)

        assert answer.status_code == 422
        assert "Split it" in answer.content.decode()


class TestTaking:
    def test_takes_what_was_looked_at_once(self, hana):
        looked = look(hana, GOOD)

        for _ in range(2):
            page = take(hana, looked).content.decode()

        assert "2 taken" in page
        assert dental() == ["2", "4"]

    def test_takes_the_good_rows_if_asked_to(self, hana):
        page = take(hana, look(hana, MIXED), keep_good_rows="on").content.decode()

        assert "2 taken, 0 there already, 2 left out." in page
        assert dental() == ["2", "4"]

    def test_takes_nothing_of_a_file_with_a_faulty_row_otherwise(self, hana):
        page = take(hana, look(hana, MIXED)).content.decode()

        assert "Nothing was taken" in page
        assert dental() == []

    def test_what_was_tampered_with_is_not_taken(self, hana):
        page = take(hana, look(hana, GOOD), kept="forged").content.decode()

        assert "Upload it again" in page
        assert dental() == []

    def test_what_another_employer_looked_at_is_not_taken(self, hana):
        looked = look(hana, GOOD)

        page = take(log_in(Role.HR, GLOBEX), looked, employer="").content.decode()

        assert "another employer" in page
        assert dental() == []


def test_the_template_has_the_people_of_the_employer(hana):
    text = hana.get("/people/roster/template/").content.decode()

    assert text.startswith("enrolments-roster,1\r\nemployee_id,option,starts_on,dependant_1_key")
    assert "\r\n1,,," in text or "\r\n1,," in text
    assert "\r\n7,," not in text
