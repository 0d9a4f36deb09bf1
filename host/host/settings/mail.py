"""
How does the host send mail?
"""

import os
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.core.exceptions import ImproperlyConfigured

_BACKENDS = "django.core.mail.backends."
_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_SECONDS = 10  # for a server that does not answer


CONSOLE = {"BACKEND": f"{_BACKENDS}console.EmailBackend"}
"""For development only: a mailed link that is in a log lets its readers in."""


def mailer_from(url: str) -> dict[str, Any] | None:
    """
    The mailer of smtp://, smtp+tls:// (STARTTLS) or smtps:// user:password@host:port; None without
    any.

    Raises:
        ImproperlyConfigured: if it is another kind of address.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL is no address of a mail server, such as "
            "EMAIL_URL=smtp+tls://user:password@mail.example.com:587"
        )
    return {
        "BACKEND": f"{_BACKENDS}smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or _PORTS[parts.scheme],
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": _SECONDS,
        },
    }


def as_settings(mailer: dict[str, Any] | None) -> dict[str, Any]:
    """
    The settings that Django reads: MAILERS since 6.1, one for each option before.
    """
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": mailer} if mailer else {}}
    mailer = mailer or {"BACKEND": f"{_BACKENDS}dummy.EmailBackend"}
    names = {"username": "EMAIL_HOST_USER", "password": "EMAIL_HOST_PASSWORD"}
    options = mailer.get("OPTIONS", {})
    made = {names.get(key, f"EMAIL_{key.upper()}"): value for key, value in options.items()}
    return {"EMAIL_BACKEND": mailer["BACKEND"], **made}


MAILER = mailer_from(os.environ.get("EMAIL_URL", "").strip())
MAIL_IS_SENT = MAILER is not None
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "").strip() or "benefits@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
globals().update(as_settings(MAILER))
