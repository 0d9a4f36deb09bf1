"""
Can an employee report a life event, look after the family, read the history, and take the dates home?
"""

import datetime as dt
from uuid import UUID

import icalendar
import pytest

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.days import today_in
from tests.conftest import ACME, log_in

pytestmark = [
    pytest.mark.usefixtures("window"),
    pytest.mark.skipif(not hasattr(enrolments, "save_draft"), reason="enrolments before 2.1"),
]
ACME_ID = UUID(ACME)
HR = Actor(id="hana", role=Role.HR, employer_ids=frozenset({ACME_ID}))


@pytest.fixture
def cleo():
    return log_in(Role.EMPLOYEE, employee_id=3)


def today():
    return today_in("Europe/London")


class TestLifeEvents:
    def report(self, cleo, **typed):
        asked = {"key": "e", "kind": "birth", "event_on": today().isoformat(), "evidence": ""}
        return cleo.post("/my-benefits/life-events/report/", asked | typed, follow=True)

    def test_are_reported_with_evidence(self, cleo):
        self.report(cleo, evidence="Certificate 12\n\n Letter 3 ")

        (claim,) = enrolments.list_life_events(actor=HR, employer_id=ACME_ID, employee_id=3)
        assert claim.evidence == ("Certificate 12", "Letter 3")
        assert "Certificate 12, Letter 3" in cleo.get("/my-benefits/life-events/").content.decode()

    def test_too_late_says_until_when_and_keeps_what_was_typed(self, cleo):
        answer = self.report(cleo, event_on="2026-01-05", evidence="Certificate 12")

        page = answer.content.decode()
        assert answer.status_code in (409, 422)
        assert "Certificate 12</textarea>" in page
        assert 'value="2026-01-05"' in page

    def test_what_only_hr_reports_cannot_be_chosen(self, cleo):
        assert self.report(cleo, kind="relocation").status_code == 422

    def test_an_approved_one_opens_its_days(self, cleo):
        self.report(cleo)
        (claim,) = enrolments.list_life_events(actor=HR, employer_id=ACME_ID, employee_id=3)
        enrolments.decide_life_event(
            actor=HR, idempotency_key="d", claim_id=claim.id, approve=True, reason="seen"
        )

        page = cleo.get("/my-benefits/").content.decode()
        choose = cleo.get("/my-benefits/choose/", {"claim": str(claim.id)}).content.decode()

        assert "Birth of a child" in page
        assert "Because of your life event." in choose


class TestFamily:
    def add(self, cleo, **typed):
        told = {"key": "f", "name": "Kim", "relationship": "child", "born_on": "2024-05-06"}
        return cleo.post("/my-benefits/family/add/", told | typed, follow=True)

    def test_names_a_child_once(self, cleo):
        self.add(cleo)
        self.add(cleo)

        (kim,) = enrolments.list_dependants(actor=HR, employer_id=ACME_ID, employee_id=3)
        assert (kim.name, kim.starts_on) == ("Kim", dt.date(2024, 5, 6))

    def test_a_partner_is_family_from_today_on(self, cleo):
        self.add(cleo, relationship="partner", born_on="1990-01-01")

        (kim,) = enrolments.list_dependants(actor=HR, employer_id=ACME_ID, employee_id=3)
        assert kim.starts_on == today()

    def test_nobody_is_born_tomorrow(self, cleo):
        answer = self.add(cleo, born_on=(today() + dt.timedelta(days=2)).isoformat())

        assert answer.status_code == 422
        assert "born on" in answer.content.decode()
        assert 'value="Kim"' in answer.content.decode()

    def test_is_corrected(self, cleo):
        self.add(cleo)
        (kim,) = enrolments.list_dependants(actor=HR, employer_id=ACME_ID, employee_id=3)

        told = {"key": "c", "name": "Kim Okri", "relationship": "child", "born_on": "2024-05-07"}
        cleo.post(f"/my-benefits/family/{kim.id}/correct/", told)

        (kim,) = enrolments.list_dependants(actor=HR, employer_id=ACME_ID, employee_id=3)
        assert (kim.name, kim.born_on) == ("Kim Okri", dt.date(2024, 5, 7))

    def test_ends_and_is_kept_after_all(self, cleo):
        self.add(cleo)
        (kim,) = enrolments.list_dependants(actor=HR, employer_id=ACME_ID, employee_id=3)
        told = {"key": "e", "ends_on": today().isoformat(), "reason": "moved out"}

        cleo.post(f"/my-benefits/family/{kim.id}/end/", told)
        (ended,) = enrolments.list_dependants(actor=HR, employer_id=ACME_ID, employee_id=3)
        cleo.post(f"/my-benefits/family/{kim.id}/keep/", {"key": "k"})
        (kept,) = enrolments.list_dependants(actor=HR, employer_id=ACME_ID, employee_id=3)

        assert (ended.ends_on, kept.ends_on) == (today(), None)


class TestHistory:
    def test_tells_what_changed_and_why(self, cleo):
        TestLifeEvents().report(cleo)

        page = cleo.get("/my-benefits/history/").content.decode()

        assert "Cover begins" in page
        assert "You reported a life event" in page

    def test_is_of_nobody_else(self, cleo):
        assert "Kit" not in cleo.get("/my-benefits/history/").content.decode()


class TestReminders:
    def test_are_a_calendar_with_the_closing_and_the_days_of_cover(self, cleo):
        answer = cleo.get("/my-benefits/reminders.ics")

        made = icalendar.Calendar.from_ical(answer.content)
        names = [str(event["summary"]) for event in made.walk("VEVENT")]
        assert answer["Content-Type"].startswith("text/calendar")
        assert "Choose your benefits of 2027 before now" in names
        assert "Private medical, Standard begins" in names

    def test_keep_their_identity(self, cleo):
        def uids():
            made = icalendar.Calendar.from_ical(cleo.get("/my-benefits/reminders.ics").content)
            return [str(event["uid"]) for event in made.walk("VEVENT")]

        assert uids() == uids()


@pytest.mark.parametrize(
    "page", ["", "family/", "life-events/", "history/", "reminders.ics", "choose/"]
)
def test_pages_take_few_statements(cleo, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        cleo.get(f"/my-benefits/{page}")
