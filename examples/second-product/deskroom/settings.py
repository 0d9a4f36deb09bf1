"""
What does this product run with? Its own parts, billing, and the adapters between them.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "for trying it out on one machine")
DEBUG = "DJANGO_SECRET_KEY" not in os.environ
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "127.0.0.1,localhost,testserver").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "billing_app.apps.BillingAppConfig",
    "deskroom.apps.DeskroomConfig",
]

# The wiring: what billing asks its host for, and the class here that answers.
BILLING_COVERAGE_SOURCE = "deskroom.adapters.DeskCoverage"
BILLING_PAYMENT_GATEWAY = "deskroom.adapters.WalletGateway"
# Who asks for money, and how the numbers of its invoices begin.
BILLING_LEGAL_ENTITIES = {"Deskroom Ltd": "DR-"}

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "deskroom.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
LOGIN_URL = "log-in"
LOGIN_REDIRECT_URL = "companies"

_url = urlsplit(os.environ.get("DATABASE_URL", "postgresql:///deskroom"))
_options = dict(parse_qsl(_url.query))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(_url.path[1:]) or "postgres",
        "USER": unquote(_url.username or ""),
        "PASSWORD": unquote(_url.password or ""),
        "HOST": _options.pop("host", _url.hostname or ""),
        "PORT": str(_url.port or ""),
        "OPTIONS": _options,
        "TEST": {"NAME": f"deskroom_test_{os.getpid()}"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TIME_ZONE = "Europe/Lisbon"
USE_TZ = True
