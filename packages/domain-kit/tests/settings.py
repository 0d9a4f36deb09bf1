"""
A project that holds the kit's test app and nothing else, on the server of DATABASE_URL.
"""

import os
from urllib.parse import urlsplit

if not os.environ.get("DATABASE_URL"):
    raise SystemExit(
        "DATABASE_URL is not set: run `make test`, or `wheelwright postgres -- pytest`."
    )
_url = urlsplit(os.environ["DATABASE_URL"])
SECRET_KEY = "tests"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["tests.workshop"]
ROOT_URLCONF = "tests.workshop.urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path[1:] or "postgres",
        "USER": _url.username,
        "PASSWORD": _url.password or "",
        "HOST": _url.hostname,
        "PORT": _url.port,
        "TEST": {"NAME": "domain_kit_test"},
    }
}
