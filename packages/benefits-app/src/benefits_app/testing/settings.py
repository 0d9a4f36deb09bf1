"""
The least a project sets for this domain, beside its database.
"""

BENEFITS_EMPLOYER_DIRECTORY = "benefits_app.testing.employers.SeededEmployers"

INSTALLED_APPS = [
    "django.contrib.postgres",  # the exclusion constraint that keeps plan years apart
    "benefits_app.apps.BenefitsAppConfig",
]
