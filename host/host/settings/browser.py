"""
What are browsers told, and how much may they send?
"""

import os

import django
from django.core.exceptions import ImproperlyConfigured

# Nothing that is not ours, no script and no style inside a page. Images may be inside one: the
# pages' icon and the admin's are.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
CSP_MIDDLEWARE = (
    "django.middleware.csp.ContentSecurityPolicyMiddleware"
    if django.VERSION >= (6, 0)
    else "host.edge.policy.ContentSecurityPolicy"
)

# A working day, whatever the browser does; and not sent along from other sites' forms.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Any request, files included (a roster is one); and what of it is held in memory: JSON and forms.
MAX_BODY_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    2_621_440  # Django's own 2.5 MiB, said here because the API answers for it
)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 10


def hsts_seconds() -> int:
    """
    DJANGO_HSTS_SECONDS: how long browsers remember to ask by HTTPS only. 0, as long as nobody
    asked for more: it cannot be taken back before it is over.

    Raises:
        ImproperlyConfigured: if it is no number.
    """
    told = os.environ.get("DJANGO_HSTS_SECONDS", "").strip() or "0"
    if not told.isdecimal():
        raise ImproperlyConfigured(
            f"DJANGO_HSTS_SECONDS is {told!r}, and not a number of seconds. Begin with "
            "DJANGO_HSTS_SECONDS=3600, and raise it when every address works by HTTPS."
        )
    return int(told)


def asked_for(name: str) -> bool:
    """
    Whether a variable of the environment says 1.
    """
    return os.environ.get(name, "").strip() == "1"
