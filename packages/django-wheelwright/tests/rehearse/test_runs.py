"""
Section A of the findings: does the upgrade run at all?
"""

from orchard_kit import MODELS, column

UNIQUE = 'migrations.AlterField("tree", "name", models.CharField(max_length=20, unique=True))'
NULLABLE = 'migrations.AddField("tree", "felled_on", models.DateField(null=True))'
BRANCH = """\
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orchard", "0001_initial")]
    operations = []
"""
MERGE = BRANCH.replace('"0001_initial")', '"0002_left"), ("orchard", "0002_right")')


class TestMigrationFails:
    def test_names_the_rows_that_stand_in_the_way(self, orchard):
        unique = MODELS.replace("max_length=20", "max_length=20, unique=True")

        run = orchard.upgrade(models=unique, operations=UNIQUE)

        (finding,) = run.findings("migration-fails")
        assert run.status == 1
        assert finding["migration"] == "orchard.0002_change"
        assert finding["operation"] == "AlterField"
        assert finding["evidence"]["sqlstate"] == "23505"
        assert finding["evidence"]["passes_on_empty_database"] is True
        assert [row[1] for row in finding["evidence"]["sample"]] == ["Oak", "Oak"]

    def test_names_the_empty_values_of_a_required_column(self, orchard):
        required = MODELS.replace("(null=True)", "()")
        operation = 'migrations.AlterField("tree", "height", models.IntegerField())'

        run = orchard.upgrade(models=required, operations=operation)

        (finding,) = run.findings("migration-fails")
        assert finding["evidence"]["sqlstate"] == "23502"
        assert finding["evidence"]["sample"] == [[2, "Oak", None]]

    def test_tells_a_mistake_from_bad_rows(self, orchard):
        run = orchard.upgrade(operations='migrations.RunSQL("SELEC 1", "")')

        (finding,) = run.findings("migration-fails")
        assert finding["evidence"]["passes_on_empty_database"] is False
        assert finding["statement"] == "SELEC 1"

    def test_is_quiet_about_a_migration_that_runs(self, orchard):
        field = column("felled_on = models.DateField(null=True)")

        run = orchard.upgrade(models=field, operations=NULLABLE)

        assert {finding["severity"] for finding in run.cell["findings"]} <= {"info"}
        assert run.cell["status"] == "passed"
        assert run.status == 0


class TestGraphBroken:
    def test_reports_two_leaf_nodes(self, orchard):
        run = orchard.upgrade(migrations={"0002_left": BRANCH, "0002_right": BRANCH})

        (finding,) = run.findings("graph-broken")
        assert finding["subject"] == "orchard"
        assert "0002_left, 0002_right" in finding["message"]

    def test_reports_a_node_that_is_missing(self, orchard):
        lost = BRANCH.replace("0001_initial", "0001_lost")

        run = orchard.upgrade(migrations={"0002_left": lost})

        (finding,) = run.findings("graph-broken")
        assert "0001_lost" in finding["message"]

    def test_is_quiet_about_a_merge(self, orchard):
        run = orchard.upgrade(
            migrations={"0002_left": BRANCH, "0002_right": BRANCH, "0003_merge": MERGE}
        )

        assert run.findings("graph-broken") == []


class TestMissingMigration:
    def test_names_the_operation_that_is_missing(self, orchard):
        run = orchard.upgrade(models=column("felled_on = models.DateField(null=True)"))

        (finding,) = run.findings("missing-migration")
        assert finding["operation"] == "AddField"
        assert "felled_on" in finding["message"]

    def test_is_quiet_when_models_and_migrations_agree(self, orchard):
        field = column("felled_on = models.DateField(null=True)")

        run = orchard.upgrade(models=field, operations=NULLABLE)

        assert run.findings("missing-migration") == []
