"""
Does a model that keeps a history go on with the table it has?
"""

import dataclasses

import pytest
from legacy_kit import changed, order

MODELS = """\
from django.db import models
from simple_history.models import HistoricalRecords


class Plan(models.Model):
    history = {call}
"""


@pytest.mark.parametrize("name", ["HistoricalRecords", "OurHistoricalRecords"])
def test_the_class_names_the_table_of_its_history(name: str) -> None:
    asked = order("Plan")
    plan = dataclasses.replace(asked.models[0], history_table="legacy_historicalplan")
    text = MODELS.format(call=f"{name}()").replace("import HistoricalRecords", f"import {name}")

    found, _ = changed(
        dataclasses.replace(asked, models=(plan,)),
        {"legacy/__init__.py": "", "legacy/models.py": text},
    )

    assert f'history = {name}(table_name="legacy_historicalplan")' in (
        found["plans_app/models.py"] or ""
    )
