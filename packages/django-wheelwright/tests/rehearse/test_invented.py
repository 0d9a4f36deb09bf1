"""
What only made-up rows bring about is no error, and what the models allow is none of their inventions.
"""

import pytest
from orchard_kit import INITIAL, MODELS, SECOND

NOTED = '("note", models.TextField(blank=True)), ("about", models.JSONField(default=dict))'
ROWS = ("--rows", "30")
PYTHON = """\
def change(apps, editor):
    for tree in apps.get_model("orchard", "Tree").objects.order_by("pk"):
        {line}


class Migration"""


@pytest.fixture
def rehearsed(orchard):
    """
    Trees with a note and a document, an operation, and the report on thirty made-up trees.
    """
    initial = INITIAL.replace('("height"', f'{NOTED}, ("height"')
    models = MODELS + "    note = models.TextField(blank=True)\n"
    models += "    about = models.JSONField(default=dict)\n"
    orchard.old = orchard.release("1.0.0", models=models, migrations={"0001_initial": initial})

    def run(operations: str = "", *words: str, line: str = ""):
        second = SECOND.format(operations=operations)
        if line:
            second = second.replace("[]", "[migrations.RunPython(change)]").replace(
                "class Migration", PYTHON.format(line=line)
            )
        migrations = {"0001_initial": initial, "0002_change": second}
        orchard.new = orchard.release("1.1.0", models=models, migrations=migrations)
        return orchard.rehearse(*ROWS, *words)

    return run


def test_an_optional_column_that_becomes_required_is_an_error(rehearsed):
    run = rehearsed('migrations.AlterField("tree", "height", models.IntegerField())')

    (finding,) = run.findings("migration-fails")
    assert finding["severity"] == "error"
    assert finding["evidence"]["offending_rows"] == 3


def test_twins_under_a_new_rule_are_for_a_person_to_decide(rehearsed):
    run = rehearsed('migrations.RunSQL("CREATE UNIQUE INDEX one_name ON orchard_tree (name)", "")')

    (finding,) = run.findings("migration-fails")
    assert finding["severity"] == "review"
    assert finding["evidence"]["invented"] == "twins"
    assert "The rows are invented" in finding["message"]


def test_a_text_that_cannot_be_cast_is_told_and_the_run_goes_on_with_one_that_can(rehearsed):
    cast = "ALTER TABLE orchard_tree ALTER COLUMN note TYPE integer USING note::integer"

    run = rehearsed(f'migrations.RunSQL("{cast}", "")')

    (finding,) = run.findings("migration-fails")
    assert (finding["severity"], finding["evidence"]["invented"]) == ("info", "contents")
    assert run.findings("table-rewrite")


def test_a_document_gets_the_keys_that_the_migration_reads(rehearsed):
    run = rehearsed(line='tree.height = tree.about["size"] + tree.about["grown"]; tree.save()')

    told = run.findings("migration-fails")
    assert {finding["severity"] for finding in told} == {"info"}
    assert "0002_change.py, line 6, in change, at orchard.Tree 1" in told[0]["message"]


def test_code_that_reads_something_else_in_a_text_is_for_a_person_to_decide(rehearsed):
    run = rehearsed(line='tree.height = int(tree.note.split(":")[1]); tree.save()')

    (finding,) = run.findings("migration-fails")
    assert (finding["severity"], finding["evidence"]["invented"]) == ("review", "contents")
    assert "without made-up rows" in finding["message"]


def test_what_a_seeded_row_brings_about_as_well_is_an_error(rehearsed, orchard):
    orchard.seed.write_text(
        "from orchard.models import Tree\n\n\ndef seed():\n    Tree.objects.create(name='Oak')\n"
    )

    run = rehearsed("", "--seed", str(orchard.seed), line='int(tree.note.split(":")[1])')

    (finding,) = run.findings("migration-fails")
    assert finding["severity"] == "error"


def test_a_table_that_is_there_already_is_not_blamed_on_rows(rehearsed):
    run = rehearsed('migrations.RunSQL("CREATE TABLE orchard_tree (id int)", "")')

    (finding,) = run.findings("migration-fails")
    assert finding["evidence"]["passes_on_empty_database"] is False
    assert "the rows are the reason" not in finding["message"]


def test_a_rule_that_only_made_up_rows_have_met_is_noted(rehearsed):
    run = rehearsed(
        'migrations.RunSQL("ALTER TABLE orchard_tree ADD CONSTRAINT tall CHECK (height > -1)", "")'
    )

    assert any("orchard.0002_change asks more of the rows" in note for note in run.cell["notes"])
