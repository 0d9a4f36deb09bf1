"""
Does the host know what it runs, and does it say so where it matters?
"""

import importlib.metadata
import json

import pytest
from django.contrib.auth import get_user_model
from django.core import checks
from django.db.migrations.recorder import MigrationRecorder

from host.inventory import evidence, installed


def record(path, verdict, *, status="passed", **versions):
    wheels = {wheel.name: wheel.version for wheel in installed.wheels()} | versions
    rehearsal = {
        "package": "billing-app",
        "from": "2.2.0",
        "to": wheels["billing-app"],
        "status": status,
        "codes": ["data-lost"] if status == "failed" else [],
        "rehearsed_at": "2026-11-20T09:00:00+00:00",
        "report": "sha256:00",
    }
    entry = {"wheels": wheels, "verdict": verdict, "evidence": [rehearsal]}
    path.write_text(json.dumps({"schema_version": 1, "sets": [entry]}))


def messages():
    return {m.id: m for m in checks.run_checks() if m.id.startswith("host.")}


@pytest.fixture
def operator(client, db):
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client


class TestChecks:
    def test_say_nothing_about_a_set_that_passed(self, nothing_rehearsed):
        record(nothing_rehearsed, "compatible")

        assert messages() == {}

    def test_say_nothing_where_no_evidence_is_kept(self):
        assert messages() == {}

    def test_warn_of_a_set_that_nobody_rehearsed(self, nothing_rehearsed):
        record(nothing_rehearsed, "compatible", **{"billing-app": "9.9"})

        assert messages()["host.W001"].level == checks.WARNING

    def test_stop_a_set_that_failed_and_say_why(self, nothing_rehearsed):
        record(nothing_rehearsed, "incompatible", status="failed")

        message = messages()["host.E001"]
        assert message.level == checks.ERROR
        assert "billing-app from 2.2.0 to" in message.msg
        assert "data-lost" in message.msg

    @pytest.mark.parametrize("text", ["{", "[]", '{"schema_version": 2, "sets": []}'])
    def test_warn_of_evidence_that_cannot_be_read(self, nothing_rehearsed, text):
        nothing_rehearsed.write_text(text)

        assert "compatibility.json cannot be read" in messages()["host.W002"].msg


class TestPage:
    def test_is_for_operators_only(self, client, db):
        assert client.get("/admin/releases/").status_code == 302

    def test_names_versions_and_the_last_rehearsal(self, operator, nothing_rehearsed):
        record(nothing_rehearsed, "compatible")

        page = operator.get("/admin/releases/").content.decode()

        assert "This set was rehearsed" in page
        assert "Last rehearsal: <time>2026-11-20</time>" in page
        assert all(f"<td>{wheel.version}</td>" in page for wheel in installed.wheels())

    def test_names_what_is_left_to_migrate(self, operator):
        MigrationRecorder.Migration.objects.filter(app="directory").delete()

        page = operator.get("/admin/releases/").content.decode()

        assert "<code>directory.0001_initial</code>" in page

    def test_stays_up_with_evidence_that_cannot_be_read(self, operator, nothing_rehearsed):
        nothing_rehearsed.write_text("{")

        assert "cannot be read" in operator.get("/admin/releases/").content.decode()

    def test_is_linked_from_the_admin(self, operator):
        assert 'href="/admin/releases/"' in operator.get("/admin/").content.decode()


class TestStatus:
    def test_says_whether_the_set_was_rehearsed(self, client, db, nothing_rehearsed):
        record(nothing_rehearsed, "compatible")

        answer = client.get("/status").json()

        assert answer["rehearsed"] == {
            "verdict": "compatible",
            "last_at": "2026-11-20T09:00:00+00:00",
        }
        assert answer["pending_migrations"] == []

    def test_says_what_is_left_to_migrate(self, client, directory_unmigrated):
        assert client.get("/status").json()["pending_migrations"] == [
            "directory.0001_initial",
            "directory.0002_employments",
            "directory.0003_tokens_with_limits",
            "directory.0004_pay_calendar",
        ]


class TestDeployClass:
    @pytest.mark.parametrize(
        ("text", "said"), [('{"deploy_class": "D2"}', "D2"), ("{", "unknown"), (None, "unknown")]
    )
    def test_is_what_the_wheel_ships(self, tmp_path, text, said):
        info = tmp_path / "plain_app-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: plain-app\nVersion: 1.0\n")
        (info / "RECORD").write_text("plain_app/contract/deploy.json,,\n" if text else "")
        (tmp_path / "plain_app" / "contract").mkdir(parents=True)
        (tmp_path / "plain_app" / "contract" / "deploy.json").write_text(text or "")

        wheel = installed.wheel(importlib.metadata.Distribution.at(info))

        assert (wheel.name, wheel.deploy_class) == ("plain-app", said)


def test_evidence_of_part_of_a_set_does_not_count(tmp_path):
    record(tmp_path / "c.json", "compatible")

    assert evidence.of({"billing-app": "0.1"}, tmp_path / "c.json").verdict == evidence.UNTESTED
