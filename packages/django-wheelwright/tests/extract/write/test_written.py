"""
A step that is written: the project checks, migrates and passes its own tests, and old imports go on.
"""

import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Callable

import legacy_kit
import pytest
from command import Said, run
from monolith_kit import Monolith

OWN = ("manage.py", "site_settings.py", "legacy/models.py", "shop/models.py")
FILES = {path: text for path, text in legacy_kit.TEXTS.items() if path not in OWN}


def git(folder: pathlib.Path, *words: str) -> str:
    settings = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    done = subprocess.run(
        ["git", *settings, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Monolith:
    folder = tmp_path_factory.mktemp("monolith") / "project"
    apps = {"legacy": legacy_kit.MODELS, "shop": legacy_kit.SHOP_MODELS}
    made = Monolith(folder, apps, files=FILES)
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Before")
    return made


@pytest.fixture
def project(original: Monolith, tmp_path: pathlib.Path) -> Monolith:
    return original.copied(tmp_path / "project")


def write(project: Monolith, *words: str) -> Said:
    plan = project.folder.parent / "plan.json"
    plan.write_text(project.step("Tag Plan Window", target="plans_app").to_json()) if (
        not plan.exists()
    ) else None
    return run("extract", "write", plan, *words, cwd=project.folder.parent)


@pytest.fixture(scope="module")
def written(original: Monolith, tmp_path_factory: pytest.TempPathFactory) -> Monolith:
    twin = original.copied(tmp_path_factory.mktemp("written") / "project")
    said = write(twin, "--apply")
    assert said.status == 0, said.errors
    return twin


class TestAWrittenStep:
    def test_passes_the_checks_of_django(self, written: Monolith) -> None:
        assert "no issues" in written.manage("check")

    def test_leaves_nothing_to_migrate(self, written: Monolith) -> None:
        assert "No changes" in written.manage("makemigrations", "--check", "--dry-run")

    def test_passes_the_tests_of_the_project(
        self, written: Monolith, new_database: Callable[..., str]
    ) -> None:
        written.manage("test", url=new_database())

    def test_lets_old_imports_go_on_with_a_warning(self, written: Monolith) -> None:
        code = (
            "import django; django.setup()\nimport warnings\n"
            "with warnings.catch_warnings(record=True) as said:\n"
            "    warnings.simplefilter('always')\n"
            "    from legacy.models import Plan\n"
            "print(Plan._meta.label, *(w.category.__name__ for w in said))\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=written.folder,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "site_settings", "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        )

        assert done.stdout == "plans_app.Plan DeprecationWarning\n"

    def test_is_not_written_twice(self, written: Monolith) -> None:
        said = write(written, "--apply")

        assert (said.status, "written already" in said.errors) == (2, True)

    def test_is_ended_by_a_closing_migration(self, written: Monolith) -> None:
        said = write(written, "--step", "1", "--close")

        assert "close_the_move_from_legacy.py" in said.output


class TestTheDiff:
    def test_is_shown_and_nothing_is_written(self, project: Monolith) -> None:
        said = write(project)

        assert said.status == 0, said.errors
        assert "+++ b/plans_app/models.py\n" in said.output
        assert git(project.folder, "status", "--porcelain") == ""

    def test_is_what_git_would_apply(self, project: Monolith, written: Monolith) -> None:
        patch = project.folder.parent / "step.patch"
        patch.write_bytes(write(project).output.encode())

        git(project.folder, "apply", str(patch))

        assert project.read("legacy/models.py") == written.read("legacy/models.py")

    def test_names_lines_to_look_at(self, project: Monolith) -> None:
        assert "shop/services.py:15: " in write(project).errors


class TestUndo:
    def test_brings_the_project_back(self, project: Monolith) -> None:
        write(project, "--apply")

        said = write(project, "--undo")

        assert "Taken back" in said.output
        assert git(project.folder, "status", "--porcelain") == ""


class TestARefusal:
    """
    Nothing is written, the status is 2, and the sentence says what to do.
    """

    def test_is_about_files_that_git_does_not_have(self, project: Monolith) -> None:
        project.write("shop/models.py", project.read("shop/models.py") + "# mine\n")

        said = write(project, "--apply")

        assert (said.status, "shop/models.py" in said.errors) == (2, True)
        assert not (project.folder / "plans_app").exists()

    def test_is_about_a_name_made_at_run_time(self, project: Monolith) -> None:
        project.write(
            "shop/dynamic.py",
            'from django.apps import apps\n\n\ndef of(name):\n    return apps.get_model("legacy", name)\n',
        )

        said = write(project, "--apply")

        assert (said.status, "shop/dynamic.py:5: " in said.errors) == (2, True)
        assert write(project, "--accept", "shop/dynamic.py:5").status == 0

    def test_is_about_a_project_that_would_not_load(self, project: Monolith) -> None:
        project.write(
            "shop/apps.py",
            "from django.apps import AppConfig\n\n\nclass Shop(AppConfig):\n    name = 'shop'\n\n"
            "    def ready(self):\n        import legacy.models\n"
            "        assert legacy.models.Plan._meta.app_label == 'legacy'\n",
        )

        said = write(project, "--apply")

        assert (said.status, "nothing was written" in said.errors) == (2, True)

    def test_is_about_models_that_migrations_do_not_have(self, project: Monolith) -> None:
        text = project.read("shop/models.py")
        project.write("shop/models.py", text + "    more = models.IntegerField(default=0)\n")

        said = write(project)

        assert (said.status, "makemigrations would still write for shop" in said.errors) == (
            2,
            True,
        )

    def test_is_about_a_model_that_is_not_there(self, project: Monolith) -> None:
        write(project)
        plan = project.folder.parent / "plan.json"
        plan.write_text(plan.read_text().replace("legacy.Tag", "legacy.Tagg"))

        said = write(project)

        assert (said.status, "no model legacy.Tagg" in said.errors) == (2, True)

    def test_is_about_a_step_that_the_plan_has_not(self, project: Monolith) -> None:
        assert "no step 7" in write(project, "--step", "7").errors

    def test_is_about_a_plan_that_is_none(self, project: Monolith) -> None:
        (project.folder.parent / "plan.json").write_text(json.dumps([1]))

        assert write(project).status == 2
