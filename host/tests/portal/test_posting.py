"""
Does a refused form come back on its page, with what was typed and why not, and count once?
"""

import re

import pytest
from django.http import HttpResponse

from domain_kit.actor import Role
from host.portal import navigation
from host.portal.access import needs
from tests.conftest import MEDICAL_2027, cover_of, log_in

pytestmark = pytest.mark.usefixtures("window")


@pytest.fixture
def ben():
    return log_in(Role.EMPLOYEE, employee_id=2)


def sent(ben, **typed):
    address = f"/my-benefits/{cover_of(2).id}/end/"
    return ben.post(address, {"key": "k", "ends_on": "2027-03-31"} | typed)


def form_of(page):
    start = page.index(f'action="/my-benefits/{cover_of(2).id}/end/"')
    return page[start : page.index("</form>", start)]


class TestRefusal:
    def test_is_at_the_form_with_what_was_typed(self, ben):
        answer = sent(ben, ends_on="2026-01-01")

        form = form_of(answer.content.decode())
        assert answer.status_code in (409, 422)
        assert 'value="2026-01-01"' in form
        assert 'role="alert"' in form

    def test_is_said_once(self, ben):
        assert sent(ben, ends_on="2026-01-01").content.decode().count('role="alert"') == 1

    def test_what_is_incomplete_is_said_at_its_field(self, ben):
        answer = sent(ben, ends_on="soon")

        assert answer.status_code == 422
        assert 'aria-invalid="true"' in form_of(answer.content.decode())

    def test_a_form_without_its_key_gets_a_new_one(self, ben):
        form = form_of(sent(ben, key="").content.decode())

        assert "Send the form again" in form
        assert re.search(r'name="key" value="[^"]{10}', form)

    def test_a_key_that_is_spent_is_a_question_and_a_new_key(self, ben):
        sent(ben)

        form = form_of(sent(ben, ends_on="2027-04-30").content.decode())

        assert "This form was already sent once" in form
        assert 'value="k"' not in form

    def test_a_double_click_is_no_refusal(self, ben):
        assert {sent(ben).status_code, sent(ben).status_code} == {302}

    def test_of_a_form_that_is_not_on_the_page_any_more_is_above_everything(self, ben):
        page = ben.post(
            "/my-benefits/enrol/",
            {"key": "k", "option_id": MEDICAL_2027, "starts_on": "2027-02-10"},
            follow=True,
        ).content.decode()

        assert 'class="message error"' in page
        assert "What you have and will have" in page


class TestNeeds:
    def test_a_page_of_newer_releases_says_so_and_is_not_in_navigation(self, ben, rf, db):
        view = needs("enrolments_app", "fly_to_the_moon", since="9.0.0")(
            lambda request: HttpResponse("moon")
        )
        answer = view(rf.get("/"))

        assert answer.status_code == 404
        assert "needs enrolments-app 9.0.0 or newer" in answer.content.decode()
        assert view.is_lacking()
        assert not navigation._is_lacking("my-benefits")
