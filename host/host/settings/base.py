"""
What is the same everywhere: the parts, and how they are wired.
"""

import os
from pathlib import Path

from host.settings import browser, logs, tasks
from host.settings.accounts import *  # noqa: F403 - settings are layered
from host.settings.broker import *  # noqa: F403 - settings are layered
from host.settings.browser import *  # noqa: F403 - settings are layered
from host.settings.database import environment_database
from host.settings.mail import *  # noqa: F403 - settings are layered

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# What production settings alone say: host/production/ keeps the two apart.
IS_PRODUCTION = False

INSTALLED_APPS = [
    "host.production.apps.ProductionConfig",  # first: it looks whose database this is
    "host.inventory.apps.InventoryConfig",  # before the admin, whose header it adds a link to
    "host.accounts.apps.CarefulAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "ninja",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "host.accounts.apps.AccountsConfig",
    "host.directory.apps.DirectoryConfig",
    "host.demo.apps.DemoConfig",
    "host.duties.apps.DutiesConfig",
    "host.portal.apps.PortalConfig",
    "host.languages.apps.LanguagesConfig",
    "benefits_app.apps.BenefitsAppConfig",
    "enrolments_app.apps.EnrolmentsAppConfig",
    "billing_app.apps.BillingAppConfig",
    *tasks.apps(),
    "host.telemetry.apps.TelemetryConfig",  # last: it wraps what the others offer
]

# The wiring: what each domain asks for, and the adapter that answers.
BENEFITS_EMPLOYER_DIRECTORY = "host.adapters.employers.HostEmployers"
ENROLMENTS_BENEFIT_CATALOGUE = "host.adapters.catalogue.HostCatalogue"
ENROLMENTS_EMPLOYEE_DIRECTORY = "host.adapters.employees.HostDirectory"
ENROLMENTS_OBSERVERS = ["host.adapters.charging.ChargeForCover"]
DIRECTORY_OBSERVERS = ["host.adapters.leavers.EndCover", "host.adapters.joiners.MoveCover"]
BILLING_COVERAGE_SOURCE = "host.adapters.coverage.EnrolmentCoverage"
BILLING_PAYMENT_GATEWAY = "host.adapters.payments.FakeGateway"
# Who asks for money, and how its invoices' numbers begin; "*" is anybody else.
BILLING_LEGAL_ENTITIES = {"Northern Mutual Ltd": "NM-", "Northern Mutual KK": "NMK-", "*": ""}

TASKS = tasks.engine()

MIDDLEWARE = [
    "host.probes.Probes",  # before anything that looks at the host or the database
    "host.telemetry.requests.LoggedRequests",
    "host.edge.answers.ApiAnswers",  # before whoever else answers the API; its answers are logged
    "django.middleware.security.SecurityMiddleware",
    browser.CSP_MIDDLEWARE,
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "host.edge.storing.NoStore",
    "host.edge.limits.BodyLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "host.edge.unavailable.PagesSaySo",
    "axes.middleware.AxesMiddleware",  # last: it answers for a log-in that was refused
]
# What stands before a program that calls the API with a token (host/wsgi.py).
API_MIDDLEWARE = [
    "host.telemetry.requests.LoggedRequests",
    "host.edge.answers.ApiAnswers",
    "django.middleware.security.SecurityMiddleware",
    "host.edge.storing.NoStore",
    "host.edge.limits.BodyLimit",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "host.urls"
WSGI_APPLICATION = "host.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "host.portal.navigation.navigation",
            ]
        },
    }
]

# What was rehearsed, as `wheelwright compatibility` writes it; the system checks read it.
COMPATIBILITY_FILE = Path(os.environ.get("COMPATIBILITY_FILE", BASE_DIR / "compatibility.json"))

# While this file exists, /readyz says no: the way to take a host out before it is stopped.
DRAIN_FILE = os.environ.get("DRAIN_FILE", "")

DATABASES = {"default": environment_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = logs.QUIET

# /status, and the API's description: for `anybody`, for `staff`, or for `nobody`.
STATUS_FOR = "anybody"
API_DOCS_FOR = "anybody"

# How long a statement is waited for whose server does not even end it, in seconds; 0 is for ever.
DATABASE_GIVE_UP_SECONDS = 0

# How long /readyz waits for the database, in seconds, before it says that it does not answer.
READY_SECONDS = 2.0

LANGUAGE_CODE = "en-gb"
# What the pages are translated into: a browser's first choice among them, or the footer's.
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "host" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
# Served straight from the packages: no collectstatic step to forget.
WHITENOISE_USE_FINDERS = True

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
