"""
What one run keeps for the next: used while nothing has changed, and never after something has.
"""

import json
import pathlib
from typing import Any

import pytest
from orchard_kit import MODELS, Orchard, Run, column

ADD = 'migrations.AddField("tree", "plot", models.CharField(max_length=8, null=True))'
FIELD = "plot = models.CharField(max_length=8, null=True)"
CONTRACT = """\
import os
from orchard.models import Tree


def test_there_are_trees():
    assert Tree.objects.count() == {trees}
"""


@pytest.fixture
def own_cache(orchard: Orchard, tmp_path: pathlib.Path) -> Orchard:
    """The same package, with nothing kept by anybody else but installed environments."""
    shared, orchard.cache = orchard.cache, tmp_path / "cache"
    orchard.cache.mkdir()
    for installed in ("bases", "environments"):
        (shared / installed).mkdir(parents=True, exist_ok=True)
        (orchard.cache / installed).symlink_to(shared / installed)
    return orchard


def embedded(orchard: Orchard, *words: str, **environment: str) -> Run:
    variables = {"DATABASE_URL": "", **environment}
    return orchard.rehearse("--seed", str(orchard.seed), *words, postgres="", environment=variables)


def templates(orchard: Orchard) -> dict[str, Any]:
    (manifest,) = orchard.cache.glob("clusters/*/manifest.json")
    return json.loads(manifest.read_text())["templates"]


class TestTemplates:
    def test_are_used_again_while_nothing_has_changed(self, own_cache):
        first = embedded(own_cache)
        kept = templates(own_cache)
        second = embedded(own_cache)

        assert first.status == second.status == 0
        assert templates(own_cache) == kept
        assert len(kept) == 1

    def test_are_made_anew_for_another_seed(self, own_cache):
        embedded(own_cache)
        own_cache.seed.write_text(own_cache.seed.read_text().replace('("Elm", 4)', '("Elm", None)'))
        required = 'migrations.AlterField("tree", "height", models.IntegerField())'
        own_cache.new = own_cache.release(
            "1.1.0",
            models=MODELS.replace("IntegerField(null=True)", "IntegerField()"),
            operations=required,
        )

        (finding,) = embedded(own_cache).findings("migration-fails")

        assert finding["evidence"]["offending_rows"] == 2
        assert len(templates(own_cache)) == 2

    def test_are_made_anew_for_another_number_of_rows(self, own_cache):
        own_cache.new = own_cache.release("1.1.0", models=column(FIELD), operations=ADD)

        for rows in ("10", "20"):
            embedded(own_cache, "--rows", rows)

        assert sorted(t["facts"]["seeded_rows"] for t in templates(own_cache).values())[1] == 20

    def test_are_made_anew_for_other_bytes_of_the_old_release(self, own_cache):
        embedded(own_cache)
        own_cache.old = own_cache.release(
            "1.0.0", models=MODELS.replace("max_length=20", "max_length=19")
        )

        run = embedded(own_cache)

        assert run.cell["status"] == "passed"
        assert len(templates(own_cache)) == 2

    def test_are_made_anew_when_a_variable_that_the_seed_reads_changes(self, own_cache):
        own_cache.seed.write_text(
            "import os\nfrom orchard.models import Tree\n\n\ndef seed():\n"
            "    for n in range(int(os.environ['ORCHARD_TREES'])):\n"
            "        Tree.objects.create(name=f'Oak {n}')\n"
        )

        for trees in ("3", "4"):
            embedded(own_cache, ORCHARD_TREES=trees)

        assert sorted(t["facts"]["seeded_rows"] for t in templates(own_cache).values()) == [3, 4]

    def test_survive_a_cluster_that_does_not_start(self, own_cache):
        embedded(own_cache)
        (control,) = own_cache.cache.glob("clusters/*/data/global/pg_control")
        control.write_bytes(b"damaged")

        run = embedded(own_cache)

        assert run.status == 0
        assert len(templates(own_cache)) == 1


class TestContracts:
    def test_are_run_again_on_the_old_release_when_they_change(self, own_cache):
        own_cache.write("contracts/test_trees.py", CONTRACT.format(trees=3))
        embedded(own_cache, "--contracts", "contracts")
        own_cache.write("contracts/test_trees.py", CONTRACT.format(trees=5))

        run = embedded(own_cache, "--contracts", "contracts")

        assert "The contract tests fail before the upgrade" in run.cell["reason"]


class TestFaithful:
    def test_keeps_nothing_and_says_the_same(self, own_cache):
        thin = MODELS.replace("    height = models.IntegerField(null=True)\n", "")
        own_cache.new = own_cache.release(
            "1.1.0", models=thin, operations='migrations.RemoveField("tree", "height")'
        )
        fast = embedded(own_cache)
        kept = sorted(own_cache.cache.rglob("*"))

        faithful = embedded(own_cache, "--faithful")

        assert faithful.cell["findings"] == fast.cell["findings"]
        assert sorted(own_cache.cache.rglob("*")) == kept


class TestContractsOnly:
    def test_looks_at_nothing_but_the_contract_tests(self, own_cache):
        own_cache.write("contracts/test_trees.py", CONTRACT.format(trees=3))
        thin = MODELS.replace("    height = models.IntegerField(null=True)\n", "")
        own_cache.new = own_cache.release(
            "1.1.0", models=thin, operations='migrations.RemoveField("tree", "height")'
        )

        run = embedded(own_cache, "--contracts-only", "--contracts", "contracts")

        assert run.cell["status"] == "passed"
        assert "Only the contract tests were run" in " ".join(run.cell["notes"])

    def test_still_finds_rows_in_the_way(self, own_cache):
        required = 'migrations.AlterField("tree", "height", models.IntegerField())'
        own_cache.new = own_cache.release("1.1.0", operations=required)

        run = embedded(own_cache, "--contracts-only")

        assert len(run.findings("migration-fails")) == 1
