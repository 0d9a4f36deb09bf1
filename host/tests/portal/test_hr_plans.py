"""
Does HR set a plan year up, look at its prices, publish it, and renew it?
"""

import datetime as dt
import re
from uuid import UUID

import pytest

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from tests.conftest import ACME, ACME_YEAR_2027, DENTAL_2027, GLOBEX, MEDICAL_2027, log_in

pytestmark = [
    pytest.mark.usefixtures("seeded"),
    pytest.mark.skipif(not hasattr(benefits, "renew_plan_year"), reason="benefits before 2.3"),
]
HR = Actor(id="hana", role=Role.HR, employer_ids=frozenset({UUID(ACME)}))
YEAR = f"/people/plans/{ACME_YEAR_2027}/"


@pytest.fixture
def hana():
    return log_in(Role.HR)


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def draft(hana):
    """
    A year of a new benefit with one option, not published yet.
    """
    hana.post(
        "/people/plans/benefit/",
        {
            "key": "b",
            "name": "Gym",
            "code": "GYM",
            "category": "wellbeing",
            "funding": "net_deduction",
        },
    )
    answer = hana.post(
        "/people/plans/year/", {"key": "y", "first": "2031-01-01", "last": "2031-12-31"}
    )
    (gym,) = [
        each
        for each in benefits.list_benefits(actor=HR, employer_id=UUID(ACME))
        if each.code == "GYM"
    ]
    page = answer["Location"]
    hana.post(
        f"{page}option/",
        {
            "key": "o",
            "benefit_id": str(gym.id),
            "name": "Standard",
            "code": "STD",
            "price": "20",
            "currency": "gbp",
        },
    )
    return page


def option_of(page):
    (option,) = benefits.list_options(actor=HR, plan_year_id=UUID(page.split("/")[3]))
    return option


class TestSettingUp:
    def test_a_draft_shows_what_people_would_pay(self, hana, draft):
        page = text_of(hana.get(draft))

        assert "Gym, Standard" in page
        assert page.count("£20.00") >= 4
        assert "Publish the drafts" in page

    def test_prices_by_age_change_the_preview(self, hana, draft):
        told = {
            "key": "r",
            "option_id": str(option_of(draft).offer.option_id),
            "basis": "per_enrolment",
            "starts_on": "2031-01-01",
            "bands": "0-29 10.00\n30-120 30.50",
            "reason": "agreed",
        }

        page = text_of(hana.post(f"{draft}rates/", told, follow=True))

        assert re.findall(r"<div>£(10\.00|30\.50)<", page) == ["10.00", "30.50", "30.50"]

    @pytest.mark.parametrize(
        ("bands", "said"),
        [("cheap", "Line 1 is not like"), ("0-29 10.00", "a hole at age 30")],
    )
    def test_prices_that_are_none_are_said_at_the_form(self, hana, draft, bands, said):
        told = {
            "key": "r",
            "option_id": str(option_of(draft).offer.option_id),
            "basis": "per_enrolment",
            "starts_on": "2031-01-01",
            "bands": bands,
            "reason": "agreed",
        }

        answer = hana.post(f"{draft}rates/", told)

        assert answer.status_code in (409, 422)
        assert said in text_of(answer)
        assert f">\n{bands}</textarea>" in text_of(answer)

    def test_the_employer_pays_a_part(self, hana, draft):
        plan = str(option_of(draft).offer.plan_id)

        told = {"key": "c", "plan_id": plan, "percent": "75"}
        page = text_of(hana.post(f"{draft}contributions/", told, follow=True))

        assert "The employer pays 75% of Gym." in page
        assert "employer £15.00" in page

    def test_publishing_is_for_good_and_once(self, hana, draft):
        for _ in range(2):
            page = text_of(hana.post(f"{draft}publish/", {"key": "p"}, follow=True))

        assert "Publish the drafts" not in page
        assert option_of(draft).status == benefits.PlanStatus.PUBLISHED

    def test_a_window_is_planned_and_closes_later(self, hana):
        told = {"key": "w", "kind": "annual", "opens_on": "2027-02-01", "closes_on": "2027-02-20"}
        page = text_of(hana.post(f"{YEAR}window/", told, follow=True))
        assert "from 1 February 2027 to 20 February 2027" in page
        (found,) = re.findall(r'action="(/people/plans/[^"]+/window/[^"]{36}/)"', page)[-1:]

        page = text_of(hana.post(found, {"key": "x", "closes_on": "2027-02-28"}, follow=True))
        earlier = hana.post(found, {"key": "z", "closes_on": "2027-02-10"})

        assert "closes after 28 February 2027" in page
        assert earlier.status_code in (409, 422)

    def test_a_year_that_overlaps_is_refused_at_the_form(self, hana):
        answer = hana.post(
            "/people/plans/year/", {"key": "y", "first": "2027-06-01", "last": "2028-05-31"}
        )

        assert answer.status_code in (409, 422)
        assert 'value="2028-05-31"' in text_of(answer)


class TestRenewal:
    def renewed(self, hana, **changed):
        page = text_of(hana.get(f"{YEAR}renew/"))
        options = re.findall(r'name="(option_[0-9a-f-]{36})"', page)
        told = {name: name.removeprefix("option_") for name in options} | changed
        return hana.post(
            f"{YEAR}renew/now/",
            {"key": "n", "first": "2028-01-01", "last": "2028-12-31"} | told,
        )

    def test_copies_the_year_as_drafts(self, hana):
        page = text_of(hana.get(self.renewed(hana)["Location"]))

        assert "1 January 2028" in page
        assert "Private medical, Standard" in page
        assert "Publish the drafts" in page

    @pytest.mark.skipif(not hasattr(enrolments, "carry_over"), reason="enrolments before 3.0")
    def test_takes_people_over_and_lists_who_must_choose(self, hana):
        page = self.renewed(hana, **{f"option_{DENTAL_2027}": "must-choose"})["Location"]
        hana.post(f"{page}publish/", {"key": "p"})

        said = text_of(hana.post(f"{YEAR}carry-over/", {"key": "t"}, follow=True))

        assert re.search(r"\d+ covers go on in the next year", said)
        ahead = enrolments.coverage_on(
            actor=HR, employer_id=UUID(ACME), on=dt.date(2028, 1, 1), employee_id=2
        )
        assert {each.label for each in ahead} == {"Private medical, Standard"}
        undecided = text_of(hana.get("/people/choosing/", {"year": ACME_YEAR_2027}))
        assert "Dental, Standard" in undecided
        assert MEDICAL_2027 not in undecided


@pytest.mark.parametrize("rest", ["", "renew/"])
def test_another_employers_year_does_not_exist(rest):
    assert log_in(Role.HR, GLOBEX).get(f"{YEAR}{rest}").status_code == 404
    assert log_in(Role.OPERATOR).get(f"{YEAR}{rest}").status_code == 200


def test_few_statements(hana, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        hana.get(YEAR)
