"""
Is every request one line of JSON that tells who, what, what became of it, and nobody's data?
"""

import json
import logging

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import RequestFactory

from domain_kit.actor import Role
from host.directory.models import Employee, Membership
from host.directory.tokens.issue import store_token
from host.settings import tasks
from host.telemetry.commands import logged_command
from host.telemetry.lines import JsonLines
from host.telemetry.requests import LoggedRequests
from tests.conftest import ACME, MEDICAL_2027, NEXT_YEAR, cover_of, log_in

NAME = "Augusta Byron"


@pytest.fixture
def hr(seeded):
    return log_in(Role.HR)


class TestLines:
    def test_say_who_asked_for_what_and_what_became_of_it(self, lines, hr):
        answer = hr.get("/api/v1/enrolments/", {"employer_id": ACME})

        (line,) = lines()
        assert line.pop("duration_ms") > 0
        assert line.pop("at").endswith("+00:00")
        assert line == {
            "level": "INFO",
            "event": "request",
            "request_id": answer["X-Request-ID"],
            "actor": get_user_model().objects.get().pk,
            "method": "GET",
            "command": "enrolments_app.list_enrolments",
            "route": "api/v1/enrolments/",
            "status": 200,
            "outcome": "ok",
        }

    def test_a_program_is_known_by_its_log_in(self, lines, hr, client):
        token = store_token(membership=Membership.objects.get(), label="payroll").secret

        client.get(
            "/api/v1/enrolments/",
            {"employer_id": ACME},
            headers={"Authorization": f"Bearer {token}"},
        )

        assert lines()[0]["actor"] == get_user_model().objects.get().pk

    def test_a_refusal_is_told_once_by_its_code_and_without_a_trace(self, lines, hr):
        hr.get("/api/v1/enrolments/01900000-0000-7000-8000-0000000000ff")
        hr.get("/nowhere")

        refused, not_there = lines()
        assert (refused["status"], refused["outcome"]) == (404, "enrolment-not-found")
        assert (not_there["status"], not_there["outcome"]) == (404, "refused")
        assert "trace" not in refused | not_there

    @pytest.mark.parametrize(
        ("method", "path", "headers", "outcome"),
        [
            ("get", "/api/nothing/here", {}, "not-found"),
            ("put", "/api/v1/enrolments/", {}, "method-not-allowed"),
            ("get", "/api/v1/enrolments/", {}, "not-authenticated"),
            ("get", "/api/v1/enrolments/", {"Host": "evil.example.com"}, "bad-request"),
            ("post", "/api/v1/enrolments/", {"Content-Length": "99999999"}, "too-large"),
        ],
    )
    def test_a_refusal_of_the_api_is_told_once_by_the_code_that_its_caller_is_told(
        self, lines, client, db, method, path, headers, outcome
    ):
        length = {"CONTENT_LENGTH": headers.pop("Content-Length")} if method == "post" else {}

        answer = getattr(client, method)(path, headers=headers, **length)

        (line,) = lines()
        assert line["outcome"] == answer.json()["type"] == outcome

    def test_a_refusal_on_a_page_is_told_by_its_code(self, lines, hr):
        ended = {"key": "k", "ends_on": "2026-01-01"}

        hr.post(f"/people/{cover_of(1).id}/end/", ended)

        (line,) = lines()
        assert (line["command"], line["status"]) == ("end-cover", 302)
        assert line["outcome"] not in ("ok", "refused", "failed")

    def test_a_failure_is_told_once_with_its_trace(self, lines, hr, settings):
        settings.STATUS_FOR = "anybody"
        settings.COMPATIBILITY_FILE = 17  # what nobody expects
        hr.raise_request_exception = False

        answer = hr.get("/status")

        (line,) = lines()
        assert (answer.status_code, line["status"], line["outcome"]) == (500, 500, "failed")
        assert line["level"] == "ERROR"
        assert any("host/health.py:" in frame for frame in line["trace"])

    def test_tell_no_name_no_amount_and_no_secret(self, lines, hr):
        Employee.objects.filter(employer=ACME).update(name=NAME)
        user = get_user_model().objects.get()
        user.username = NAME
        user.save()
        token = store_token(membership=Membership.objects.get(), label="payroll").secret
        for headers in ({}, {"Authorization": f"Bearer {token}"}):
            hr.get("/people/", headers=headers)
            hr.post(
                f"/api/v1/enrolments/?name={NAME}",
                {
                    "employee_id": "17.31 GBP",
                    "option_id": MEDICAL_2027,
                    "starts_on": str(NEXT_YEAR),
                },
                content_type="application/json",
                headers={"Idempotency-Key": "k", **headers},
            )

        written = json.dumps(lines())
        assert len(lines()) == 4
        assert not [each for each in (NAME, "Byron", "17.31", token) if each in written]

    def test_probes_have_none(self, lines, client, db, settings, tmp_path):
        client.get("/livez")
        settings.DRAIN_FILE = str(tmp_path)
        assert client.get("/readyz").status_code == 503

        assert lines() == []


class TestRequestId:
    @pytest.mark.parametrize("given", ["0123456789abcdef", "gateway-7.4_2"])
    def test_a_sane_one_is_kept(self, client, given):
        assert client.get("/nowhere", headers={"X-Request-ID": given})["X-Request-ID"] == given

    @pytest.mark.parametrize("given", ["", "short", "x" * 65, "new\tline here", "<script>alert"])
    def test_any_other_is_replaced(self, client, given):
        answer = client.get("/nowhere", headers={"X-Request-ID": given})

        assert len(answer["X-Request-ID"]) == 32


class TestJsonLines:
    def test_an_exception_is_told_by_its_type_and_not_by_its_sentence(self):
        try:
            raise IntegrityError(f"Key (name)=({NAME}) already exists.")
        except IntegrityError as exc:
            record = logging.makeLogRecord(
                {"msg": "saved %s", "args": (NAME,), "exc_info": (type(exc), exc, None)}
            )

        said = json.loads(JsonLines().format(record))

        assert said["event"] == "saved %s"
        assert said["error"] == "django.db.utils.IntegrityError"
        assert NAME not in json.dumps(said)


class TestCommands:
    @pytest.mark.parametrize(
        ("raised", "outcome"), [(None, "ok"), (SystemExit(2), "refused"), (ValueError(), "failed")]
    )
    def test_have_a_line(self, lines, raised, outcome):
        def carried_out():
            with logged_command("billing_run"):
                if raised:
                    raise raised

        if raised:
            with pytest.raises(type(raised)):
                carried_out()
        else:
            carried_out()

        (line,) = lines()
        assert (line["event"], line["command"], line["outcome"]) == (
            "command",
            "billing_run",
            outcome,
        )

    @pytest.mark.skipif(not (tasks.BUILT_IN or tasks.BACKPORT), reason="no engine of tasks here")
    def test_a_task_has_the_id_of_the_request_that_began_it(self, lines, seeded):
        # Only where there is an engine can it be imported.
        from billing_app.tasks import enqueue_billing

        def view(request):
            enqueue_billing(month=NEXT_YEAR, issued_on=NEXT_YEAR, employer_ids=[ACME])
            return HttpResponse()

        answer = LoggedRequests(view)(RequestFactory().get("/"))

        task, request = lines()
        assert (task["event"], task["command"]) == ("task", "billing_app.tasks.bill_employer")
        assert task["request_id"] == request["request_id"] == answer["X-Request-ID"]
