"""
Does each page show its people what is theirs, and say no in a sentence?
"""

import datetime as dt
import re
from uuid import UUID

import pytest

from billing_app import api as billing
from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from host.directory.models import Employer
from host.portal.finance import books
from tests.conftest import ACME, DENTAL_2027, GLOBEX, MEDICAL_2027, cover_of, log_in
from tests.contracts.forms import draft_invoice

ACME_ACCOUNT = "01900000-0000-7000-8000-000000000acc"
pytestmark = pytest.mark.usefixtures("seeded")


def enrol(client, option=DENTAL_2027, key="k1"):
    return client.post(
        "/my-benefits/enrol/",
        {"key": key, "option_id": option, "starts_on": "2027-02-10"},
        follow=True,
    ).content.decode()


class TestHome:
    def test_shows_strangers_the_way_in(self, client):
        assert "Log in" in client.get("/").content.decode()

    @pytest.mark.parametrize(
        ("role", "page"),
        [
            (Role.EMPLOYEE, "/my-benefits/"),
            (Role.HR, "/people/"),
            (Role.FINANCE, "/finance/"),
            (Role.OPERATOR, "/people/"),
        ],
    )
    def test_leads_everybody_to_their_own_page(self, role, page):
        client = log_in(role, employee_id=1 if role is Role.EMPLOYEE else None)

        assert client.get("/").headers["Location"] == page
        assert client.get(page).status_code == 200


class TestMyBenefits:
    @pytest.fixture
    def ben(self, window):
        return log_in(Role.EMPLOYEE, employee_id=2)

    @pytest.fixture
    def medical(self):
        return cover_of(2).id

    def test_shows_until_when_to_choose(self, ben):
        page = ben.get("/my-benefits/").content.decode()

        assert "(Europe/London)" not in page, "the window is next year's"
        assert "No enrolment window is open now" in page

    def test_outside_a_window_says_so(self):
        ben = log_in(Role.EMPLOYEE, employee_id=2)

        assert "No enrolment window" in enrol(ben)

    def test_enrols(self, ben):
        assert "You have Dental, Standard from 10 February 2027." in enrol(ben)

    def test_shows_a_refusal_in_its_own_words(self, ben):
        assert "End that one first" in enrol(ben, option=MEDICAL_2027)

    def test_a_double_click_enrols_once(self, ben):
        enrol(ben)
        enrol(ben)

        assert "End that one first" not in ben.get("/my-benefits/").content.decode()

    def test_ends_cover(self, ben, medical):
        page = ben.post(
            f"/my-benefits/{medical}/end/", {"key": "k", "ends_on": "2027-03-31"}, follow=True
        )

        assert "Private medical, Standard ends after 31 March 2027." in page.content.decode()

    def test_asks_again_for_a_day_it_cannot_read(self, ben):
        page = ben.post(
            "/my-benefits/enrol/",
            {"key": "k", "option_id": DENTAL_2027, "starts_on": ""},
            follow=True,
        )

        assert "This field is required" in page.content.decode()

    @pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
    def test_asks_again_for_a_day_nobody_means(self, ben, medical, day):
        page = ben.post(
            f"/my-benefits/{medical}/end/", {"key": "k", "ends_on": day}, follow=True
        ).content.decode()

        assert "Ensure this value is" in page

    def test_another_persons_enrolment_does_not_exist(self):
        ben = log_in(Role.EMPLOYEE, employee_id=2)

        answer = ben.post(
            f"/my-benefits/{cover_of(1).id}/end/", {"key": "k", "ends_on": "2027-03-31"}
        )

        assert answer.status_code == 404


class TestPeople:
    def test_shows_the_cover_of_a_day(self):
        page = log_in(Role.HR).get("/people/", {"on": "2027-02-01"}).content.decode()

        assert "6 of 6 people are covered on 1 February 2027." in page

    def test_an_operator_chooses_the_employer(self):
        page = log_in(Role.OPERATOR).get("/people/", {"employer": GLOBEX}).content.decode()

        assert "Gus Weiss" in page

    def test_another_employer_does_not_exist(self):
        assert log_in(Role.HR).get("/people/", {"employer": GLOBEX}).status_code == 404

    def test_an_employer_that_is_no_identifier_does_not_exist(self):
        assert log_in(Role.HR).get("/people/", {"employer": "acme"}).status_code == 404

    def test_ends_somebodys_cover(self):
        page = log_in(Role.HR).post(
            f"/people/{cover_of(1).id}/end/", {"key": "k", "ends_on": "2027-03-31"}, follow=True
        )

        assert "of Ada Byron ends after 31 March 2027." in page.content.decode()

    def test_another_employers_cover_does_not_exist(self):
        answer = log_in(Role.HR, GLOBEX).post(
            f"/people/{cover_of(1).id}/end/", {"key": "k", "ends_on": "2027-03-31"}
        )

        assert answer.status_code == 404

    def test_is_not_for_employees(self):
        assert log_in(Role.EMPLOYEE, employee_id=1).get("/people/").status_code == 403


class TestFinance:
    @pytest.fixture
    def fay(self):
        return log_in(Role.FINANCE)

    @pytest.fixture
    def sent(self, fay):
        path = self.draft(fay)
        fay.post(f"{path}send/", {"key": "s"})
        return path

    def draft(self, fay):
        answer = fay.post("/finance/run/", {"key": "r", "month": "2027-02", "employer": ACME})
        return answer.headers["Location"]

    def test_bills_sends_and_settles_a_month(self, fay):
        path = self.draft(fay)
        sent = fay.post(f"{path}send/", {"key": "s"}, follow=True).content.decode()
        # Releases differ in how many months a run bills that nobody had billed before.
        (due,) = re.findall(r"is sent; ([0-9.]+) GBP due", sent)

        settled = fay.post(
            f"{path}payments/",
            {"key": "p", "amount": due, "received_on": "2027-03-10", "reference": "BACS 1"},
            follow=True,
        ).content.decode()

        assert f"Recorded {due} GBP." in settled
        assert "chip paid" in settled

    def test_shows_a_refusal_in_its_own_words(self, fay, sent):
        page = fay.post(
            f"{sent}payments/",
            {"key": "p", "amount": "999", "received_on": "2027-03-10", "reference": "BACS 1"},
            follow=True,
        )

        assert "less than 999.00 GBP" in page.content.decode()

    @pytest.mark.skipif(not hasattr(billing, "statement"), reason="billing before 3.1")
    def test_shows_the_statement_of_the_days_asked_for(self, fay, sent):
        page = fay.get("/finance/statement/", {"first": "2027-01-01", "last": "2199-12-31"})
        other = fay.get("/finance/statement/", {"employer": GLOBEX})

        assert "Owed on 31 Dec 2199" in page.content.decode()
        assert "GBP" in page.content.decode()
        assert other.status_code == 404

    @pytest.mark.skipif(not hasattr(billing, "invoice_csv"), reason="billing before 3.1")
    def test_gives_an_invoice_as_a_table(self, fay, sent):
        answer = fay.get(f"{sent}csv/")

        assert answer["Content-Type"].startswith("text/csv")
        assert "Private medical" in answer.content.decode()

    def test_shows_few_invoices_at_a_time_in_few_statements(
        self, fay, django_assert_max_num_queries
    ):
        for number in range(books.PAGE + 5):
            draft_invoice(
                actor=Actor.system("tests"),
                idempotency_key=f"many-{number}",
                account_id=UUID(ACME_ACCOUNT),
                lines=[billing.NewLine(description="Desk", amount=Money.of("1.00", "GBP"))],
                issued_on=dt.date(2027, 2, 1),
            )
        with django_assert_max_num_queries(14):
            page = fay.get("/finance/").content.decode()
        shown = re.findall(r"/finance/([0-9a-f-]{36})/", page)
        assert len(shown) == books.PAGE

        (after,) = re.findall(r"after=([0-9a-f-]{36})", page)
        rest = fay.get("/finance/", {"after": after}).content.decode()

        assert not set(shown) & set(re.findall(r"/finance/([0-9a-f-]{36})/", rest))
        assert fay.get("/finance/", {"after": "soon"}).status_code == 404
        assert fay.get("/finance/", {"after": str(UUID(int=7))}).status_code == 404

    def test_says_when_there_is_nothing_to_bill(self, fay):
        fay.post("/finance/run/", {"key": "r", "month": "2027-02", "employer": ACME})

        page = fay.post(
            "/finance/run/", {"key": "r2", "month": "2027-02", "employer": ACME}, follow=True
        )

        assert "Nothing to invoice for February 2027." in page.content.decode()

    @pytest.mark.parametrize("month", ["9999-12", "2027-13", "soon"])
    def test_asks_again_for_a_month_nobody_means(self, fay, month):
        page = fay.post(
            "/finance/run/", {"key": "r", "month": month, "employer": ACME}, follow=True
        ).content.decode()

        assert "Write the month as 2027-02" in page

    def test_asks_again_for_a_form_without_its_key(self, fay):
        page = fay.post(f"{self.draft(fay)}send/", follow=True).content.decode()

        assert "Press Number and send again." in page

    def test_another_employers_invoice_does_not_exist(self, fay):
        theirs, *_ = billing.list_invoices(actor=Actor.system("tests"), employer_id=UUID(GLOBEX))

        assert fay.get(f"/finance/{theirs.id}/").status_code == 404
        assert fay.post(f"/finance/{theirs.id}/send/", {"key": "s"}).status_code == 404


class TestWithoutAnAccount:
    """
    An employer that nobody bills: everything is refused in a sentence, and can be mended.
    """

    @pytest.fixture
    def employer(self):
        return Employer.objects.create(name="Initech", time_zone="Europe/Madrid")

    def opened(self, client, employer, **other):
        asked = {"key": "o", "legal_entity": "Northern Mutual Ltd", "currency": "eur"}
        return client.post(
            "/finance/account/",
            asked | {"terms_days": "14", "employer": str(employer.id)} | other,
            follow=True,
        ).content.decode()

    @pytest.mark.parametrize("role", [Role.FINANCE, Role.OPERATOR])
    def test_finance_and_operators_open_one(self, employer, role):
        client = log_in(role, str(employer.id))
        page = client.get("/finance/", {"employer": str(employer.id)}).content.decode()
        assert "Open the account" in page

        assert "Initech is billed in EUR from now on." in self.opened(client, employer)

        account = billing.account_for(actor=Actor.system("t"), employer_id=employer.id)
        assert (account.currency, account.time_zone) == ("EUR", "Europe/Madrid")

    @pytest.mark.parametrize("wrong", [{"currency": "XXX"}, {"terms_days": ""}, {"currency": ""}])
    def test_what_is_no_account_is_asked_for_again(self, employer, wrong):
        page = self.opened(log_in(Role.FINANCE, str(employer.id)), employer, **wrong)

        assert "message error" in page
        assert "Open the account" in page

    def test_an_operator_stays_with_the_employer_that_was_chosen(self, employer):
        page = self.opened(log_in(Role.OPERATOR), employer)

        assert "<h1>Initech</h1>" in page

    def test_another_employers_account_does_not_exist(self, employer):
        fay = log_in(Role.FINANCE)

        assert fay.post("/finance/account/", {"employer": str(employer.id)}).status_code == 404


def test_a_stranger_is_asked_to_log_in(client):
    assert client.get("/finance/").headers["Location"].startswith("/log-in/")


def test_names_are_escaped():
    from host.directory.models import Employee

    Employee.objects.filter(pk=1).update(name="<script>alert(1)</script>")

    page = log_in(Role.HR).get("/people/").content.decode()

    assert "<script>alert" not in page
