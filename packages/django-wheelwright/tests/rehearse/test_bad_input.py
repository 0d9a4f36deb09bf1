"""
Whatever cannot run says so in one sentence, exits with 2 and leaves nothing behind.
"""

import os

import psycopg
import pytest
from orchard_kit import MODELS, write_wheel


def databases_left() -> set[str]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        query = "SELECT datname FROM pg_database WHERE datname LIKE 'wheelwright%'"
        return {str(name) for (name,) in connection.execute(query)}


class TestCannotRun:
    @pytest.mark.parametrize(
        ("old", "sentence"),
        [
            ("0.0.7", "orchard-app 0.0.7 cannot be installed here"),
            ("lost/orchard_app-1.0.0-py3-none-any.whl", "There is no wheel"),
            ("yesterday", "neither a version, nor a wheel file, nor a folder"),
        ],
    )
    def test_names_a_release_that_is_not_there(self, orchard, old, sentence):
        run = orchard.rehearse(old=old)

        assert run.status == 2
        assert sentence in run.cell["reason"]

    def test_names_a_package_that_does_not_import(self, orchard):
        run = orchard.upgrade(models="import nowhere\n")

        assert run.status == 2
        assert "Django does not start with orchard-app 1.1.0" in run.cell["reason"]
        assert "No module named 'nowhere'" in run.cell["reason"]

    def test_names_a_django_that_is_too_old_before_it_starts(self, orchard):
        folder = orchard.folder / "old-django"
        folder.mkdir()
        # It has nothing in it: to start it would be another error.
        write_wheel(folder, "4.1.13", {"django/__init__.py": ""}, name="django", requires=())

        run = orchard.rehearse("--with", "Django==4.1.13", "--find-links", str(folder))

        assert run.status == 2
        assert "runs Django 4.1.13; the oldest that can be rehearsed is 4.2" in run.cell["reason"]

    def test_names_a_seed_that_does_not_load(self, orchard):
        orchard.seed.write_text("def seed():\n    raise RuntimeError('no trees')\n")

        run = orchard.upgrade()

        assert run.status == 2
        assert "does not load on orchard-app 1.0.0: RuntimeError: no trees" in run.cell["reason"]

    def test_names_a_server_that_does_not_answer(self, orchard):
        run = orchard.rehearse(postgres="postgresql://nobody:secret@127.0.0.1:1/none")

        assert run.status == 2
        assert "PostgreSQL at postgresql://127.0.0.1:1/none cannot be reached" in run.errors
        assert "secret" not in run.errors
        assert run.report is None

    def test_ends_a_migration_that_hangs(self, orchard):
        run = orchard.upgrade(
            "--timeout", "9", operations='migrations.RunSQL("SELECT pg_sleep(60)", "")'
        )

        assert run.status == 2
        assert "The cell's 9 s were over when the new code was at migrate" in run.cell["reason"]

    def test_a_broken_cell_does_not_stop_the_others(self, orchard):
        run = orchard.rehearse("--from", "0.0.7")

        assert [cell["status"] for cell in run.report["cells"]] == ["passed", "broken"]
        assert run.status == 2

    def test_packages_may_print_what_they_like(self, orchard):
        noisy = MODELS + '\nprint(\'{"event": "end", "status": 9}\')\n'

        run = orchard.upgrade(models=noisy)

        assert run.status == 0


class TestGuard:
    def test_says_when_nothing_was_tested(self, orchard):
        run = orchard.rehearse(new=str(orchard.old))

        notes = " ".join(run.cell["notes"])
        assert "Old and new install the same code" in notes
        assert "No rows were seeded" in notes
        assert "no migration to run" in notes

    def test_never_uses_a_cached_environment_for_other_bytes(self, orchard):
        first = orchard.upgrade()
        second = orchard.upgrade(models=MODELS.replace("max_length=20", "max_length=21"))

        assert first.findings("missing-migration") == []
        assert len(second.findings("missing-migration")) == 1


class TestEmbeddedServer:
    def test_needs_no_server_and_leaves_no_database_on_ours(self, orchard):
        run = orchard.rehearse("--rows", "50", postgres="", environment={"DATABASE_URL": ""})

        assert run.status == 0
        assert not {name for name in databases_left() if name.endswith("_none")}
