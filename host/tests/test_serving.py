"""
Is a program's request served the same by its shorter way?
"""

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from domain_kit.actor import Role
from host import wsgi
from host.directory.models import Membership
from host.directory.tokens.issue import store_token
from tests.conftest import ACME, log_in


@pytest.fixture
def ask(seeded):
    """
    Ask a handler as a server would, on the test's connection.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)

    def call(handler, token, path=f"/api/v1/enrolments/?employer_id={ACME}"):
        told = {}
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        environ = RequestFactory().get(path, headers=headers).environ

        def start(status, headers):
            told["status"], told["headers"] = status, dict(headers)

        return told, b"".join(handler(environ, start))

    yield call
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(seeded):
    log_in(Role.HR)
    return store_token(membership=Membership.objects.get(), label="payroll").secret


class TestProgramsHandler:
    def test_answers_as_the_site_does(self, ask, token):
        (told, body), (by_site, same) = ask(wsgi.programs, token), ask(wsgi.site, token)

        assert told["status"] == by_site["status"] == "200 OK"
        assert body == same
        assert told["headers"]["Content-Length"] == str(len(body))
        assert told["headers"]["X-Content-Type-Options"] == "nosniff"

    def test_an_unknown_token_is_401(self, ask):
        told, _ = ask(wsgi.application, "unknown")

        assert told["status"] == "401 Unauthorized"

    def test_pages_keep_their_middleware(self, ask):
        told, _ = ask(wsgi.application, "", "/")

        assert told["headers"]["X-Frame-Options"] == "DENY"

    def test_has_one_line_in_the_log(self, ask, token, lines):
        ask(wsgi.application, token)

        assert [line["command"] for line in lines()] == ["enrolments_app.list_enrolments"]

    def test_needs_no_session(self, ask, token, settings):
        settings.SESSION_ENGINE = "host.nowhere"

        told, _ = ask(wsgi.application, token)

        assert told["status"] == "200 OK"
