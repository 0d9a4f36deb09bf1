"""
Do rows that name others by content type and key still find them after the upgrade?
"""

import pytest
from orchard_kit import INITIAL, MODELS

NOTE = """

class Note(models.Model):
    text = models.CharField(max_length=20)
    kind = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    key = models.TextField()
    about = GenericForeignKey("kind", "key")
"""
TABLE = """\
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=20)),
                ("key", models.TextField()),
                ("kind", models.ForeignKey(on_delete=models.CASCADE, to="contenttypes.contenttype")),
            ],
        ),
    ]
"""
SEED = """\
from orchard.models import Note, Tree


def seed():
    for name in ("Oak", "Elm"):
        Note.objects.create(text=f"Prune the {name}", about=Tree.objects.create(name=name))
"""
COUNT_AGAIN = """migrations.RunSQL("UPDATE orchard_tree SET id = id + {}", "")"""


@pytest.fixture
def noted(orchard):
    """Trees, and notes that name a tree by its content type and key."""
    imports = "from django.contrib.contenttypes.fields import GenericForeignKey\n"
    models = imports + MODELS + NOTE
    initial = INITIAL.replace("    ]\n", TABLE).replace(
        "dependencies = []", 'dependencies = [("contenttypes", "0002_remove_content_type_name")]'
    )
    release = orchard.release
    orchard.release = lambda version, **facts: release(
        version,
        **{"models": models, **facts, "migrations": {"0001_initial": initial}},
    )
    orchard.old = orchard.release("1.0.0")
    orchard.seed.write_text(SEED)
    return orchard


class TestGenericRelations:
    def test_are_counted_when_the_keys_of_what_they_name_change(self, noted):
        run = noted.upgrade(operations=COUNT_AGAIN.format(100))

        (finding,) = run.findings("access-lost")
        assert finding["subject"] == "orchard_note"
        assert finding["evidence"]["rows"] == 2

    def test_are_no_finding_when_the_keys_stay(self, noted):
        run = noted.upgrade(operations=COUNT_AGAIN.format(0))

        assert run.findings("access-lost") == []
