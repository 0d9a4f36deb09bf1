"""
What is the same everywhere: the parts, and how they are wired.
"""

import os
from pathlib import Path

from host.settings import tasks
from host.settings.database import environment_database

BASE_DIR = Path(__file__).resolve().parent.parent.parent

INSTALLED_APPS = [
    "host.inventory.apps.InventoryConfig",  # before the admin, whose header it adds a link to
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "ninja",
    "host.directory.apps.DirectoryConfig",
    "host.demo.apps.DemoConfig",
    "host.duties.apps.DutiesConfig",
    "host.portal.apps.PortalConfig",
    "benefits_app.apps.BenefitsAppConfig",
    "enrolments_app.apps.EnrolmentsAppConfig",
    "billing_app.apps.BillingAppConfig",
    *tasks.apps(),
]

# The wiring: what each domain asks for, and the adapter that answers.
BENEFITS_EMPLOYER_DIRECTORY = "host.adapters.employers.HostEmployers"
ENROLMENTS_BENEFIT_CATALOGUE = "host.adapters.catalogue.HostCatalogue"
ENROLMENTS_EMPLOYEE_DIRECTORY = "host.adapters.employees.HostDirectory"
ENROLMENTS_OBSERVERS = ["host.adapters.charging.ChargeForCover"]
DIRECTORY_OBSERVERS = ["host.adapters.leavers.EndCover"]
BILLING_COVERAGE_SOURCE = "host.adapters.coverage.EnrolmentCoverage"
BILLING_PAYMENT_GATEWAY = "host.adapters.payments.FakeGateway"
# Who asks for money, and how its invoices' numbers begin; "*" is anybody else.
BILLING_LEGAL_ENTITIES = {"Northern Mutual Ltd": "NM-", "Northern Mutual KK": "NMK-", "*": ""}

TASKS = tasks.engine()

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# What stands before a program that calls the API with a token (host/wsgi.py).
API_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
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

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "static/"
# Served straight from the packages: no collectstatic step to forget.
WHITENOISE_USE_FINDERS = True

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
