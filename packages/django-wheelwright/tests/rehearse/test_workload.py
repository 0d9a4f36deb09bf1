"""
Sections B and E of the findings: what happens to those who work with the old release meanwhile?
"""

import pytest
from orchard_kit import INITIAL, MODELS, SECOND, SEED, column

ADD = 'migrations.AddField("{}", "plot", models.CharField(max_length=8, null=True))'
FIELD = "    plot = models.CharField(max_length=8, null=True)\n"
FRUIT = """

class Fruit(models.Model):
    tree = models.ForeignKey(Tree, models.CASCADE)
"""
FRUIT_TABLE = """\
        migrations.CreateModel(
            name="Fruit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tree", models.ForeignKey(on_delete=models.CASCADE, to="orchard.tree")),
            ],
        ),
    ]
"""
BY_NAME = 'class Meta:\n        indexes = [models.Index(fields=["name"], name="by_name")]'
INDEX = 'migrations.AddIndex("tree", models.Index(fields=["name"], name="by_name"))'
TIMEOUT = """migrations.RunSQL("SET LOCAL lock_timeout = '10s'", "")"""


@pytest.fixture
def fruitful(orchard):
    """Trees with fruit, in the old release already."""
    initial = INITIAL.removesuffix("    ]\n") + FRUIT_TABLE
    orchard.old = orchard.release(
        "1.0.0", models=MODELS + FRUIT, migrations={"0001_initial": initial}
    )
    orchard.seed.write_text(
        SEED.replace("import Tree", "import Fruit, Tree")
        + "    Fruit.objects.create(tree=Tree.objects.first())\n"
    )
    orchard.initial = initial
    return orchard


CONTRACT = """\
from django.db import transaction
from orchard.models import Fruit, Tree


def test_harvest():
    tree = Tree.objects.first()
    fruit = Fruit.objects.create(tree=tree)
    with transaction.atomic():
        {first}
        {second}
"""
TREE = "Tree.objects.filter(pk=tree.pk).update(height=7)"
PICK = "Fruit.objects.filter(pk=fruit.pk).update(tree=tree)"


class TestRowLocks:
    BOTH = """migrations.RunSQL(
        "UPDATE orchard_fruit SET tree_id = tree_id; UPDATE orchard_tree SET name = name", "")"""

    def upgrade(self, fruitful, *lines):
        words = []
        if lines:
            contract = CONTRACT.format(first=lines[0], second=lines[1])
            fruitful.write("contracts/test_harvest.py", contract)
            words = ["--contracts", str(fruitful.folder / "contracts")]
        return fruitful.upgrade(
            *words,
            models=MODELS + FRUIT,
            migrations={
                "0001_initial": fruitful.initial,
                "0002_both": SECOND.format(operations=self.BOTH),
            },
        )

    def test_are_found_with_a_transaction_that_a_contract_test_goes_through(self, fruitful):
        run = self.upgrade(fruitful, TREE, PICK)

        (finding,) = run.findings("deadlock")
        assert finding["severity"] == "error"
        assert "update orchard.Tree, then update orchard.Fruit" in finding["message"]

    def test_are_none_where_both_take_the_same_order(self, fruitful):
        run = self.upgrade(fruitful, PICK, TREE)

        assert run.findings("deadlock") == []

    def test_are_for_a_person_to_decide_where_nobody_has_seen_such_a_transaction(self, fruitful):
        run = self.upgrade(fruitful)

        (finding,) = run.findings("deadlock")
        assert finding["severity"] == "review"
        assert "Nobody has seen" in finding["message"]


class TestWorkloadBlocked:
    def test_names_who_had_to_wait_for_an_index(self, orchard):
        run = orchard.upgrade("--rows", "30000", models=column(BY_NAME), operations=INDEX)

        (finding,) = run.findings("workload-blocked")
        assert finding["subject"] == "orchard_tree"
        waited = finding["evidence"]["waited"]
        assert waited == ["delete orchard.Tree", "insert orchard.Tree", "update orchard.Tree"]
        assert finding["evidence"]["projected_seconds"] > 1

    def test_names_who_had_to_wait_for_a_row(self, orchard):
        fill = """migrations.RunSQL("UPDATE orchard_tree SET height = 1", "")"""

        run = orchard.upgrade("--rows", "30000", operations=fill)

        (finding,) = run.findings("workload-blocked")
        assert finding["evidence"]["waited"] == ["update orchard.Tree"]
        assert finding["evidence"]["mode"] == "RowExclusiveLock"

    def test_names_the_statement_and_the_mode_that_stopped_readers(self, orchard):
        longer = MODELS.replace("models.IntegerField", "models.BigIntegerField")
        operations = f"""{INDEX}, migrations.AlterField(
            "tree", "height", models.BigIntegerField(null=True))"""
        by_name = longer + "\n    " + BY_NAME

        run = orchard.upgrade("--rows", "30000", models=by_name, operations=operations)

        waited = {f["operation"]: f["evidence"] for f in run.findings("workload-blocked")}
        assert waited["AddIndex"]["mode"] == "ShareLock"
        assert waited["AlterField"]["mode"] == "AccessExclusiveLock"
        assert waited["AlterField"]["waited"] == ["read orchard.Tree"]

    def test_is_quiet_about_a_moment(self, orchard):
        run = orchard.upgrade(
            "--rows", "30000", models=MODELS + FIELD, operations=ADD.format("tree")
        )

        assert run.findings("workload-blocked") == []
        assert run.cell["status"] == "passed"


class TestDeadlock:
    def release(self, orchard, first, second, *, together):
        operations = [ADD.format(first), ADD.format(second)]
        history = {"0001_initial": orchard.initial}
        if together:
            history["0002_plot"] = SECOND.format(operations=", ".join(operations))
        else:
            history["0002_plot"] = SECOND.format(operations=operations[0])
            history["0003_plot"] = SECOND.format(operations=operations[1]).replace(
                "0001_initial", "0002_plot"
            )
        return orchard.upgrade(models=MODELS + FIELD + FRUIT + FIELD, migrations=history)

    def test_reports_both_statements_and_the_victim(self, fruitful):
        run = self.release(fruitful, "tree", "fruit", together=True)

        (finding,) = run.findings("deadlock")
        assert finding["migration"] == "orchard.0002_plot"
        assert 'ALTER TABLE "orchard_fruit"' in finding["statement"]
        assert "orchard_fruit" in finding["evidence"]["other_transaction"][0]
        assert finding["evidence"]["victim"]

    def test_is_quiet_when_the_one_that_points_at_the_other_comes_first(self, fruitful):
        run = self.release(fruitful, "fruit", "tree", together=True)

        assert run.findings("deadlock") == []

    def test_is_quiet_when_each_table_has_its_own_transaction(self, fruitful):
        run = self.release(fruitful, "tree", "fruit", together=False)

        assert run.findings("deadlock") == []
        assert run.cell["status"] == "passed"


class TestLockQueue:
    def test_a_fast_change_is_worth_knowing(self, orchard):
        run = orchard.upgrade(models=MODELS + FIELD, operations=ADD.format("tree"))

        (finding,) = run.findings("lock-queue")
        assert finding["severity"] == "info"
        assert finding["evidence"]["tables"] == ["orchard_tree"]
        assert finding["evidence"]["modes"] == ["AccessExclusiveLock"]

    def test_each_statement_answers_for_its_own_tables(self, fruitful):
        operations = f"{ADD.format('fruit')}, {INDEX}"

        run = fruitful.upgrade(
            models=column(BY_NAME) + FRUIT + FIELD,
            migrations={
                "0001_initial": fruitful.initial,
                "0002": SECOND.format(operations=operations),
            },
        )

        (finding,) = run.findings("lock-queue")
        first, second = finding["message"].split(" So does ")
        assert "AddField in orchard.0002" in first
        assert "for orchard_fruit, and a reader" in first
        assert second == "AddIndex in orchard.0002 for orchard_tree, and a writer behind it."

    def test_a_long_one_is_for_a_person_to_decide(self, orchard):
        run = orchard.upgrade("--rows", "30000", models=column(BY_NAME), operations=INDEX)

        (finding,) = run.findings("lock-queue")
        assert finding["severity"] == "review"
        assert "a writer who comes later waits" in finding["message"]

    def test_is_quiet_about_a_migration_that_would_give_up(self, orchard):
        operations = f"{TIMEOUT}, {ADD.format('tree')}"

        run = orchard.upgrade(models=MODELS + FIELD, operations=operations)

        assert run.findings("lock-queue") == []


class TestNewCodeBreaks:
    def test_a_candidate_without_a_migration_must_work_at_once(self, orchard):
        run = orchard.upgrade(models=MODELS + FIELD)

        (finding,) = run.findings("new-code-breaks")
        assert finding["severity"] == "error"
        assert finding["evidence"]["actions"] == ["read", "insert", "update", "delete"]
        assert finding["evidence"]["claim"] == "it has no migration to run"

    def test_a_candidate_that_says_so_must_work_before_its_migrations(self, orchard):
        run = orchard.upgrade(
            models=MODELS + FIELD,
            operations=ADD.format("tree"),
            files={"orchard/contract/deploy.json": '{"code_first": true}'},
        )

        (finding,) = run.findings("new-code-breaks")
        assert finding["severity"] == "error"
        assert "deploy.json" in finding["evidence"]["claim"]

    def test_is_quiet_about_code_that_does(self, orchard):
        run = orchard.upgrade(
            operations=ADD.format("tree").join(
                ("migrations.SeparateDatabaseAndState(database_operations=[", "])")
            ),
            files={"orchard/contract/deploy.json": '{"code_first": true}'},
        )

        assert run.findings("new-code-breaks") == []

    def test_all_others_migrate_first(self, orchard):
        run = orchard.upgrade(models=MODELS + FIELD, operations=ADD.format("tree"))

        (finding,) = run.findings("new-code-breaks")
        assert finding["severity"] == "info"
        assert "Migrate before the new code starts" in finding["message"]
