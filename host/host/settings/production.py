"""
A server: every secret comes from the environment, and a development default is refused.
"""

import os

from host.settings import browser, logs
from host.settings.base import *  # noqa: F403 - settings are layered
from host.settings.database import environment_database, give_up_seconds, limited
from host.settings.environment import items, required

IS_PRODUCTION = True
DEBUG = False
# What these may not be is in host/production/faults.py: `check` shows it, and nothing starts with it.
SECRET_KEY = required("DJANGO_SECRET_KEY", "$(openssl rand -base64 48)")
ALLOWED_HOSTS = items(required("DJANGO_ALLOWED_HOSTS", "benefits.example.com"))
# A host that begins with a dot means its subdomains, which an origin writes with a star.
CSRF_TRUSTED_ORIGINS = [
    f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in ALLOWED_HOSTS
]

DATABASES = {"default": limited(environment_database())}
DATABASE_GIVE_UP_SECONDS = give_up_seconds()
LOGGING = logs.JSON
STATUS_FOR = os.environ.get("STATUS_FOR", "staff").strip()
API_DOCS_FOR = os.environ.get("API_DOCS_FOR", "staff").strip()

BILLING_PAYMENT_GATEWAY = "host.adapters.payments.StripeGateway"
STRIPE_SECRET_KEY = required("STRIPE_SECRET_KEY", "sk_live_…")
# Of the endpoint …/api/v1/billing/webhooks/StripeGateway; without it every webhook is refused, and
# billing_reconcile_attempts asks Stripe instead.
STRIPE_WEBHOOK_SECRET = os.environ.get("STRIPE_WEBHOOK_SECRET", "").strip()

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Off until the operator asks for it, since browsers do not forget it; so are Django's reminders.
SECURE_HSTS_SECONDS = browser.hsts_seconds()
SECURE_HSTS_INCLUDE_SUBDOMAINS = browser.asked_for("DJANGO_HSTS_SUBDOMAINS")
SECURE_HSTS_PRELOAD = browser.asked_for("DJANGO_HSTS_PRELOAD")
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
