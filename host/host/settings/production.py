"""
A server: every secret comes from the environment, and a development default is refused.
"""

import os

from django.core.exceptions import ImproperlyConfigured

from host.settings import browser
from host.settings.base import *  # noqa: F403 - settings are layered


def _required(name: str, example: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set, and production starts with no default. For example: {name}={example}"
        )
    return value


DEBUG = False
SECRET_KEY = _required("DJANGO_SECRET_KEY", "$(openssl rand -base64 48)")
if "development" in SECRET_KEY or len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "DJANGO_SECRET_KEY is a development default or shorter than 50 characters. "
        "Generate one: openssl rand -base64 48"
    )
ALLOWED_HOSTS = _required("DJANGO_ALLOWED_HOSTS", "benefits.example.com").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

BILLING_PAYMENT_GATEWAY = "host.adapters.payments.StripeGateway"
STRIPE_SECRET_KEY = _required("STRIPE_SECRET_KEY", "sk_live_…")
# Of the endpoint …/api/v1/billing/webhooks/StripeGateway; without it every webhook is refused, and
# billing_reconcile_attempts asks Stripe instead.
STRIPE_WEBHOOK_SECRET = os.environ.get("STRIPE_WEBHOOK_SECRET", "")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # asked by the balancer from inside
# Off until the operator asks for it, since browsers do not forget it; so are Django's reminders.
SECURE_HSTS_SECONDS = browser.hsts_seconds()
SECURE_HSTS_INCLUDE_SUBDOMAINS = browser.asked_for("DJANGO_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = browser.asked_for("DJANGO_HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
