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
LABEL = """

class Label(models.Model):
    kind = models.OneToOneField("contenttypes.ContentType", models.CASCADE, primary_key=True)
"""
FRUIT = """

class Fruit(models.Model):
    pass
"""
LABEL_AND_FRUIT = """\
        migrations.CreateModel(
            name="Label",
            fields=[
                ("kind", models.OneToOneField(on_delete=models.CASCADE, primary_key=True, serialize=False, to="contenttypes.contenttype")),
            ],
        ),
        migrations.CreateModel(
            name="Fruit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
    ]
"""
LABELS = """\
from django.contrib.contenttypes.models import ContentType
from orchard.models import Fruit, Label


def seed():
    Label.objects.create(kind=ContentType.objects.get_for_model(Fruit))
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


@pytest.fixture
def labelled(orchard):
    """Labels of content types, one each, and a model that the candidate gives up."""
    initial = INITIAL.replace("    ]\n", LABEL_AND_FRUIT).replace(
        "dependencies = []", 'dependencies = [("contenttypes", "0002_remove_content_type_name")]'
    )
    history = {"0001_initial": initial}
    orchard.old = orchard.release("1.0.0", models=MODELS + LABEL + FRUIT, migrations=history)
    orchard.new = orchard.release(
        "1.1.0",
        models=MODELS + LABEL,
        migrations=history,
        operations='migrations.DeleteModel("Fruit")',
    )
    return orchard


class TestContentTypes:
    def test_that_somebody_named_are_an_error_without_their_model(self, labelled):
        labelled.seed.write_text(LABELS)

        run = labelled.rehearse("--seed", str(labelled.seed))

        (finding,) = run.findings("access-lost")
        assert finding["subject"] == "orchard_label"
        assert finding["severity"] == "error"

    def test_that_made_up_rows_had_to_name_are_for_a_person_to_judge(self, labelled):
        run = labelled.rehearse("--rows", "100")

        (finding,) = run.findings("access-lost")
        assert finding["severity"] == "review"
        assert "has anybody such a row?" in finding["message"]


class TestGenericRelations:
    def test_are_counted_when_the_keys_of_what_they_name_change(self, noted):
        run = noted.upgrade(operations=COUNT_AGAIN.format(100))

        (finding,) = run.findings("access-lost")
        assert finding["subject"] == "orchard_note"
        assert finding["evidence"]["rows"] == 2

    def test_are_no_finding_when_the_keys_stay(self, noted):
        run = noted.upgrade(operations=COUNT_AGAIN.format(0))

        assert run.findings("access-lost") == []
