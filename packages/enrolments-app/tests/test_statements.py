"""
How many statements does a command send? Each is a round trip while others wait.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enrolments_app import api
from enrolments_app.testing import ids
from tests.conftest import FEBRUARY_10


@pytest.mark.django_db(transaction=True)
class TestEnrol:
    def test_takes_three_and_those_of_the_ports(self, ada):
        with CaptureQueriesContext(connection) as sent:
            api.enrol(
                actor=ada,
                idempotency_key="k",
                election=api.ElectionRequest(
                    employee_id=1,
                    option_id=ids.MEDICAL_2027,
                    starts_on=FEBRUARY_10,
                    dependants=(api.Dependant(key="c1", name="Kit", relationship="child"),),
                ),
            )

        statements = [each["sql"] for each in sent if each["sql"] not in ("BEGIN", "COMMIT")]
        assert len(statements) == 3, statements
