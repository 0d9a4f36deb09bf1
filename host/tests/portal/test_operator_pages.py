"""
Does an operator see who is there, give and take tokens, and know when the jobs ran?
"""

import datetime as dt
import re

import pytest
from django.utils import timezone

from domain_kit.actor import Role
from host.directory.models import ApiToken
from host.duties.jobs import jobs_with_last_runs, noted
from host.duties.models import JobRun
from tests.conftest import log_in
from tests.portal.billed import text_of

PAGES = ["", "users/", "tokens/", "jobs/"]
pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def olu(seeded):
    return log_in(Role.OPERATOR)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR, Role.FINANCE])
def test_pages_of_operators_are_for_operators(role, page):
    client = log_in(role, employee_id=1 if role is Role.EMPLOYEE else None)

    assert client.get(f"/operator/{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_pages_take_few_statements(olu, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert olu.get(f"/operator/{page}").status_code == 200


def test_employers_are_shown_with_their_people_and_accounts(olu):
    page = text_of(olu.get("/operator/"))

    assert re.search(r"Acme\S* .*?Europe/London 6 Northern Mutual Ltd, GBP", page)


def test_who_is_no_staff_is_not_led_to_the_admin(olu):
    assert "/admin/" not in olu.get("/operator/").content.decode()


def test_users_are_found_by_name_and_role(olu):
    log_in(Role.HR)

    assert "hr-a-None" in text_of(olu.get("/operator/users/", {"named": "hr-a", "role": "hr"}))
    assert "hr-a-None" not in text_of(olu.get("/operator/users/", {"role": "finance"}))
    assert olu.get("/operator/users/", {"named": "\0", "first": "x"}).status_code == 200


class TestTokens:
    def issue(self, olu, **other):
        log_in(Role.HR)
        sent = {"key": "t", "label": "Payroll", "username": "hr-a-None", "days": "30"}
        return olu.post("/operator/tokens/issue/", sent | other)

    def test_one_is_issued_and_its_secret_shown_once(self, olu):
        page = self.issue(olu, domains=["enrolments"]).content.decode()
        (secret,) = re.findall(r"benefits_[A-Za-z0-9_-]+", page)

        assert secret not in olu.get("/operator/tokens/").content.decode()
        assert "read: enrolments" in text_of(olu.get("/operator/tokens/"))

    def test_one_for_nobody_is_refused_at_the_form(self, olu):
        answer = self.issue(olu, username="nobody")

        assert answer.status_code == 409
        assert 'value="Payroll"' in answer.content.decode()

    def test_one_that_lasts_for_ever_is_refused(self, olu):
        assert self.issue(olu, days="9999").status_code == 422

    def test_one_is_revoked(self, olu):
        self.issue(olu)
        token = ApiToken.objects.get()

        page = olu.post("/operator/tokens/revoke/", {"key": "r", "token_id": token.pk}, follow=True)

        assert "Payroll is refused from now on." in text_of(page)
        token.refresh_from_db()
        assert token.revoked_at is not None


class TestJobs:
    def test_say_how_they_ended_and_when(self, olu):
        with noted("nightly"):
            pass

        assert "nightly" in text_of(olu.get("/operator/jobs/"))
        assert JobRun.objects.get().outcome == "ok"

    @pytest.mark.parametrize(
        ("ended", "outcome"),
        [(SystemExit(1), "refused"), (SystemExit(0), "ok"), (ValueError(), "failed")],
    )
    def test_a_refusal_and_a_failure_are_told_apart(self, ended, outcome):
        with pytest.raises(type(ended)), noted("nightly"):
            raise ended

        assert JobRun.objects.get().outcome == outcome

    def test_other_commands_are_let_alone(self):
        with noted("migrate"):
            pass

        assert not JobRun.objects.exists()

    def test_one_that_should_have_run_since_is_late(self):
        long_ago = timezone.now() - dt.timedelta(days=1)
        JobRun.objects.create(
            command="nightly", started_at=long_ago, ended_at=long_ago, outcome="ok"
        )

        late = {each.job.command: each.late for each in jobs_with_last_runs()}

        assert late["nightly"]
        assert not late["clearsessions"]
