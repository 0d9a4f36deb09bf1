"""
Does HR find people, see one's whole story, and change employments and cover from there?
"""

import datetime as dt
import re

import pytest

from domain_kit.actor import Role
from enrolments_app import api as enrolments
from host.directory import api as directory
from host.directory.models import Employee, Employer
from host.portal.hr import listing
from tests.conftest import ACME, DENTAL_2027, GLOBEX, cover_of, log_in

pytestmark = pytest.mark.usefixtures("seeded")
NEXT = {"on": "2027-02-01"}
moves = pytest.mark.skipif(not hasattr(enrolments, "withdraw_end"), reason="enrolments before 2.1")
previews = pytest.mark.skipif(
    not hasattr(enrolments, "preview_change"), reason="enrolments before 3.0"
)


@pytest.fixture
def hana():
    return log_in(Role.HR)


def text_of(client, address, **query):
    return client.get(address, query).content.decode()


class TestList:
    def test_shows_the_cover_of_a_day(self, hana):
        page = text_of(hana, "/people/", **NEXT)

        assert "6 of 6 people are covered on 1 February 2027." in page
        assert "Private medical, Standard · £" in page

    @pytest.mark.parametrize("text", ["byron", "BYRON ada", "1"])
    def test_finds_somebody_by_name_or_number(self, hana, text):
        page = text_of(hana, "/people/", q=text)

        assert "Ada Byron" in page
        assert "Ben Okri" not in page

    def test_says_when_nobody_fits(self, hana):
        assert "Nobody fits" in text_of(hana, "/people/", q="nobody of this name")

    def test_tells_who_has_cover_from_who_has_none(self, hana):
        Employee.objects.create(employer_id=ACME, name="Zoe New", hired_on=dt.date(2026, 1, 5))

        covered = text_of(hana, "/people/", who="covered", **NEXT)
        uncovered = text_of(hana, "/people/", who="uncovered", **NEXT)

        assert ("Zoe New" in covered, "Ada Byron" in covered) == (False, True)
        assert ("Zoe New" in uncovered, "Ada Byron" in uncovered) == (True, False)

    def test_narrows_cover_to_a_kind_of_benefit(self, hana):
        assert "Ada Byron" in text_of(hana, "/people/", who="covered", category="medical", **NEXT)
        assert "Ada Byron" not in text_of(hana, "/people/", who="covered", category="cycle", **NEXT)

    def test_shows_leavers(self, hana):
        Employee.objects.filter(pk=2).update(left_on=dt.date(2026, 1, 31))

        page = text_of(hana, "/people/", who="leavers")

        assert "Ben Okri" in page
        assert "chip left" in page
        assert "Ada Byron" not in page

    def test_leavers_include_who_is_with_another_employer_now_without_a_word_of_that(self, hana):
        ben = Employee.objects.get(pk=2)
        ben.employer_id, ben.hired_on = GLOBEX, dt.date(2026, 4, 1)
        ben.save()

        page = text_of(hana, "/people/", who="leavers")

        assert "Ben Okri" in page
        assert "31 Mar 2026" in page
        assert "1 Apr 2026" not in page

    @pytest.mark.parametrize(
        "query",
        [
            {"page": "no"},
            {"page": "999"},
            {"on": "soon"},
            {"who": "all"},
            {"q": "\0"},
            {"q": "9" * 60},
        ],
    )
    def test_takes_what_it_cannot_read_as_not_said(self, hana, query):
        assert hana.get("/people/", query).status_code == 200

    def test_pages_many_people_in_as_many_statements(self, hana, django_assert_max_num_queries):
        Employee.objects.bulk_create(
            Employee(employer_id=ACME, name=f"Person {number:04}", hired_on=dt.date(2020, 1, 6))
            for number in range(3_000)
        )

        with django_assert_max_num_queries(14):
            page = text_of(hana, "/people/", page="7", **NEXT)

        assert len(re.findall("Person [0-9]{4}</a>", page)) == listing.PAGE
        assert 'aria-current="page">7</a>' in page
        assert "6 of 3,006" in page or "6 of 3006" in page


class TestStory:
    def test_tells_employments_and_cover(self, hana, django_assert_max_num_queries):
        with django_assert_max_num_queries(20):
            page = text_of(hana, "/people/1/")

        assert "Ada Byron" in page
        assert "1 April 2019" in page
        assert "Private medical, Standard" in page
        assert "<svg" in page

    def test_says_why_somebody_may_have_what(self, hana):
        page = text_of(hana, "/people/1/eligibility/", on="2018-01-01")

        assert "Private medical" in page or "needs" in page

    @pytest.mark.parametrize("rest", ["", "eligibility/", "employment/", "cover/"])
    def test_is_not_for_another_employer(self, rest):
        assert log_in(Role.HR, GLOBEX).get(f"/people/1/{rest}").status_code == 404

    def test_a_former_employer_sees_its_own_days_alone(self, hana):
        ben = Employee.objects.get(pk=2)
        ben.employer_id, ben.hired_on = GLOBEX, dt.date(2026, 4, 1)
        ben.save()

        page = text_of(hana, "/people/2/")

        assert "31 March 2026" in page
        assert "1 April 2026" not in page
        assert "1990" not in page
        assert hana.get("/people/2/employment/").status_code == 404


class TestEmployment:
    HIRED = {"key": "h", "name": "Nia Bell", "hired_on": "2027-01-11", "born_on": "1999-05-02"}

    def test_hires_somebody_once(self, hana):
        for _ in range(2):
            page = hana.post("/people/hire/person/", self.HIRED, follow=True).content.decode()

        assert "Nia Bell" in page
        assert Employee.objects.filter(name="Nia Bell").count() == 1

    def test_asks_again_for_somebody_without_a_first_day(self, hana):
        answer = hana.post("/people/hire/person/", self.HIRED | {"hired_on": ""})

        assert answer.status_code == 422
        assert 'value="Nia Bell"' in answer.content.decode()

    def test_lets_somebody_go_and_stay_again(self, hana):
        to = "/people/2/employment/leave/"
        gone = hana.post(to, {"key": "1", "last_day": "2027-01-31"}, follow=True).content.decode()
        assert "leaves after 31 January 2027" in gone

        back = hana.post(to, {"key": "2", "last_day": ""}, follow=True).content.decode()

        assert "Ben Okri stays" in back
        assert Employee.objects.get(pk=2).left_on is None

    def test_refuses_a_last_day_before_the_first_at_the_form(self, hana):
        answer = hana.post("/people/2/employment/leave/", {"key": "1", "last_day": "2001-01-01"})

        assert answer.status_code == 422
        assert 'value="2001-01-01"' in answer.content.decode()
        assert "Choose 2020-01-06 or a later day" in answer.content.decode()

    def test_takes_somebody_back_once(self, hana):
        Employee.objects.filter(pk=2).update(left_on=dt.date(2026, 1, 31))
        for _ in range(2):
            page = hana.post(
                "/people/2/employment/rehire/", {"key": "1", "first_day": "2027-03-01"}, follow=True
            ).content.decode()

        assert "is back from 1 March 2027" in page
        assert len(Employee.objects.get(pk=2).earlier_employments.all()) == 1

    def test_only_who_acts_for_both_hands_somebody_over(self, hana):
        told = {"key": "1", "employer_id": GLOBEX, "first_day": "2027-03-01"}
        assert "Hand over" not in text_of(hana, "/people/2/employment/")
        hana.post("/people/2/employment/transfer/", told)
        assert str(Employee.objects.get(pk=2).employer_id) == ACME

        log_in(Role.OPERATOR).post("/people/2/employment/transfer/", told)

        assert str(Employee.objects.get(pk=2).employer_id) == GLOBEX

    def test_two_of_one_name_are_told_apart_by_their_birth_date(self, db):
        told = {
            "actor": directory_actor(),
            "employer_id": Employer.objects.get(pk=ACME).pk,
            "name": "Nia Bell",
            "hired_on": dt.date(2027, 1, 11),
        }
        directory.hire(**told, born_on=dt.date(1999, 5, 2))
        directory.hire(**told, born_on=dt.date(1998, 5, 2))

        with pytest.raises(directory.AlreadyHired, match="tell them apart"):
            directory.hire(**told, born_on=dt.date(1998, 5, 2))


def directory_actor():
    from domain_kit.actor import Actor

    return Actor(id="olu", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)


class TestCover:
    ENDED = {"key": "e", "ends_on": "2027-03-31", "reason": "asked for"}

    def address(self, what, number=1):
        return f"/people/{number}/cover/{cover_of(number).id}/{what}/"

    def test_ends(self, hana):
        page = hana.post(self.address("end"), self.ENDED, follow=True).content.decode()

        assert "of Ada Byron ends after 31 March 2027." in page

    def test_refuses_at_the_form_with_what_was_typed(self, hana):
        answer = hana.post(self.address("end"), self.ENDED | {"ends_on": "2026-01-01"})

        assert answer.status_code == 422
        assert 'value="2026-01-01"' in answer.content.decode()

    @moves
    def test_goes_on_after_all(self, hana):
        hana.post(self.address("end"), self.ENDED)

        page = hana.post(
            self.address("withdraw-end"), {"key": "w", "reason": "a mistake"}, follow=True
        ).content.decode()

        assert "goes on until 31 December 2027" in page

    def test_is_cancelled_before_it_begins(self, hana):
        page = hana.post(
            self.address("cancel"), {"key": "c", "reason": "a mistake"}, follow=True
        ).content.decode()

        assert "will not begin" in page

    def test_of_somebody_else_does_not_exist(self, hana):
        another = f"/people/2/cover/{cover_of(1).id}/end/"

        assert hana.post(another, self.ENDED).status_code == 404
        assert log_in(Role.HR, GLOBEX).post(self.address("end"), self.ENDED).status_code == 404


@previews
class TestGiving:
    CHOSEN = {"starts_on": "2027-02-01", "option_id": DENTAL_2027}

    def form(self, page):
        start = page.index('action="/people/2/cover/now/"')
        return dict(re.findall(r'name="(\w+)" value="([^"]*)"', page[start:]))

    def test_shows_what_it_would_change_before_anything_changes(self, hana):
        page = text_of(hana, "/people/2/cover/", **self.CHOSEN)

        assert "Dental, Standard" in page
        assert "a month" in page
        assert all(each.label[:6] != "Dental" for each in covers(2))

    def test_enrols_at_the_price_that_was_shown_once(self, hana):
        sent = self.form(text_of(hana, "/people/2/cover/", **self.CHOSEN))
        for _ in range(2):
            page = hana.post(
                "/people/2/cover/now/", sent | {"reason": "asked by phone"}, follow=True
            ).content.decode()

        assert "Ben Okri has Dental, Standard from 1 February 2027." in page
        assert sum(each.label.startswith("Dental") for each in covers(2)) == 1

    def test_asks_again_with_what_was_chosen(self, hana):
        sent = self.form(text_of(hana, "/people/2/cover/", **self.CHOSEN))

        answer = hana.post("/people/2/cover/now/", sent | {"reason": ""})

        assert answer.status_code == 422
        assert self.form(answer.content.decode())["option_id"] == DENTAL_2027

    def test_a_price_that_changed_is_said_and_shown_anew(self, hana):
        sent = self.form(text_of(hana, "/people/2/cover/", **self.CHOSEN))

        answer = hana.post(
            "/people/2/cover/now/", sent | {"reason": "asked by phone", "quote_hash": "a" * 64}
        )

        page = answer.content.decode()
        assert answer.status_code == 409
        assert self.form(page)["quote_hash"] == sent["quote_hash"]
        assert 'value="asked by phone"' in page

    def test_says_why_not(self, hana):
        page = text_of(hana, "/people/2/cover/", **self.CHOSEN | {"starts_on": "2019-01-01"})

        assert "Nothing is on offer" in page


@pytest.mark.skipif(not hasattr(enrolments, "add_dependant"), reason="enrolments before 3.0")
class TestHousehold:
    NOA = {"key": "n", "name": "Noa Okri", "relationship": "child", "born_on": "2020-05-01"}

    def added(self, hana):
        for _ in range(2):
            page = hana.post("/people/2/household/", self.NOA, follow=True).content.decode()
        return page

    def test_grows_once(self, hana):
        page = self.added(hana)

        assert "Noa Okri may be covered now." in page
        assert page.count('class="first">Noa Okri') == 1

    def test_shrinks(self, hana):
        (to,) = re.findall(r'action="(/people/2/household/[^"]{36}/end/)"', self.added(hana))
        told = {"key": "e", "ends_on": "2099-01-31", "reason": "grown up"}

        page = hana.post(to, told, follow=True).content.decode()

        assert "of the household until 31 January 2099" in page
        assert log_in(Role.HR, GLOBEX).post(to, told).status_code == 404

    def test_asks_again_for_somebody_not_born_yet(self, hana):
        answer = hana.post("/people/2/household/", self.NOA | {"born_on": "2150-01-01"})

        assert answer.status_code in (409, 422)
        assert 'value="Noa Okri"' in answer.content.decode()


def covers(number):
    from uuid import UUID

    from domain_kit.actor import Actor

    return enrolments.list_enrolments(
        actor=Actor.system("tests"), employer_id=UUID(ACME), employee_id=number
    )
