"""
Fill a migrated host with the world that its wheels ship: people, cover, invoices, payments.
"""

import os
import pathlib
import sys

import django

sys.path.insert(0, str(pathlib.Path.cwd()))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings.development")
django.setup()

from django.conf import settings  # noqa: E402 - after Django's setup
from django.core.management import call_command  # noqa: E402

import benefits_app.testing  # noqa: E402
import billing_app.testing  # noqa: E402
import enrolments_app.testing  # noqa: E402

call_command("loaddata", settings.BASE_DIR / "seed.json", verbosity=0)
for wheel in (benefits_app, enrolments_app, billing_app):
    wheel.testing.seed(dirty=False)
