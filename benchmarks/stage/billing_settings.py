"""
Billing alone, on the database of DATABASE_URL, with cover that is generated as it is asked for.
"""

import os
from urllib.parse import urlsplit

from billing_app.testing.settings import *  # noqa: F403 - the least a project sets

_url = urlsplit(os.environ["DATABASE_URL"])
SECRET_KEY = "benchmark"  # noqa: S105 - of nothing
USE_TZ = True
BILLING_COVERAGE_SOURCE = "generated_cover.GeneratedCover"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path[1:] or "postgres",
        "USER": _url.username,
        "PASSWORD": _url.password or "",
        "HOST": _url.hostname,
        "PORT": _url.port,
    }
}
