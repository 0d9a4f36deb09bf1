"""
Can an employee compare, fill a basket and check out, and is nothing done twice or at another price?
"""

import datetime as dt
import re
from uuid import UUID

import pytest

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.directory.models import Employee
from tests.conftest import ACME, cover_of, log_in

pytestmark = [
    pytest.mark.usefixtures("window"),
    pytest.mark.skipif(not hasattr(enrolments, "save_draft"), reason="enrolments before 2.1"),
]
ACME_ID = UUID(ACME)
OPTICS = "Optics"
OPERATOR = Actor(id="olu", role=Role.OPERATOR, employer_ids=frozenset(), all_employers=True)
ADA = Actor(id="ada", role=Role.EMPLOYEE, employer_ids=frozenset({ACME_ID}), employee_id="1")
FEBRUARY = "2027-02-01"


@pytest.fixture
def ada():
    return log_in(Role.EMPLOYEE, employee_id=1)


def option(name):
    offers = benefits.list_offers(actor=ADA, employer_id=ACME_ID, on=dt.date(2027, 2, 1))
    return next(each.option_id for each in offers if each.benefit_name == name)


def choose(ada, **query):
    return ada.get("/my-benefits/choose/", {"on": FEBRUARY} | query).content.decode()


def elect(ada, name=OPTICS, *, key="put", query="", **typed):
    page = choose(ada)
    quote = re.findall(
        rf'name="option_id" value="{option(name)}".*?name="quote_hash" value="([^"]*)"', page, re.S
    )
    asked = {"key": key, "option_id": option(name), "quote_hash": (quote or [""])[0]}
    return ada.post(f"/my-benefits/choose/elect/?on={FEBRUARY}{query}", asked | typed)


def basket():
    (batch,) = enrolments.list_batches(actor=ADA, employer_id=ACME_ID, employee_id=1)
    return batch


def check_out(ada, batch, **typed):
    return ada.post(f"/my-benefits/choose/basket/{batch.id}/submit/", {"key": "out"} | typed)


class TestComparing:
    def test_shows_my_part_and_my_employers(self, ada):
        page = choose(ada)

        section = page[page.index("Optics") :]
        assert "£1.60" in section
        assert "£6.40" in section

    def test_shows_the_price_for_whom_i_would_cover(self, ada):
        page = choose(ada, who="c1")

        assert "Kit" in page
        assert "£9.01" in page or "£9.00" in page

    def test_says_why_something_is_not_for_me(self):
        Employee.objects.filter(pk=1).update(grade="C")

        page = choose(log_in(Role.EMPLOYEE, employee_id=1))

        assert "Not for you on this day: grade" in page

    def test_without_a_window_is_for_looking_only(self, ada):
        page = ada.get("/my-benefits/choose/", {"on": "2026-12-01"}).content.decode()

        assert "No enrolment window is open for this day" in page
        assert "Add to basket" not in page

    @pytest.mark.parametrize("query", [{"on": "soon"}, {"who": "nobody"}, {"cover": "-1"}])
    def test_reads_of_an_address_what_it_can(self, ada, query):
        assert ada.get("/my-benefits/choose/", query).status_code == 200

    def test_a_life_event_of_somebody_else_is_not_there(self, ada):
        answer = ada.get("/my-benefits/choose/", {"claim": str(UUID(int=7))})

        assert answer.status_code == 404

    def test_takes_few_statements(self, ada, django_assert_max_num_queries):
        with django_assert_max_num_queries(20):
            choose(ada, who="c1")


class TestBasket:
    def test_of_a_sum_insured_takes_it_for_what_has_one_alone(self, ada):
        elect(ada, query="&cover=300000")
        elect(ada, "Life cover", key="life", query="&cover=300000", quote_hash="")

        optics, life = basket().lines
        assert (optics.request.cover, life.request.cover) == (None, Money.of("300000", "GBP"))

    def test_shows_what_was_put_in_at_its_price(self, ada):
        answer = elect(ada)

        page = ada.get(answer["Location"]).content.decode()
        assert "Optics, Standard" in page
        assert "£1.60" in page

    def test_a_double_click_puts_it_in_once(self, ada):
        first, second = elect(ada), elect(ada)

        assert first["Location"] == second["Location"]
        assert len(basket().lines) == 1

    def test_another_choice_of_the_same_benefit_takes_its_place(self, ada):
        elect(ada)
        elect(ada, key="again", query="&who=c1")

        (line,) = basket().lines
        assert [each.key for each in line.request.dependants] == ["c1"]

    def test_something_can_be_taken_out(self, ada):
        elect(ada)
        elect(ada, "Cycle to work", key="second")
        batch = basket()

        gone = {"option_id": option(OPTICS), "starts_on": FEBRUARY}
        for _twice in range(2):
            ada.post(f"/my-benefits/choose/basket/{batch.id}/remove/", {"key": "r"} | gone)

        assert [line.request.option_id for line in basket().lines] == [option("Cycle to work")]

    def test_goes_with_the_last_choice(self, ada):
        elect(ada)
        batch = basket()
        gone = {"key": "r", "option_id": option(OPTICS), "starts_on": FEBRUARY}

        for _twice in range(2):
            answer = ada.post(f"/my-benefits/choose/basket/{batch.id}/remove/", gone)

        assert answer["Location"] == "/my-benefits/choose/"
        assert enrolments.list_batches(actor=ADA, employer_id=ACME_ID) == ()

    def test_of_somebody_else_is_not_there(self, ada):
        elect(ada)

        answer = log_in(Role.EMPLOYEE, employee_id=2).get(
            f"/my-benefits/choose/basket/{basket().id}/"
        )

        assert answer.status_code == 404


class TestCheckingOut:
    def test_makes_all_of_it_count_once(self, ada):
        elect(ada)
        batch = basket()

        answers = [check_out(ada, batch) for _twice in range(2)]

        assert {answer["Location"] for answer in answers} == {"/my-benefits/"}
        assert cover_of(1, str(option(OPTICS))).starts_on == dt.date(2027, 2, 1)

    def test_after_the_window_closed_says_so_on_the_page_with_the_basket(
        self, settings, monkeypatch
    ):
        settings.SESSION_COOKIE_AGE = 10 * 24 * 3600
        ada = log_in(Role.EMPLOYEE, employee_id=1)
        elect(ada)
        later = dt.datetime.now(dt.UTC) + dt.timedelta(days=5)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)

        answer = check_out(ada, basket())

        page = answer.content.decode()
        assert answer.status_code == 409
        assert 'role="alert"' in page
        assert "Optics, Standard" in page

    def test_at_another_price_is_refused_and_shows_it(self, ada):
        elect(ada, quote_hash="another")
        batch = basket()

        answer = check_out(ada, batch)

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Some prices are others" in page
        assert "£1.60" in page

    def test_takes_the_prices_of_now_when_asked(self, ada):
        elect(ada, quote_hash="another")
        batch = basket()

        ada.post(f"/my-benefits/choose/basket/{batch.id}/reprice/", {"key": "p"})

        assert check_out(ada, batch)["Location"] == "/my-benefits/"

    def test_by_salary_sacrifice_takes_my_agreement(self, ada):
        self.phone()
        elect(ada, "Phone")
        batch = basket()

        without = check_out(ada, batch)
        agreed = check_out(ada, batch, agreed="on")

        assert without.status_code == 422
        assert "Without your agreement" in without.content.decode()
        assert agreed["Location"] == "/my-benefits/"

    def phone(self):
        """
        A benefit that is paid from gross pay.
        """
        benefit = benefits.define_benefit(
            actor=OPERATOR,
            idempotency_key="phone",
            employer_id=ACME_ID,
            code="PHONE",
            name="Phone",
            category=benefits.Category.WELLBEING,
            funding=benefits.Funding.SALARY_SACRIFICE,
        )
        year = next(
            each
            for each in benefits.list_plan_years(actor=OPERATOR, employer_id=ACME_ID)
            if each.period.start.year == 2027
        )
        benefits.define_option(
            actor=OPERATOR,
            idempotency_key="phone-option",
            benefit_id=benefit.id,
            plan_year_id=year.id,
            code="STD",
            name="Standard",
            monthly_price=Money.of("20.00", "GBP"),
        )
        benefits.publish_plan_year(
            actor=OPERATOR, idempotency_key="phone-publish", plan_year_id=year.id
        )
        return benefit


class TestWaiving:
    def waive(self, ada, **typed):
        offer = next(
            each
            for each in benefits.list_offers(actor=ADA, employer_id=ACME_ID, on=dt.date(2027, 2, 1))
            if each.benefit_name == "Cycle to work"
        )
        asked = {
            "key": "no",
            "benefit_id": offer.benefit_id,
            "plan_year_id": offer.plan_year_id,
            "starts_on": FEBRUARY,
            "ends_on": "2027-12-31",
            "reason": "cost",
        }
        return ada.post(f"/my-benefits/choose/waive/?on={FEBRUARY}", asked | typed, follow=True)

    def test_writes_down_the_reason(self, ada):
        self.waive(ada)

        assert "It costs too much" in ada.get("/my-benefits/").content.decode()

    def test_without_a_reason_is_asked_for_it_where_it_was_sent(self, ada):
        answer = self.waive(ada, reason="because")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in page
        assert "Choose your benefits" in page

    def test_can_be_taken_back(self, ada):
        self.waive(ada)
        waiver = next(
            each
            for each in enrolments.list_waivers(
                actor=ADA, employer_id=ACME_ID, employee_id=1, withdrawn=False
            )
            if str(each.reason) == "cost"
        )

        ada.post(f"/my-benefits/waivers/{waiver.id}/withdraw/", {"key": "back"})

        assert "It costs too much" not in ada.get("/my-benefits/").content.decode()
