"""
Does production start with real secrets only, and does every refusal say what to set?
"""

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from host.settings import tasks
from host.settings.database import PATIENCE, database_from, limited
from host.settings.environment import items
from tests.databases import PRODUCTION


def check(environment, **changes):
    merged = {**environment, **PRODUCTION, **changes}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={k: v for k, v in merged.items() if v is not None},
        capture_output=True,
        text=True,
        timeout=60,
    )


class TestProduction:
    def test_passes_the_deployment_checks(self, environment):
        done = check(environment)

        assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize(
        "name", ["DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS", "STRIPE_SECRET_KEY", "DATABASE_URL"]
    )
    def test_refuses_to_start_without(self, environment, name):
        environment.pop(name, None)

        done = check(environment, **{name: None})

        assert done.returncode == 2
        assert f"{name} is not set" in done.stderr
        assert "or example" in done.stderr
        assert "Traceback" not in done.stderr

    def test_asks_which_proxies_to_believe(self, environment):
        done = check(environment, TRUSTED_PROXIES=None)

        assert done.returncode == 1
        assert "TRUSTED_PROXIES is not set" in done.stderr

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("DJANGO_SECRET_KEY", "development-only " * 4, "SECRET_KEY is an example"),
            ("DJANGO_SECRET_KEY", "django-insecure-" + "7f3b9c" * 8, "django-insecure-"),
            ("DJANGO_ALLOWED_HOSTS", "benefits.test, *", "lets every host in"),
            ("STRIPE_SECRET_KEY", "sk_live_…", "STRIPE_SECRET_KEY is an example"),
        ],
    )
    def test_shows_what_is_made_up_as_a_check(self, environment, name, value, said):
        done = check(environment, **{name: value})

        assert done.returncode == 1
        assert "(host.E010)" in done.stderr
        assert said in done.stderr

    @pytest.mark.parametrize(
        "words",
        [("manage.py", "shell", "-c", "1"), ("-c", "import host.wsgi")],
        ids=["shell", "wsgi"],
    )
    def test_starts_nothing_with_what_is_made_up(self, environment, words):
        told = {**environment, **PRODUCTION, "DJANGO_ALLOWED_HOSTS": "*"}

        done = subprocess.run(
            [sys.executable, *words], env=told, capture_output=True, text=True, timeout=60
        )

        assert done.returncode != 0
        assert "lets every host in" in done.stderr

    def test_warns_of_a_test_key(self, environment):
        done = check(environment, STRIPE_SECRET_KEY="sk_test_7f3b9c")

        assert "(host.W011)" in done.stderr

    def test_development_settings_are_not_fit_to_deploy(self, environment):
        done = check(environment, DJANGO_SETTINGS_MODULE="host.settings.development")

        assert "(host.W010)" in done.stderr


class TestItems:
    def test_blanks_around_them_do_not_count(self):
        assert items(" a.test , b.test ,, ") == ["a.test", "b.test"]


class TestTasks:
    def test_run_at_once_unless_another_engine_is_named(self, monkeypatch):
        monkeypatch.delenv("TASKS_BACKEND", raising=False)
        own = tasks.engine()["default"]["BACKEND"]
        assert own == f"{tasks.MODULE}.backends.immediate.ImmediateBackend"

        monkeypatch.setenv("TASKS_BACKEND", "host.engine.Later")

        assert tasks.engine() == {"default": {"BACKEND": "host.engine.Later"}}

    @pytest.mark.parametrize(
        ("named", "app"),
        [
            ("django_tasks_db.DatabaseBackend", ["django_tasks_db"]),
            ("django_tasks_fennel.CeleryBackend", ["django_tasks_fennel"]),
            ("host.engine.Later", []),
        ],
    )
    def test_an_engine_with_a_worker_is_an_app(self, monkeypatch, named, app):
        monkeypatch.setattr(tasks, "BACKPORT", False)
        monkeypatch.setenv("TASKS_BACKEND", named)

        assert tasks.apps() == app

    def test_the_engine_of_the_settings_is_there(self, settings):
        if not (tasks.BUILT_IN or tasks.BACKPORT):
            pytest.skip("no backport of django.tasks is installed")

        assert import_string(settings.TASKS["default"]["BACKEND"])


class TestDatabaseFrom:
    def test_reads_every_part(self):
        found = database_from(
            "postgresql://ada:p%40ss@db.example.com:5433/benefits?sslmode=require"
        )

        assert (found["USER"], found["PASSWORD"]) == ("ada", "p@ss")
        assert (found["HOST"], found["PORT"], found["NAME"]) == (
            "db.example.com",
            "5433",
            "benefits",
        )
        assert found["OPTIONS"] == {
            **PATIENCE,
            "sslmode": "require",
            "server_side_binding": True,
            "prepare_threshold": 1,
        }

    def test_a_url_may_be_more_patient(self):
        found = database_from("postgresql://h/b?connect_timeout=30")

        assert found["OPTIONS"]["connect_timeout"] == 30

    @pytest.mark.parametrize("written", ["", "0"])
    def test_a_pooler_can_do_without_prepared_statements(self, written):
        found = database_from(f"postgresql://h/b?prepare_threshold={written}")

        assert found["OPTIONS"]["prepare_threshold"] is None

    def test_reads_a_socket(self):
        assert database_from("postgresql:///benefits?host=/run/pg")["HOST"] == "/run/pg"

    @pytest.mark.parametrize(
        ("url", "sentence"),
        [
            (None, "DATABASE_URL is not set"),
            ("mysql://db/benefits", "this host runs on PostgreSQL"),
            ("postgresql://db", "postgresql://user:password@host:port/name"),
        ],
    )
    def test_refuses_in_a_sentence(self, url, sentence):
        with pytest.raises(ImproperlyConfigured, match=sentence):
            database_from(url)


class TestLimited:
    def test_the_server_ends_what_takes_too_long(self, monkeypatch):
        monkeypatch.setenv("DATABASE_LOCK_SECONDS", "2")

        options = limited(database_from("postgresql://h/b"))["OPTIONS"]["options"]

        assert options == (
            "-c statement_timeout=30s -c lock_timeout=2s -c idle_in_transaction_session_timeout=60s"
        )

    def test_a_pooler_can_do_without(self):
        assert limited(database_from("postgresql://h/b?options="))["OPTIONS"]["options"] == ""

    def test_refuses_what_is_no_number(self, monkeypatch):
        monkeypatch.setenv("DATABASE_LOCK_SECONDS", "2s")

        with pytest.raises(ImproperlyConfigured, match="DATABASE_LOCK_SECONDS is '2s'"):
            limited(database_from("postgresql://h/b"))
