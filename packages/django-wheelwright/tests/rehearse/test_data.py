"""
Sections C and D of the findings: is everything still there, and is there a way back?
"""

import pytest
from orchard_kit import INITIAL, MODELS, SECOND, SEED, column

THIN = MODELS.replace("    height = models.IntegerField(null=True)\n", "")
SWAPPED = """migrations.RunSQL("UPDATE orchard_tree SET name = 'Yew' WHERE name = 'Elm'", {})"""


class TestDataLost:
    def test_counts_the_values_of_a_dropped_column(self, orchard):
        run = orchard.upgrade(models=THIN, operations='migrations.RemoveField("tree", "height")')

        (finding,) = run.findings("data-lost")
        assert finding["subject"] == "orchard_tree.height"
        assert finding["evidence"]["count"] == 2

    def test_counts_deleted_rows(self, orchard):
        run = orchard.upgrade(
            operations="""migrations.RunSQL("DELETE FROM orchard_tree WHERE name = 'Oak'", "")"""
        )

        (finding,) = run.findings("data-lost")
        assert finding["subject"] == "orchard_tree"
        assert finding["evidence"]["count"] == 2

    def test_is_quiet_about_a_renamed_column(self, orchard):
        renamed = MODELS.replace("height", "metres")

        run = orchard.upgrade(
            models=renamed, operations='migrations.RenameField("tree", "height", "metres")'
        )

        assert run.findings("data-lost") == []


class TestDataChanged:
    def test_shows_a_value_before_and_after(self, orchard):
        run = orchard.upgrade(operations=SWAPPED.format('""'))

        (finding,) = run.findings("data-changed")
        assert finding["evidence"]["sample"] == [["3", "Elm", "Yew"]]

    def test_is_quiet_about_filling_what_was_empty(self, orchard):
        fill = 'migrations.RunSQL("UPDATE orchard_tree SET height = 1 WHERE height IS NULL", "")'

        run = orchard.upgrade(operations=fill)

        assert run.findings("data-changed") == []


class TestSequenceBehind:
    def test_reports_a_key_that_is_taken(self, orchard):
        copy = "INSERT INTO orchard_tree (id, name) VALUES (4, 'Fir')"

        run = orchard.upgrade(operations=f'migrations.RunSQL("{copy}", "")')

        (finding,) = run.findings("sequence-behind")
        assert (finding["evidence"]["next"], finding["evidence"]["highest"]) == (4, 4)


class TestAccessLost:
    OLD = MODELS + '\n    class Meta:\n        permissions = [("fell", "Can fell")]\n'
    NEW = OLD.replace('"fell"', '"cut_down"')
    INITIAL = INITIAL.replace(
        "            ],\n        ),",
        '            ],\n            options={"permissions": [("fell", "Can fell")]},\n        ),',
    )
    OPTIONS = 'migrations.AlterModelOptions("tree", {"permissions": [("cut_down", "Can fell")]})'
    RENAME = """\
def rename(apps, editor):
    Permission = apps.get_model("auth", "Permission")
    Permission.objects.filter(codename="fell").update(codename="cut_down")


class Migration"""

    @pytest.fixture
    def guarded(self, orchard):
        """A forester may fell trees."""
        orchard.old = orchard.release(
            "1.0.0", models=self.OLD, migrations={"0001_initial": self.INITIAL}
        )
        orchard.seed.write_text(
            SEED.replace(
                "\n\n\ndef", "\nfrom django.contrib.auth.models import Permission, User\n\n\ndef"
            )
            + "    fell = Permission.objects.get(codename='fell')\n"
            "    User.objects.create_user('forester').user_permissions.add(fell)\n"
        )
        return orchard

    def test_reports_a_permission_whose_holders_lose_it(self, guarded):
        run = guarded.upgrade(
            models=self.NEW,
            operations=self.OPTIONS,
            migrations={"0001_initial": self.INITIAL},
        )

        (finding,) = run.findings("access-lost")
        assert finding["subject"] == "orchard.fell"
        assert finding["evidence"]["holders"] == 1

    def test_is_quiet_about_one_that_is_renamed(self, guarded):
        rename = SECOND.format(
            operations=f"{self.OPTIONS}, migrations.RunPython(rename, migrations.RunPython.noop)"
        ).replace('[("orchard"', '[("auth", "0012_alter_user_first_name_max_length"), ("orchard"')

        run = guarded.upgrade(
            models=self.NEW,
            migrations={
                "0001_initial": self.INITIAL,
                "0002_rename": rename.replace("class Migration", self.RENAME),
            },
        )

        assert run.findings("access-lost") == []


class TestReverse:
    def test_reports_an_operation_without_one(self, orchard):
        run = orchard.upgrade(operations='migrations.RunSQL("SELECT 1")')

        (finding,) = run.findings("irreversible")
        assert finding["severity"] == "review"
        assert run.cell["status"] == "review"

    def test_reports_one_that_fails(self, orchard):
        run = orchard.upgrade(operations='migrations.RunSQL("SELECT 1", "SELECT 1/0")')

        (finding,) = run.findings("reverse-fails")
        assert finding["evidence"]["sqlstate"] == "22012"
        assert "No row has a part in it" in finding["hint"]

    def test_blames_rows_only_where_there_must_be_some(self, orchard):
        run = orchard.upgrade(
            operations='migrations.RunSQL("", "SELECT 1 / (3 - count(*)) FROM orchard_tree")'
        )

        (finding,) = run.findings("reverse-fails")
        assert "cope with rows" in finding["hint"]

    def test_reports_one_that_takes_too_much(self, orchard):
        run = orchard.upgrade(operations='migrations.RunSQL("", "DELETE FROM orchard_tree")')

        subjects = {finding["subject"] for finding in run.findings("reverse-loses-data")}
        assert "orchard_tree.name" in subjects

    def test_is_quiet_about_a_column_that_comes_and_goes(self, orchard):
        field = column("felled_on = models.DateField(null=True)")
        add = 'migrations.AddField("tree", "felled_on", models.DateField(null=True))'

        run = orchard.upgrade(models=field, operations=add)

        assert run.findings("reverse-fails") == run.findings("reverse-loses-data") == []
        assert run.findings("irreversible") == []


class TestLeftBehind:
    def test_reports_a_constraint_that_was_never_validated(self, orchard):
        check = "ALTER TABLE orchard_tree ADD CONSTRAINT tall CHECK (height > 0) NOT VALID"

        run = orchard.upgrade(
            operations=f'migrations.RunSQL("{check}", "ALTER TABLE orchard_tree DROP CONSTRAINT tall")'
        )

        (finding,) = run.findings("unvalidated-constraint")
        assert finding["subject"] == "tall"

    def test_reports_an_invalid_index(self, orchard):
        index = "CREATE UNIQUE INDEX CONCURRENTLY one_name ON orchard_tree (name)"
        second = SECOND.format(operations=f'migrations.RunSQL("{index}", "")')
        second = second.replace("    dependencies", "    atomic = False\n    dependencies")

        run = orchard.upgrade(migrations={"0002_one_name": second})

        (finding,) = run.findings("invalid-index")
        assert finding["subject"] == "one_name"
        (failure,) = run.findings("migration-fails")
        assert failure["evidence"]["offending_rows"] == 2


class TestReleasedMigration:
    def test_reports_one_that_vanished(self, orchard):
        orchard.old = orchard.release("1.0.0", operations="")

        run = orchard.upgrade()

        (finding,) = run.findings("released-migration-edited")
        assert finding["subject"] == "orchard.0002_change"

    def test_is_quiet_about_a_new_comment(self, orchard):
        orchard.old = orchard.release("1.0.0", operations="")

        run = orchard.upgrade(operations="# nothing to do\n    ")

        assert run.findings("released-migration-edited") == []

    def test_reports_an_import_of_live_code(self, orchard):
        live = SECOND.format(operations="").replace(
            "from django.db import", "from orchard.models import Tree\nfrom django.db import"
        )

        run = orchard.upgrade(migrations={"0002_live": live})

        (finding,) = run.findings("live-import-in-migration")
        assert finding["evidence"]["module"] == "orchard.models"
