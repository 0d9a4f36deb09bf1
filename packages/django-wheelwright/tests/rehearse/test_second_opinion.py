"""
A linter's warnings beside what was measured: confirmed, refuted, undecided or only measured.
"""

import pytest
from orchard_kit import MODELS, column

from wheelwright.adapters import squawk

BY_NAME = 'class Meta:\n        indexes = [models.Index(fields=["name"], name="by_name")]'
INDEX = 'migrations.AddIndex("tree", models.Index(fields=["name"], name="by_name"))'
WIDE = MODELS.replace("IntegerField", "BigIntegerField")
WIDEN = 'migrations.AlterField("tree", "height", models.BigIntegerField(null=True))'
LONGER = MODELS.replace("max_length=20", "max_length=40")
LENGTHEN = 'migrations.AlterField("tree", "name", models.CharField(max_length=40))'
FIELD = 'plot = models.CharField(max_length=4, default="A")'
ADD = 'migrations.AddField("tree", "plot", models.CharField(max_length=4, default="A"))'


def opinion(run, rule):
    (found,) = [o for o in run.cell["second_opinion"] if o["rule"] == rule]
    return found


@pytest.fixture(autouse=True)
def installed():
    assert squawk.find(), "install the extra: pip install django-wheelwright[lint]"


class TestConfirmed:
    def test_an_index_whose_lock_grows_with_the_table(self, orchard):
        run = orchard.upgrade("--rows", "30000", models=column(BY_NAME), operations=INDEX)

        assert opinion(run, "require-concurrent-index-creation")["verdict"] == "confirmed"
        (finding,) = run.findings("blocking-lock")
        said = finding["evidence"]["second_opinion"]
        assert said["rules"] == ["require-concurrent-index-creation"]

    def test_a_type_whose_change_rewrites_the_rows(self, orchard):
        run = orchard.upgrade(models=WIDE, operations=WIDEN)

        found = opinion(run, "changing-column-type")
        assert (found["verdict"], found["codes"]) == ("confirmed", ["table-rewrite"])

    def test_a_dropped_default_that_stops_the_old_release(self, orchard):
        run = orchard.upgrade(models=column(FIELD), operations=ADD)

        found = opinion(run, "ban-drop-default")
        assert (found["verdict"], found["codes"]) == ("confirmed", ["old-code-breaks"])


class TestRefuted:
    def test_a_type_that_only_gets_longer(self, orchard):
        run = orchard.upgrade(models=LONGER, operations=LENGTHEN)

        found = opinion(run, "changing-column-type")
        assert found["verdict"] == "refuted"
        assert "3 rows of orchard_tree stayed in their files" in found["because"]
        assert run.cell["status"] == "passed"

    def test_an_index_of_a_table_that_the_migration_before_made(self, orchard):
        plot = MODELS + (
            "\n\nclass Plot(models.Model):\n    name = models.TextField()\n\n    " + BY_NAME
        )
        fields = '("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())'
        create = f'migrations.CreateModel("Plot", fields=[{fields}])'
        index = INDEX.replace('"tree"', '"plot"')
        third = (
            "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
            f'    dependencies = [("orchard", "0002_change")]\n    operations = [{index}]\n'
        )

        run = orchard.upgrade(models=plot, operations=create, migrations={"0003_index": third})

        found = opinion(run, "require-concurrent-index-creation")
        assert (found["verdict"], found["subject"]) == ("refuted", "orchard_plot")


class TestUndecided:
    def test_an_index_on_three_rows(self, orchard):
        run = orchard.upgrade(models=column(BY_NAME), operations=INDEX)

        found = opinion(run, "require-concurrent-index-creation")
        assert found["verdict"] == "undecided"
        assert "3 rows" in found["because"]


class TestOnlyMeasured:
    def test_rows_that_change_unseen_by_any_linter(self, orchard):
        fill = """migrations.RunSQL("UPDATE orchard_tree SET name = 'Ash'", "")"""

        run = orchard.upgrade(operations=fill)

        (finding,) = run.findings("data-changed")
        assert finding["evidence"]["second_opinion"]["verdict"] == "only measured"
        assert {o["verdict"] for o in run.cell["second_opinion"]} == {"only measured"}


class TestUnreadable:
    def test_costs_only_the_statement_it_is_about(self, orchard):
        # Longer than what is recorded of a statement, so that its quote is never closed.
        comment = f"""migrations.RunSQL("COMMENT ON TABLE orchard_tree IS '{"oak " * 2000}'", "")"""

        run = orchard.upgrade(models=column(BY_NAME), operations=f"{comment}, {INDEX}")

        assert opinion(run, "require-concurrent-index-creation")["subject"] == "orchard_tree"
        assert any("could not read 1 of the statements" in note for note in run.cell["notes"])
