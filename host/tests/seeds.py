"""
One world from the people of seed.json and the rows that each wheel ships to test against.
"""

from django.conf import settings
from django.core.management import call_command

import benefits_app.testing
import billing_app.testing
import enrolments_app.testing


def join(*, dirty: bool) -> None:
    """
    Fill a migrated database: three employers, one of them in yen, and, if `dirty`, what older
    releases left behind.
    """
    call_command("loaddata", settings.BASE_DIR / "seed.json", verbosity=0)
    for wheel in (benefits_app, enrolments_app, billing_app):
        wheel.testing.seed(dirty=dirty)
