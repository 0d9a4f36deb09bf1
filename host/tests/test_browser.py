"""
What are browsers told to keep, to load and to send, and what is too much for this host?
"""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import get_template
from django.test import Client

from domain_kit.actor import Role
from host.edge.policy import ContentSecurityPolicy
from host.settings import browser
from tests.conftest import ACME, log_in

PAGES = {
    Role.EMPLOYEE: ["/my-benefits/"],
    Role.HR: ["/people/"],
    Role.FINANCE: ["/finance/", "/finance/statement/"],
    Role.OPERATOR: ["/people/", "/api/v1/docs"],
}
ROSTER = f"/api/v1/enrolments/bulk/roster-file/preview?employer_id={ACME}"


def pages():
    return [(role, page) for role, found in PAGES.items() for page in found]


class TestStoring:
    @pytest.mark.parametrize(("role", "page"), pages())
    def test_no_copy_of_a_page_is_kept(self, seeded, role, page):
        client = log_in(role, employee_id=1 if role is Role.EMPLOYEE else None)

        assert client.get(page)["Cache-Control"] == "no-store"

    def test_no_copy_of_an_answer_of_the_api_is_kept(self, seeded):
        answer = log_in(Role.HR).get("/api/v1/enrolments/", {"employer_id": ACME})

        assert answer["Cache-Control"] == "no-store"

    def test_no_copy_of_a_refusal_is_kept(self, client, db):
        assert client.get("/api/v1/enrolments/")["Cache-Control"] == "no-store"


class TestPolicy:
    @pytest.mark.parametrize(
        "page", ["/", "/log-in/", "/admin/login/", "/nowhere/", "/api/v1/docs"]
    )
    def test_lets_no_script_run_that_is_not_a_file_of_ours(self, client, db, page):
        policy = client.get(page)["Content-Security-Policy"]

        assert "script-src 'self';" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy

    @pytest.mark.parametrize(("role", "page"), pages())
    def test_no_page_needs_more(self, seeded, role, page):
        client = log_in(role, employee_id=1 if role is Role.EMPLOYEE else None)

        text = client.get(page).content.decode()

        data = r'type="application/json"'
        assert not re.findall(rf"<script(?![^>]*(?:\bsrc=|{data}))", text)
        assert not re.findall(r"<style|\bon[a-z]+=\"|\bstyle=\"", text)

    def test_is_the_same_before_django_had_one(self, rf, client, db):
        answer = ContentSecurityPolicy(lambda request: client.get("/nowhere/"))(rf.get("/"))
        del answer.headers["Content-Security-Policy"]

        again = ContentSecurityPolicy(lambda request: answer)(rf.get("/"))

        assert again["Content-Security-Policy"] == client.get("/")["Content-Security-Policy"]


class TestLimits:
    def test_a_body_that_is_too_long_is_not_read(self, seeded, settings):
        settings.MAX_BODY_BYTES = 1000
        client = log_in(Role.HR)

        answer = client.post(ROSTER, {"file": SimpleUploadedFile("r.csv", b"x" * 1001)})

        assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
        assert answer.json()["type"] == "too-large"
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Length"] == str(len(answer.content))

    def test_more_json_than_is_held_in_memory(self, seeded, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

        answer = log_in(Role.HR).post(
            "/api/v1/enrolments/",
            "[" + "1," * 1000 + "1]",
            content_type="application/json",
            headers={"Idempotency-Key": "k"},
        )

        assert (answer.status_code, answer.json()["type"]) == (413, "too-large")

    def test_a_form_with_too_many_fields_is_a_page(self, client, db, settings):
        settings.DEBUG = False
        fields = {f"f{number}": "1" for number in range(1001)}

        answer = client.post("/log-in/", fields)

        assert answer.status_code == 413
        assert "That is too large" in answer.content.decode()

    def test_a_length_that_is_none_is_not_believed(self, client, db):
        assert client.get("/", CONTENT_LENGTH="-1").status_code == 200


class TestForeignHost:
    def test_sees_a_page_without_anything_of_ours(self, client, settings):
        settings.DEBUG = False

        answer = client.get("/", headers={"Host": "evil.example.com"})

        assert answer.status_code == 400
        assert "evil.example.com" not in answer.content.decode()


class TestForgedForms:
    def test_are_told_to_open_the_page_again(self, db):
        answer = Client(enforce_csrf_checks=True).post("/log-in/", {"username": "ada"})

        assert answer.status_code == 403
        assert "Open the page again" in answer.content.decode()


class TestHsts:
    def test_is_off_until_somebody_asks(self, monkeypatch):
        monkeypatch.delenv("DJANGO_HSTS_SECONDS", raising=False)

        assert browser.hsts_seconds() == 0

    def test_lasts_as_long_as_asked(self, monkeypatch):
        monkeypatch.setenv("DJANGO_HSTS_SECONDS", " 3600 ")

        assert browser.hsts_seconds() == 3600

    def test_refuses_what_is_no_number(self, monkeypatch):
        monkeypatch.setenv("DJANGO_HSTS_SECONDS", "a year")

        with pytest.raises(ImproperlyConfigured, match="Begin with DJANGO_HSTS_SECONDS=3600"):
            browser.hsts_seconds()


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "413.html", "500.html"])
def test_pages_of_last_resort_need_nothing(name):
    assert "portal.css" in get_template(name).render()
