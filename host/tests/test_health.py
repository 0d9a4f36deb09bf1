"""
Do the health pages tell the truth?
"""

from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder


class TestHealth:
    def test_livez_asks_nobody(self, client):
        assert client.get("/livez").json() == {"alive": True}

    def test_readyz_is_ready_when_all_is_applied(self, client, db):
        assert client.get("/readyz").json() == {"ready": True, "reasons": []}

    def test_readyz_names_what_is_not_applied(self, client, db):
        MigrationRecorder.Migration.objects.filter(app="directory").delete()

        answer = client.get("/readyz")

        assert answer.status_code == 503
        assert answer.json()["reasons"] == [
            "directory.0001_initial is not applied",
            "directory.0002_employments is not applied",
        ]

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
