"""
Does the API answer as its description says, whatever is sent that fits it, or does not?
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from domain_kit.actor import Role
from host.directory.models import Membership
from host.directory.tokens.issue import store_token
from host.wsgi import application
from tests.conftest import log_in

load_all_checks()
HOLD = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
)
SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
SOME = settings(
    max_examples=5,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def authorized(seeded) -> Iterator[dict[str, str]]:
    """
    The header of a program that may do everything, on a server that keeps the test's connection.
    """
    log_in(Role.OPERATOR)
    token = store_token(membership=Membership.objects.get(role="operator"), label="schema").secret
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield {"Authorization": f"Bearer {token}"}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("domain", ["benefits", "enrolments", "billing"])
def test_answers_as_described(authorized, domain, mode):
    for operation in OPERATIONS:
        if operation.path.startswith(f"/api/v1/{domain}/"):
            require_described(operation, mode, authorized)


def require_described(operation: Any, mode: GenerationMode, headers: dict[str, str]) -> None:
    @SOME
    @given(case=operation.as_strategy(generation_mode=mode))
    def holds(case: Any) -> None:
        answer = case.call(headers=headers)
        if b'"must-not-be-in-transaction"' not in answer.content:  # as a test is one
            case.validate_response(answer, checks=HOLD)

    holds()
