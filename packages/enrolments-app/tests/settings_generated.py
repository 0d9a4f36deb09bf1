"""
The settings of a process of its own that works on the generated world of a test.
"""

from tests.settings import *  # noqa: F403 - the same project

ENROLMENTS_BENEFIT_CATALOGUE = "enrolments_app.testing.generated.GeneratedCatalogue"
ENROLMENTS_EMPLOYEE_DIRECTORY = "enrolments_app.testing.generated.GeneratedDirectory"
ENROLMENTS_RUN_CHUNK = 500
