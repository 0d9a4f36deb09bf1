"""
Do the health pages tell the truth?
"""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from domain_kit.actor import Role
from host.patience import Asked, NoAnswer
from tests.conftest import log_in


class TestHealth:
    def test_livez_asks_nobody(self, client):
        assert client.get("/livez").json() == {"alive": True}

    def test_readyz_is_ready_when_all_is_applied(self, client, db):
        assert client.get("/readyz").json() == {"ready": True, "reasons": []}

    def test_readyz_names_what_is_not_applied(self, client, directory_unmigrated):
        answer = client.get("/readyz")

        assert answer.status_code == 503
        assert answer.json()["reasons"] == [
            "directory.0001_initial is not applied",
            "directory.0002_employments is not applied",
            "directory.0003_tokens_with_limits is not applied",
            "directory.0004_pay_calendar is not applied",
        ]

    def test_an_older_release_stays_ready_on_a_newer_schema(self, client, transactional_db):
        newer = MigrationRecorder.Migration.objects.create(app="billing_app", name="9999_newer")

        answer = client.get("/readyz")

        newer.delete()
        assert answer.status_code == 200

    @pytest.mark.parametrize("path", ["/livez", "/readyz"])
    def test_probes_are_answered_whatever_host_they_name(self, client, db, settings, path):
        settings.ALLOWED_HOSTS = ["benefits.test"]
        settings.SECURE_SSL_REDIRECT = True

        assert client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code == 200

    def test_readyz_says_no_while_the_host_is_drained(self, client, db, settings, tmp_path):
        settings.DRAIN_FILE = str(tmp_path / "drain")
        assert client.get("/readyz").status_code == 200

        (tmp_path / "drain").touch()

        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert "taken out of service" in answer.json()["reasons"][0]

    def test_status_names_every_wheel(self, client, db):
        wheels = {wheel["name"]: wheel for wheel in client.get("/status").json()["wheels"]}

        assert wheels.keys() == {"domain-kit", "benefits-app", "enrolments-app", "billing-app"}
        assert {wheel["installed_in"] for wheel in wheels.values()} == {"site-packages"}


def test_no_model_lacks_a_migration(db):
    call_command("makemigrations", "--check", "--dry-run")


class TestAsked:
    def test_waits_only_so_long(self):
        never = threading.Event()
        asked = Asked(never.wait)

        with pytest.raises(NoAnswer):
            asked.answer(0.05)

        never.set()

    def test_what_hangs_is_asked_once(self):
        never, times = threading.Event(), []
        asked = Asked(lambda: (times.append(1), never.wait()))

        for _ in range(3):
            with pytest.raises(NoAnswer):
                asked.answer(0.01)

        never.set()
        assert len(times) == 1

    def test_hands_on_what_was_raised_and_asks_again(self):
        answers = iter([ZeroDivisionError(), None])

        def question():
            if error := next(answers):
                raise error
            return "there"

        asked = Asked(question)
        with pytest.raises(ZeroDivisionError):
            asked.answer(5)

        assert asked.answer(5) == "there"


class TestAudience:
    @pytest.mark.parametrize(
        ("setting", "path"),
        [
            ("STATUS_FOR", "/status"),
            ("API_DOCS_FOR", "/api/v1/docs"),
            ("API_DOCS_FOR", "/api/v1/openapi.json"),
        ],
    )
    def test_is_whom_the_setting_says(self, client, seeded, settings, setting, path):
        staff = log_in(Role.OPERATOR)
        get_user_model().objects.filter(username__startswith="operator").update(is_staff=True)

        seen = {}
        for audience in ("anybody", "staff", "nobody"):
            setattr(settings, setting, audience)
            seen[audience] = [each.get(path).status_code for each in (client, staff)]

        assert seen == {"anybody": [200, 200], "staff": [404, 200], "nobody": [404, 404]}
