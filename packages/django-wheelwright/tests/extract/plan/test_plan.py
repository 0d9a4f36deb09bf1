"""
`wheelwright extract plan` on a project as it lies in a folder.
"""

import json
import pathlib
import sys
from collections.abc import Callable

import pytest
from command import Said, run
from monolith_kit import Monolith

from wheelwright.extract.values import Plan

LEGACY = """\
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver


class Stamped(models.Model):
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class Loud:
    pass


class Employer(Stamped):
    name = models.CharField(max_length=50)


class Plan(Loud, Stamped):
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE)
    tags = models.ManyToManyField("Tag")


class Tag(models.Model):
    pass


class GoldPlan(Plan):
    pass


class Window(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)


@receiver(post_save, sender=Plan)
def after_plan(**kwargs):
    pass
"""
SHOP = """\
from django.db import models


class Order(models.Model):
    plan = models.ForeignKey("legacy.Plan", on_delete=models.CASCADE)
"""
VIEWS = """\
from django.contrib.auth.decorators import permission_required

from legacy.models import Plan


@permission_required("legacy.view_plan")
def page(request):
    return Plan
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Monolith:
    folder = tmp_path_factory.mktemp("site")
    files = {"legacy/views.py": VIEWS}
    return Monolith(folder, {"legacy": LEGACY, "shop": SHOP}, files=files)


def asked(site: Monolith, *words: object, folder: object = ".") -> Said:
    command = (
        "extract",
        "plan",
        "--project",
        folder,
        "--python",
        sys.executable,
        "--from",
        "legacy",
    )
    settings = {"DJANGO_SETTINGS_MODULE": None, "DATABASE_URL": None}
    return run(*command, *words, cwd=site.folder, environment=settings)


@pytest.fixture(scope="module")
def plan(site: Monolith) -> Plan:
    said = asked(site, "--to", "plans", "--json", "--models", "Plan", "Tag")
    assert said.status == 0, said.errors
    return Plan.from_json(said.output)


class TestPlan:
    def test_a_child_comes_along(self, plan: Plan) -> None:
        assert [moved.name for moved in plan.moved] == ["Tag", "Plan", "GoldPlan"]

    def test_whoever_names_them_is_told_with_the_line(self, plan: Plan) -> None:
        found = {r.name: str(r.place) for r in plan.steps[0].pointing_in}

        assert found == {
            "legacy.Window.plan": "legacy/models.py:35",
            "shop.Order.plan": "shop/models.py:5",
        }

    def test_the_other_app_gets_a_migration_too(self, plan: Plan) -> None:
        assert plan.steps[0].repointed_apps == ("shop",)

    def test_code_that_goes_and_code_that_stays_are_told_apart(self, plan: Plan) -> None:
        goes = {c.label: c.goes for c in plan.steps[0].companions if "models" in c.label}

        assert goes == {"legacy.models.Loud": True, "legacy.models.Stamped": False}

    def test_uses_are_told_with_the_line(self, plan: Plan) -> None:
        assert {(use.kind, str(use.place)) for use in plan.uses} == {
            ("import", "legacy/views.py:3"),
            ("permission", "legacy/views.py:6"),
            ("label", "shop/models.py:5"),
            ("receiver", "legacy/models.py:38"),
        }

    def test_what_old_migrations_import_is_told(self, plan: Plan) -> None:
        assert [use.subject for use in plan.pinned] == ["legacy.models.Loud"]

    def test_nothing_that_moves_is_locked(self, plan: Plan) -> None:
        tables = {lock.table for lock in plan.steps[0].locks}

        assert tables == {
            "django_content_type",
            "auth_permission",
            "auth_group_permissions",
            "auth_user_user_permissions",
        }


class TestCommand:
    def test_without_models_it_says_where_to_begin(self, site: Monolith) -> None:
        said = asked(site, "--html", "page.html")

        assert "legacy has 5 models." in said.output
        assert "<svg" in (site.folder / "page.html").read_text()

    def test_the_plan_and_its_page_are_written(
        self, site: Monolith, tmp_path: pathlib.Path
    ) -> None:
        out, page = tmp_path / "plan.json", tmp_path / "plan.html"
        said = asked(site, "--to", "plans", "--models", "Tag", "--out", out, "--html", page)

        assert said.status == 0, said.errors
        assert json.loads(out.read_text())["target"] == "plans"
        assert "legacy.Plan.tags" in page.read_text()

    def test_the_project_is_left_as_it_was(self, site: Monolith) -> None:
        before = sorted(path for path in site.folder.rglob("*") if path.name != "page.html")
        asked(site, "--to", "plans", "--models", "Tag")

        assert sorted(p for p in site.folder.rglob("*") if p.name != "page.html") == before

    def test_models_without_an_app_to_go_to_are_refused(self, site: Monolith) -> None:
        said = asked(site, "--models", "Tag")

        assert said.status == 2
        assert said.errors.startswith("--models and --to belong together.")

    def test_a_folder_without_a_project_is_refused(
        self, site: Monolith, tmp_path: pathlib.Path
    ) -> None:
        said = asked(site, folder=tmp_path)

        assert said.status == 2
        assert "has no manage.py" in said.errors


class TestNotReady:
    def test_a_project_that_does_not_start(self, site: Monolith, tmp_path: pathlib.Path) -> None:
        broken = site.copied(tmp_path / "broken")
        broken.write("legacy/models.py", "import nowhere\n")

        said = asked(broken)

        assert said.status == 2
        assert "No module named 'nowhere'" in said.errors
        assert "legacy/models.py" in said.errors

    def test_models_that_disagree_with_their_migrations(
        self, site: Monolith, tmp_path: pathlib.Path
    ) -> None:
        ahead = site.copied(tmp_path / "ahead")
        ahead.write("shop/models.py", f"{SHOP}    paid = models.BooleanField(default=False)\n")

        said = asked(ahead, "--to", "plans", "--models", "Tag")

        assert "makemigrations would still write for shop: Add field paid to order" in said.errors

    def test_two_last_migrations(self, site: Monolith, tmp_path: pathlib.Path) -> None:
        forked = site.copied(tmp_path / "forked")
        for name in "ab":
            forked.write(
                f"legacy/migrations/0002_{name}.py",
                "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
                '    dependencies = [("legacy", "0001_initial")]\n',
            )

        said = asked(forked, "--to", "plans", "--models", "Tag")

        assert "legacy has 2 last migrations: 0002_a, 0002_b." in said.errors
        assert "legacy/migrations/0002_a.py" in said.errors

    def test_migrations_that_the_database_has_not_run(
        self, site: Monolith, new_database: Callable[..., str]
    ) -> None:
        url = new_database()
        site.manage("migrate", "legacy", url=url)

        said = run(
            *("extract", "plan", "--python", sys.executable, "--from", "legacy"),
            *("--to", "plans", "--models", "Tag"),
            cwd=site.folder,
            environment={"DJANGO_SETTINGS_MODULE": None, "DATABASE_URL": url},
        )

        assert "shop.0001_initial" in said.errors
        assert "shop/migrations/0001_initial.py" in said.errors
