"""
Histories of django-simple-history move with what they are of.
"""

import pathlib

import pytest
from monolith_kit import Monolith

from wheelwright.extract import errors
from wheelwright.extract.plan.make import plan
from wheelwright.extract.survey import survey
from wheelwright.extract.write.migrations import migrations

pytest.importorskip("simple_history")
MODELS = """\
from django.db import models
from simple_history.models import HistoricalRecords


class Tag(models.Model):
    pass


class Plan(models.Model):
    tags = models.ManyToManyField(Tag)
    history = HistoricalRecords({records})
"""


def site(folder: pathlib.Path, records: str = "") -> Monolith:
    models = MODELS.format(records=records)
    return Monolith(folder, {"legacy": models}, installed=("simple_history",))


class TestHistory:
    def test_it_moves_and_keeps_its_table(self, tmp_path: pathlib.Path) -> None:
        project = site(tmp_path).project()

        made = plan(survey(project), source="legacy", target="plans", models=("Plan",))

        assert [(m.name, m.table) for m in made.moved] == [
            ("Plan", "legacy_plan"),
            ("HistoricalPlan", "legacy_historicalplan"),
        ]
        assert any(
            "'db_table': 'legacy_historicalplan'" in (change.after or "")
            for change in migrations(project, made, made.steps[0])
        )

    def test_its_line_is_the_one_of_the_records(self, tmp_path: pathlib.Path) -> None:
        found = survey(site(tmp_path).project()).model("legacy.HistoricalPlan")

        assert found is not None
        assert str(found.place) == "legacy/models.py:11"

    def test_that_of_a_many_to_many_field_is_refused(self, tmp_path: pathlib.Path) -> None:
        known = survey(site(tmp_path, "m2m_fields=[tags]").project())

        with pytest.raises(errors.ModelCannotMove, match=r"get_meta_options_m2m\(\) says db_table"):
            plan(known, source="legacy", target="plans", models=("Plan",))
