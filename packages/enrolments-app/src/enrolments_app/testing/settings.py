"""
The least a project sets for this domain, beside its database; the fakes stand for a host's own.
"""

INSTALLED_APPS = [
    "django.contrib.postgres",  # the exclusion constraint that keeps covers apart
    "enrolments_app.apps.EnrolmentsAppConfig",
]
ENROLMENTS_BENEFIT_CATALOGUE = "enrolments_app.testing.fakes.FakeCatalogue"
ENROLMENTS_EMPLOYEE_DIRECTORY = "enrolments_app.testing.fakes.FakeDirectory"
ENROLMENTS_OBSERVERS: list[str] = []
