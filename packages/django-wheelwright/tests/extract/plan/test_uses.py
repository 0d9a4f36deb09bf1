"""
Which lines name what moves.
"""

import pytest
from survey_kit import model, survey

from wheelwright.extract.plan import uses
from wheelwright.extract.plan.names import names_of

PLAN = model("legacy.Plan", permissions=("view_plan",))
NAMES = names_of(survey(PLAN), frozenset({"legacy.Plan"}))


def found(text: str, path: str = "shop/views.py") -> list[tuple[str, int]]:
    return [(use.kind, use.place.line) for use in uses.python(path, text, NAMES)]


class TestPython:
    @pytest.mark.parametrize(
        ("kind", "line"),
        [
            ("import", "from legacy.models import Plan"),
            ("import", "from legacy.models import Plan as P"),
            ("label", 'models.ForeignKey("legacy.plan")'),
            ("label", 'apps.get_model("legacy", "Plan")'),
            ("label", 'ContentType.objects.get(app_label="legacy", model="plan")'),
            ("permission", 'user.has_perm("legacy.view_plan")'),
            ("path", 'PLAN = "legacy.models.Plan"'),
            ("path", 'mock.patch("legacy.models.Plan.save")'),
            ("url", 'reverse("admin:legacy_plan_changelist")'),
        ],
    )
    def test_it_is_found(self, kind: str, line: str) -> None:
        assert found(line) == [(kind, 1)]

    def test_an_attribute_of_a_module_is_found_under_its_alias(self) -> None:
        assert found("import legacy.models as m\nm.Plan.objects.all()") == [("attribute", 2)]

    def test_a_relative_import_is_found(self) -> None:
        assert found("from .models import Plan", "legacy/views.py") == [("import", 1)]

    @pytest.mark.parametrize(
        "line",
        ["from shop.models import Plan", 'x = "legacy.Planner"', "import legacy", "# legacy.Plan"],
    )
    def test_something_else_is_not(self, line: str) -> None:
        assert found(line) == []


class TestTemplate:
    def test_a_permission_is_found(self) -> None:
        (use,) = uses.template("a.html", "{% if perms.legacy.view_plan %}", NAMES)

        assert use.kind == "permission"

    def test_one_of_another_model_is_not(self) -> None:
        assert list(uses.template("a.html", "{% if perms.legacy.view_tag %}", NAMES)) == []


class TestFixture:
    def test_rows_are_counted(self) -> None:
        text = '[{"model": "legacy.plan", "pk": 1},\n {"model": "legacy.plan", "pk": 2}]'

        (use,) = uses.fixture("seed.json", text, NAMES)

        assert (use.text, use.place.line) == ("2 rows", 1)

    def test_yaml_is_read_too(self) -> None:
        (use,) = uses.fixture("seed.yaml", "- model: legacy.plan\n  pk: 1\n", NAMES)

        assert use.subject == "legacy.Plan"
