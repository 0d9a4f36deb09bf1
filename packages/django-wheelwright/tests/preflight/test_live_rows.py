"""
Live rows that a pending migration would trip over are found before it does, and nothing is written.
"""

CHANGE = """
    migrations.AlterField("tree", "height", models.IntegerField()),
    migrations.AddConstraint("tree", models.UniqueConstraint(fields=["name"], name="one_name")),
    migrations.AlterField("tree", "name", models.CharField(max_length=2)),
"""
MODELS = """\
from django.db import models


class Tree(models.Model):
    name = models.CharField(max_length=2)
    height = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="one_name")]
"""


def test_are_counted_for_each_pending_rule(farm):
    wheel = farm.release(models=MODELS, operations=CHANGE)
    before = farm.contents()

    status, found, errors = farm.preflight("--to", str(wheel))

    assert status == 1, errors
    rows = {f["subject"]: f["evidence"]["rows"] for f in found["rows-in-the-way"]}
    assert rows == {"orchard_tree.height": 200, "one_name": 1, "orchard_tree.name": 200}
    assert farm.contents() == before


def test_are_no_finding_when_they_comply(farm):
    farm.run_sql(
        "DELETE FROM orchard_tree WHERE id > 1; UPDATE orchard_tree SET name='X', height=1"
    )
    wheel = farm.release(models=MODELS, operations=CHANGE)

    _, found, _ = farm.preflight("--to", str(wheel))

    assert "rows-in-the-way" not in found
