"""
Which texts that name a model follow it, and which are only shown to a person?
"""

import pytest
from legacy_kit import changed, order

from wheelwright.extract.code.order import Weight

MODELS = "from django.db import models\n\n\nclass Plan(models.Model):\n    pass\n"


def after(text: str, path: str = "shop/views.py") -> tuple[str, list[str]]:
    texts = {"legacy/__init__.py": "", "legacy/models.py": MODELS, path: text}
    found, what = changed(order("Plan", staying=("Employer",)), texts)
    return found[path] or "", [f"{r.weight}:{r.line}" for r in what.remarks if r.path == path]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ('get_model("legacy.Plan")', 'get_model("plans_app.Plan")'),
        ("get_model('legacy.plan')", "get_model('plans_app.plan')"),
        ('apps.get_model("legacy", "Plan")', 'apps.get_model("plans_app", "Plan")'),
        (
            'apps.get_model(app_label="legacy", model_name="plan")',
            'apps.get_model(app_label="plans_app", model_name="plan")',
        ),
        ('has_perm("legacy.change_plan")', 'has_perm("plans_app.change_plan")'),
        ('reverse("admin:legacy_plan_change")', 'reverse("admin:plans_app_plan_change")'),
        ('PATH = "legacy.models.Plan.objects"', 'PATH = "plans_app.models.Plan.objects"'),
        (
            'Permission.objects.get(codename="add_plan", content_type__app_label="legacy")',
            'Permission.objects.get(codename="add_plan", content_type__app_label="plans_app")',
        ),
        (
            'ContentType.objects.get_by_natural_key("legacy", "plan")',
            'ContentType.objects.get_by_natural_key("plans_app", "plan")',
        ),
    ],
)
def test_a_text_in_code_follows(before: str, now: str) -> None:
    assert after(before + "\n") == (now + "\n", [])


@pytest.mark.parametrize(
    "text",
    [
        'get_model("legacy.Employer")',
        'has_perm("legacy.change_employer")',
        'render(request, "legacy/plan_detail.html")',
        '"""legacy.Plan is told about here."""',
        'PATH = "legacy.models.Planet"',
    ],
)
def test_a_text_about_something_else_stays(text: str) -> None:
    assert after(text + "\n") == (text + "\n", [])


@pytest.mark.parametrize(
    "text",
    [
        'topic = "legacy.plan"',
        'legacy.get_model("Plan")',
        'has_perm(f"legacy.{verb}_plan")',
        'has_perm("legacy.%s_plan" % verb)',
        "from legacy import models\n\ngetattr(models, name)",
        'apps.get_app_config("legacy").get_models()',
        'Permission.objects.filter(content_type__app_label="legacy", codename__in=codes)',
    ],
)
def test_a_text_that_nobody_can_be_sure_of_is_shown(text: str) -> None:
    now, remarks = after(text + "\n")

    assert now == text + "\n"
    assert remarks == [f"{Weight.LOOK}:{text.count(chr(10)) + 1}"]


def test_a_lookup_by_a_name_made_at_run_time_stops_the_step() -> None:
    assert after('x = 1\napps.get_model("legacy", name)\n')[1] == [f"{Weight.STOP}:2"]


@pytest.mark.parametrize(
    ("path", "before", "now"),
    [
        (
            "legacy/templates/a.html",
            "{% if perms.legacy.add_plan %}{% url 'admin:legacy_plan_add' %}{% endif %}",
            "{% if perms.plans_app.add_plan %}{% url 'admin:plans_app_plan_add' %}{% endif %}",
        ),
        (
            "legacy/fixtures/a.json",
            '[{"model": "legacy.plan"}, {"model": "legacy.planet"}, ["add_plan", "legacy", "plan"]]',
            '[{"model": "plans_app.plan"}, {"model": "legacy.planet"}, ["add_plan", "plans_app", "plan"]]',
        ),
        (
            "legacy/fixtures/a.yaml",
            "- model: legacy.plan\n  pk: 1\n",
            "- model: plans_app.plan\n  pk: 1\n",
        ),
        (
            "legacy/fixtures/a.xml",
            '<object model="legacy.plan">',
            '<object model="plans_app.plan">',
        ),
        ("setup.cfg", "path = legacy.models.Plan\n", "path = plans_app.models.Plan\n"),
    ],
)
def test_a_text_outside_code_follows(path: str, before: str, now: str) -> None:
    assert after(before, path)[0] == now


def test_a_page_that_is_found_by_the_label_is_found_under_the_new_one() -> None:
    texts = {
        "legacy/__init__.py": "",
        "legacy/models.py": MODELS,
        "legacy/templates/admin/legacy/plan/change_form.html": "mine",
    }

    found, _ = changed(order("Plan"), texts)

    assert found["legacy/templates/admin/plans_app/plan/change_form.html"] == (
        '{% extends "admin/legacy/plan/change_form.html" %}\n'
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ('INSTALLED_APPS = ["legacy"]', 'INSTALLED_APPS = ["legacy", "plans_app"]'),
        (
            "INSTALLED_APPS = (\n    'legacy.apps.LegacyConfig',  # all\n    'shop',\n)",
            "INSTALLED_APPS = (\n    'legacy.apps.LegacyConfig',  # all\n    'plans_app',\n    'shop',\n)",
        ),
        (
            'LOCAL_APPS = [\n    "shop",\n    "legacy",  # all\n]',
            'LOCAL_APPS = [\n    "shop",\n    "legacy",  # all\n    "plans_app",\n]',
        ),
        (
            'APPS = [\n    "legacy",  # all\n]',
            'APPS = [\n    "legacy",  # all\n    "plans_app",\n]',
        ),
        ('INSTALLED_APPS += ["legacy"]', 'INSTALLED_APPS += ["legacy", "plans_app"]'),
    ],
)
def test_the_new_app_is_installed_behind_the_old_one(before: str, now: str) -> None:
    assert after(before + "\n", "settings.py")[0] == now + "\n"


def test_a_project_whose_apps_are_made_at_run_time_is_told_the_line() -> None:
    texts = {"legacy/__init__.py": "", "legacy/models.py": MODELS}

    _, what = changed(order("Plan"), texts)

    assert any('add "plans_app" to INSTALLED_APPS' in r.what for r in what.remarks)
