"""
Through which server does mail leave? The environment's; without one, through this machine's own.
"""

import os
from collections.abc import Mapping
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured

_BACKENDS = "django.core.mail.backends."
_SECONDS = 10  # a mail server that hangs holds no worker for longer
CONSOLE = {"BACKEND": f"{_BACKENDS}console.EmailBackend"}
"""For development only: a mailed link that is in a log lets its readers in."""


def mailer_from(environment: Mapping[str, str]) -> dict[str, Any]:
    """
    The mailer of EMAIL_HOST and EMAIL_PORT, as EMAIL_HOST_USER with EMAIL_HOST_PASSWORD. Port 587
    begins in the clear and changes to TLS, 465 is TLS from its first byte.

    Raises:
        ImproperlyConfigured: if the port is no number.
    """
    host = environment.get("EMAIL_HOST", "").strip() or "localhost"
    port = environment.get("EMAIL_PORT", "").strip() or "25"
    if not port.isdecimal():
        raise ImproperlyConfigured(
            f"EMAIL_PORT is {port!r}, and not a number such as EMAIL_PORT=587."
        )
    return {
        "BACKEND": f"{_BACKENDS}smtp.EmailBackend",
        "OPTIONS": {
            "host": host,
            "port": int(port),
            "username": environment.get("EMAIL_HOST_USER", ""),
            "password": environment.get("EMAIL_HOST_PASSWORD", ""),
            "use_tls": int(port) == 587,
            "use_ssl": int(port) == 465,
            "timeout": _SECONDS,
        },
    }


def as_settings(mailer: dict[str, Any]) -> dict[str, Any]:
    """
    The settings that Django reads: MAILERS since 6.1, one for each option before.
    """
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": mailer}}
    names = {"host": "HOST", "username": "HOST_USER", "password": "HOST_PASSWORD"}
    options = {
        f"EMAIL_{names.get(key, key.upper())}": value
        for key, value in mailer.get("OPTIONS", {}).items()
    }
    return {"EMAIL_BACKEND": mailer["BACKEND"], **options}


# Whether people are offered a link by mail; invoices are handed to the mailer in any case.
MAIL_IS_SENT = bool(os.environ.get("EMAIL_HOST", "").strip())
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "").strip() or "webmaster@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
globals().update(as_settings(mailer_from(os.environ)))
