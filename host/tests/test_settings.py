"""
Does production start with real secrets only, and does every refusal say what to set?
"""

import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from host.settings import tasks
from host.settings.database import database_from

SECRET = "a" * 20 + "7f3b9c" * 8
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "host.settings.production",
    "DJANGO_SECRET_KEY": SECRET,
    "DJANGO_ALLOWED_HOSTS": "benefits.example.com",
    "STRIPE_SECRET_KEY": "sk_test_nothing",
    "TRUSTED_PROXIES": "10.0.0.0/8",
}


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

    def test_refuses_a_development_default(self, environment):
        done = check(
            environment,
            DJANGO_SECRET_KEY="development-only: production refuses to start with this " * 2,
        )

        assert done.returncode == 2
        assert "is a development default" in done.stderr


class TestTasks:
    def test_run_at_once_unless_another_engine_is_named(self, monkeypatch):
        monkeypatch.delenv("TASKS_BACKEND", raising=False)
        own = tasks.engine()["default"]["BACKEND"]
        assert own == f"{tasks.MODULE}.backends.immediate.ImmediateBackend"

        monkeypatch.setenv("TASKS_BACKEND", "host.engine.Later")

        assert tasks.engine() == {"default": {"BACKEND": "host.engine.Later"}}

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
            "sslmode": "require",
            "server_side_binding": True,
            "prepare_threshold": 1,
        }

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
