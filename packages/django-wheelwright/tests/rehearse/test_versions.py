"""
Section E of the findings: do the old release and the candidate live together?
"""

import pathlib

import pytest
from orchard_kit import INITIAL, MODELS, column

CONTRACT = """\
from orchard.models import Tree


def test_a_tree_is_planted():
    assert Tree.objects.create(name="Ash").pk
"""
PATHS = """\
def test_a_file(tmp_path):
    with open("{}", "a") as file:
        print(tmp_path, file=file)
"""
REQUIRED = 'migrations.AddField("tree", "plot", models.CharField(max_length=4, {}))'
FORGET = (
    'migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("tree", "{}")])'
)
SQUASHED = INITIAL.replace("initial = True", 'replaces = [("orchard", "0001_initial")]')


class TestContractBroken:
    def test_reports_a_test_that_fails_after_the_upgrade(self, orchard):
        orchard.write("contracts/test_trees.py", CONTRACT)
        nameless = MODELS.replace("    name = models.CharField(max_length=20)\n", "")
        nameless += "\n    def __init__(self, *args, name='', **kw):\n        super().__init__(*args, **kw)\n"

        run = orchard.upgrade(
            "--contracts", "contracts", models=nameless, operations=FORGET.format("name")
        )

        (finding,) = run.findings("contract-broken")
        assert finding["subject"].endswith("test_a_tree_is_planted")
        assert "violates not-null" in finding["message"]

    def test_is_quiet_about_a_promise_that_is_kept(self, orchard):
        orchard.write("contracts/test_trees.py", CONTRACT)

        run = orchard.upgrade("--contracts", "contracts")

        assert run.findings("contract-broken") == []

    def test_cannot_judge_by_tests_that_fail_before_the_upgrade(self, orchard):
        orchard.write("contracts/test_trees.py", "def test_never():\n    assert 1 == 2\n")

        run = orchard.upgrade("--contracts", "contracts")

        assert run.status == 2
        assert "contract tests fail before the upgrade" in run.cell["reason"]

    def test_has_temporary_files_of_its_own(self, orchard):
        orchard.write("contracts/test_paths.py", PATHS.format(orchard.folder / "made"))

        run = orchard.upgrade("--contracts", "contracts")

        made = (orchard.folder / "made").read_text().split()
        assert run.findings("contract-broken") == []
        assert len(made) == 3
        assert not any(pathlib.Path(folder).parent.exists() for folder in made)


class TestOldCodeBreaks:
    def test_probes_find_an_insert_that_the_new_schema_refuses(self, orchard):
        field = column('plot = models.CharField(max_length=4, default="A")')

        run = orchard.upgrade(models=field, operations=REQUIRED.format('default="A"'))

        (finding,) = run.findings("old-code-breaks")
        assert finding["evidence"]["actions"] == ["insert"]
        assert finding["subject"] == "orchard_tree"

    @pytest.mark.parametrize(
        "refuses",
        [
            "def save(self, **how):\n        raise ValueError('no file')",
            "def __setattr__(self, name, value):\n"
            "        if name == 'height' and name in self.__dict__:\n"
            "            raise ValueError('no file')\n"
            "        super().__setattr__(name, value)",
        ],
        ids=["save", "assignment"],
    )
    def test_probes_look_past_code_that_wants_more_than_a_copied_row(self, orchard, refuses):
        orchard.old = orchard.release("1.0.0", models=column(refuses))
        orchard.new = orchard.release(
            "1.1.0",
            models=column('plot = models.CharField(max_length=4, default="A")'),
            operations=REQUIRED.format('default="A"'),
        )

        run = orchard.rehearse("--rows", "10")

        (finding,) = run.findings("old-code-breaks")
        assert finding["evidence"]["actions"] == ["insert"]

    def test_a_major_release_may_and_a_person_decides(self, orchard):
        field = column('plot = models.CharField(max_length=4, default="A")')
        new = orchard.release("2.0.0", models=field, operations=REQUIRED.format('default="A"'))

        run = orchard.rehearse("--seed", str(orchard.seed), new=str(new))

        (finding,) = run.findings("old-code-breaks")
        assert finding["severity"] == "review"
        assert "stop the old release" in finding["hint"]

    def test_probes_find_a_column_that_is_gone(self, orchard):
        thin = MODELS.replace("    height = models.IntegerField(null=True)\n", "")

        run = orchard.upgrade(models=thin, operations='migrations.RemoveField("tree", "height")')

        actions = {a for f in run.findings("old-code-breaks") for a in f["evidence"]["actions"]}
        assert {"read", "insert"} <= actions

    def test_contract_tests_run_with_the_old_code_on_the_new_schema(self, orchard):
        orchard.write("contracts/test_trees.py", CONTRACT)
        field = column('plot = models.CharField(max_length=4, default="A")')

        run = orchard.upgrade(
            "--contracts", "contracts", models=field, operations=REQUIRED.format('default="A"')
        )

        subjects = [finding["subject"] for finding in run.findings("old-code-breaks")]
        assert any(subject.endswith("test_a_tree_is_planted") for subject in subjects)
        assert run.findings("contract-broken") == []

    def test_is_quiet_about_a_database_default(self, orchard):
        field = column('plot = models.CharField(max_length=4, db_default="A")')

        run = orchard.upgrade(models=field, operations=REQUIRED.format('db_default="A"'))

        assert run.findings("old-code-breaks") == []


class TestSchemaDrift:
    def test_names_an_index_that_only_fresh_installations_have(self, orchard):
        by_name = 'class Meta:\n        indexes = [models.Index(fields=["name"], name="by_name")]'
        index = (
            '\n            options={"indexes": [models.Index(fields=["name"], name="by_name")]},'
        )
        squashed = SQUASHED.replace(
            "            ],\n        ),", f"            ],{index}\n        ),"
        )

        run = orchard.upgrade(
            models=column(by_name), migrations={"0001_squashed_with_index": squashed}
        )

        (finding,) = run.findings("schema-drift")
        assert finding["subject"] == "by_name"
        assert "only a fresh installation has it" in finding["message"]

    def test_names_a_column_that_differs(self, orchard):
        wide = MODELS.replace("max_length=20", "max_length=40")
        edited = INITIAL.replace("max_length=20", "max_length=40")

        run = orchard.upgrade(models=wide, migrations={"0001_initial": edited})

        (finding,) = run.findings("schema-drift")
        assert finding["subject"] == "orchard_tree.name"
        assert "character varying(20)" in finding["message"]

    def test_ignores_the_order_of_columns(self, orchard):
        field = "felled_on = models.DateField(null=True)"
        add = 'migrations.AddField("tree", "felled_on", models.DateField(null=True))'
        first = SQUASHED.replace(
            '("height"', '("felled_on", models.DateField(null=True)), ("height"'
        ).replace(
            '("orchard", "0001_initial")]',
            '("orchard", "0001_initial"), ("orchard", "0002_change")]',
        )

        run = orchard.upgrade(
            models=column(field), operations=add, migrations={"0001_squashed": first}
        )

        assert run.findings("schema-drift") == []
