"""
A history becomes one migration, and only one that makes the same database.
"""

import os
import pathlib

import pytest
from monolith_kit import Monolith

from wheelwright.extract.squash import run
from wheelwright.extract.squash.errors import MakesAnotherSchema, NoHistory

MODELS = """\
from django.conf import settings
from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=20, unique=True)


class Plan(models.Model):
    name = models.CharField(max_length=50, db_index=True)
    clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    tags = models.ManyToManyField(Tag)
{more}
    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="has_a_name")]


class Window(models.Model):
    plan = models.ForeignKey(Plan, models.CASCADE)
"""
PRICE = "    price = models.IntegerField(default=0)\n"
BY_HAND = """\
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("legacy", "0002_price")]
    operations = [
        migrations.RunSQL("CREATE VIEW cheap AS SELECT id FROM legacy_plan WHERE price < 10"),
    ]
"""


@pytest.fixture
def grown(tmp_path: pathlib.Path) -> Monolith:
    """
    A model, and later one more column of it.
    """
    monolith = Monolith(tmp_path / "site", {"legacy": MODELS.format(more="")})
    monolith.write("legacy/models.py", MODELS.format(more=PRICE))
    monolith.manage("makemigrations", "legacy", "--name", "price")
    return monolith


def squashed(monolith: Monolith, app: str = "legacy") -> run.Squashed:
    return run.squash(monolith.project(), app=app, postgres=os.environ["DATABASE_URL"])


def test_the_squash_makes_the_same_database_byte_for_byte(grown: Monolith) -> None:
    found = squashed(grown)
    assert (found.replaced, found.same_bytes) == (2, True)


def test_nothing_is_left_to_do_where_the_history_has_run(grown: Monolith) -> None:
    grown.apply([squashed(grown).change])
    assert "No changes detected" in grown.manage("makemigrations", "--check", "--dry-run")


def test_the_user_is_named_by_its_setting(grown: Monolith) -> None:
    assert "swappable_dependency(settings.AUTH_USER_MODEL)" in (squashed(grown).change.after or "")


def test_what_sql_by_hand_has_made_is_missed(grown: Monolith) -> None:
    grown.write("legacy/migrations/0003_by_hand.py", BY_HAND)
    with pytest.raises(MakesAnotherSchema, match="the view cheap"):
        squashed(grown)


def test_an_app_without_a_history_is_refused(grown: Monolith) -> None:
    with pytest.raises(NoHistory):
        squashed(grown, "messages")
