"""
The host, with the generated world's catalogue and directory, and nobody who observes.
"""

from host.settings.development import *  # noqa: F403 - settings are layered

DEBUG = False
ENROLMENTS_BENEFIT_CATALOGUE = "enrolments_app.testing.generated.GeneratedCatalogue"
ENROLMENTS_EMPLOYEE_DIRECTORY = "enrolments_app.testing.generated.GeneratedDirectory"
ENROLMENTS_OBSERVERS: list[str] = []
