"""
Do other settings leave production's database alone, whatever way they come in?
"""

import subprocess
import sys

import psycopg
import pytest

from host.demo.ownership import ForeignDatabase, require_own
from host.directory.models import Employer
from host.production.faults import faults
from tests.databases import PRODUCTION, database, manage, name_of


@pytest.fixture
def copy(migrated):
    with database(name_of(migrated)) as url:
        yield url


@pytest.fixture
def ask(environment, migrated):
    """
    Run words of Python, or of manage.py, with nothing but the URL of production's database.
    """

    def run(*words, **changes):
        told = {**environment, "DATABASE_URL": migrated, **changes}
        return subprocess.run(
            [sys.executable, *words], env=told, capture_output=True, text=True, timeout=120
        )

    return run


class TestProductionDatabase:
    @pytest.mark.parametrize(
        "words",
        [
            "migrate",
            "billing_reconcile_attempts",
            "check",
            "shell -c print(1)",
            "runserver 127.0.0.1:1",
            "demo --no-serve",
            "flush --no-input",
        ],
    )
    def test_refuses_every_command_of_other_settings(self, ask, words):
        done = ask("manage.py", *words.split(" "))

        assert done.returncode == 2
        assert "Set DJANGO_SETTINGS_MODULE=host.settings.production" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize(
        "words",
        [
            ("-c", "import host.wsgi"),
            ("-c", "import host.asgi"),
            ("-m", "django", "migrate"),
            ("-m", "pytest", "-p", "no:cacheprovider", "tests/test_health.py"),
        ],
    )
    def test_refuses_servers_and_tests_of_other_settings(self, ask, words):
        done = ask(*words, DJANGO_SETTINGS_MODULE="host.settings.development")

        assert done.returncode != 0
        assert "Set DJANGO_SETTINGS_MODULE=host.settings.production" in done.stderr

    def test_refuses_a_connection_that_is_opened_later(self, ask, migrated):
        script = (
            "import os, django; from django.db import connection; django.setup();"
            f"connection.settings_dict['NAME'] = {name_of(migrated)!r}; connection.ensure_connection()"
        )
        with database() as elsewhere:
            done = ask(
                "-c",
                script,
                DATABASE_URL=elsewhere,
                DJANGO_SETTINGS_MODULE="host.settings.development",
            )

        assert "ProductionDatabase" in done.stderr

    def test_production_goes_on_as_before(self, ask):
        done = ask("manage.py", "check", **PRODUCTION)

        assert done.returncode == 0, done.stderr

    def test_a_database_that_development_migrated_is_nobodys(self, environment, copy):
        with psycopg.connect(copy) as connection:
            connection.execute("TRUNCATE production_mark")

        assert manage({**environment, "DATABASE_URL": copy}, "migrate").returncode == 0


class TestUnmarkCopy:
    def test_says_what_it_does_before_it_does_it(self, environment, copy):
        done = manage({**environment, "DATABASE_URL": copy}, "unmark_copy")

        assert done.returncode == 2
        assert "development's gateway says yes" in done.stderr
        assert f"--copy {name_of(copy)}" in done.stderr

    def test_gives_a_restored_copy_away(self, environment, copy):
        told = {**environment, "DATABASE_URL": copy}

        assert manage(told, "unmark_copy", "--copy", name_of(copy)).returncode == 0

        assert manage(told, "check").returncode == 0

    def test_refuses_the_original(self, environment, migrated):
        told = {**environment, "DATABASE_URL": migrated}

        done = manage(told, "unmark_copy", "--copy", name_of(migrated))

        assert done.returncode == 2
        assert "the very database that production migrated" in done.stderr
        assert manage(told, "check").returncode == 2

    def test_production_marks_what_it_restored(self, environment, copy):
        told = {**environment, "DATABASE_URL": copy}
        manage({**told, **PRODUCTION}, "migrate")

        assert manage(told, "unmark_copy", "--copy", name_of(copy)).returncode == 2


REAL = {
    "DEBUG": False,
    "SECRET_KEY": PRODUCTION["DJANGO_SECRET_KEY"],
    "ALLOWED_HOSTS": ["benefits.test"],
    "BILLING_PAYMENT_GATEWAY": "host.adapters.payments.StripeGateway",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "STRIPE_SECRET_KEY": "sk_live_7f3b9c",
}


class TestFaults:
    def test_real_settings_have_none(self):
        assert faults(REAL) == ()

    @pytest.mark.parametrize(
        ("name", "value", "sentence"),
        [
            ("DEBUG", True, "DEBUG is on"),
            ("BILLING_PAYMENT_GATEWAY", "host.adapters.payments.FakeGateway", "is made up"),
            ("ENROLMENTS_OBSERVERS", ["enrolments_app.testing.fakes.Observer"], "is made up"),
            ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "reaches nobody"),
            ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", "reaches nobody"),
            ("SECRET_KEY", "django-insecure-" + "7f3b9c" * 8, "django-insecure-"),
            ("SECRET_KEY", "7f3b9c", "shorter than 50"),
            ("SECRET_KEY", "$(openssl rand -base64 48)" + "x" * 50, "an example"),
            ("STRIPE_SECRET_KEY", "sk_live_…", "an example"),
            ("STRIPE_SECRET_KEY", "sk_test_4eC39HqLyJWDarjtT1zdp7dc", "an example"),
            ("STRIPE_WEBHOOK_SECRET", "whsec_example", "an example"),
            ("ALLOWED_HOSTS", ["benefits.test", " * "], "every host"),
            ("ALLOWED_HOSTS", ["", " "], "is empty"),
        ],
    )
    def test_each_is_a_sentence(self, name, value, sentence):
        (found,) = faults({**REAL, name: value})

        assert sentence in found

    def test_repeat_no_secret(self):
        assert "7f3b9c" not in " ".join(faults({**REAL, "SECRET_KEY": "django-insecure-7f3b9c"}))


class TestDemo:
    def test_takes_a_database_with_nobody_in_it(self, db):
        require_own()

    def test_goes_on_with_its_own(self, seeded):
        require_own()

    def test_leaves_a_database_with_people_alone(self, db):
        Employer.objects.create(name="Initech")

        with pytest.raises(ForeignDatabase, match="has employers or log-ins"):
            require_own()

    def test_leaves_a_database_of_something_else_as_it_is(self, environment):
        with database() as url, psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE theirs (id int)")

            done = manage({**environment, "DATABASE_URL": url}, "demo", "--no-serve")

            assert done.returncode == 2
            assert "has 1 tables of something else" in done.stderr
            found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname='public'")
            assert found.fetchone() == (1,)
