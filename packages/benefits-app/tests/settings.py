"""
A project that holds this domain and nothing else, on the server of DATABASE_URL.
"""

import os
from urllib.parse import urlsplit

from benefits_app.testing.settings import *  # noqa: F403 - the least a project sets

if not os.environ.get("DATABASE_URL"):
    raise SystemExit(
        "DATABASE_URL is not set: run `make test`, or `wheelwright postgres -- pytest`."
    )
_url = urlsplit(os.environ["DATABASE_URL"])
SECRET_KEY = "tests"
ROOT_URLCONF = "tests.urls"
USE_TZ = True
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path[1:] or "postgres",
        "USER": _url.username,
        "PASSWORD": _url.password or "",
        "HOST": _url.hostname,
        "PORT": _url.port,
        "TEST": {"NAME": "benefits_app_test"},
    }
}
