"""
A moved app that becomes a package: the project goes on, the package stands alone, and the work left is listed.
"""

import pathlib
import subprocess
from collections.abc import Callable

import legacy_kit
import pytest
from command import Said, run
from monolith_kit import Monolith

OWN = ("manage.py", "site_settings.py", "legacy/models.py", "shop/models.py")
# Functions of the project that moved code calls: one needs a table, so it cannot be copied.
SERVICES = """\
from legacy.models import Employer


def tell(employer, *, loudly: bool = False) -> str:
    return Employer.objects.get(pk=employer.pk).name + ("!" if loudly else "")
"""
# Both sides store files by it, and migrations name it by its path.
BY_YEAR = """\
def by_year(instance, filename):
    return f"2020/{filename}"


class Stamped("""
LETTER = "    letter = models.FileField(upload_to=by_year, blank=True)\n"
MODELS = legacy_kit.MODELS
for old, new in (
    ("class Stamped(", BY_YEAR),
    ("    main_plan = ", f"{LETTER}    main_plan = "),
    ("    tags = ", f"{LETTER}    tags = "),
):
    MODELS = MODELS.replace(old, new)
MODELS = MODELS.replace(
    "    def __str__(self):\n        return self.name\n",
    "    def __str__(self):\n        return self.name\n\n"
    "    def told(self):\n        from legacy.services import tell\n\n"
    "        return tell(self.employer, loudly=True)\n",
)
TESTS = legacy_kit.TESTS.replace(
    "        self.assertEqual(Employer.objects.count(), 1)\n",
    '        self.assertEqual(Employer.objects.count(), 1)\n        self.assertEqual(plan.told(), "Acme!")\n',
)
FILES = {path: text for path, text in legacy_kit.TEXTS.items() if path not in OWN} | {
    "legacy/services.py": SERVICES,
    "legacy/tests.py": TESTS,
    "requirements.txt": "Django\n",
}


def package(project: Monolith, *words: str) -> Said:
    return run(
        *("extract", "package", project.folder.parent / "plan.json", *words),
        cwd=project.folder.parent,
    )


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Monolith:
    """
    The monolith whose step is written.
    """
    folder = tmp_path_factory.mktemp("moved") / "project"
    apps = {"legacy": MODELS, "shop": legacy_kit.SHOP_MODELS}
    made = Monolith(folder, apps, files=FILES)
    plan = folder.parent / "plan.json"
    plan.write_text(made.step("Tag Plan Window", target="plans_app").to_json())
    said = run("extract", "write", plan, "--apply", cwd=folder.parent)
    assert said.status == 0, said.errors
    return made


@pytest.fixture(scope="module")
def packaged(moved: Monolith, tmp_path_factory: pytest.TempPathFactory) -> tuple[Monolith, Said]:
    twin = moved.copied(tmp_path_factory.mktemp("packaged") / "project")
    plan = (moved.folder.parent / "plan.json").read_text()
    (twin.folder.parent / "plan.json").write_text(plan.replace(str(moved.folder), str(twin.folder)))
    said = package(twin, "--apply", "--no-install")
    assert said.status == 0, said.errors
    # In place of an installation: the environment of the tests is nobody's to write to.
    twin.write(
        "manage.py",
        f"import sys\nsys.path.insert(0, 'packages/plans-app/src')\n{twin.read('manage.py')}",
    )
    return twin, said


class TestTheProject:
    def test_passes_its_own_tests_and_those_of_the_package(
        self, packaged: tuple[Monolith, Said], new_database: Callable[..., str]
    ) -> None:
        packaged[0].manage("test", "legacy", "packages/plans-app/tests", url=new_database())

    def test_has_nothing_to_migrate(self, packaged: tuple[Monolith, Said]) -> None:
        assert "No changes" in packaged[0].manage("makemigrations", "--check", "--dry-run")

    def test_has_no_such_app_in_its_folder_any_more(self, packaged: tuple[Monolith, Said]) -> None:
        assert not (packaged[0].folder / "plans_app").exists()

    def test_imports_the_api_alone(self, packaged: tuple[Monolith, Said]) -> None:
        assert "from plans_app.api import Plan\n" in packaged[0].read("legacy/views.py")

    def test_answers_the_port(self, packaged: tuple[Monolith, Said]) -> None:
        text = packaged[0].read("legacy/plans_app_adapter.py")

        assert "from legacy.services import tell\n" in text
        assert "    tell = staticmethod(tell)\n" in text
        assert 'PLANS_APP_SURROUNDINGS = "legacy.plans_app_adapter.Surroundings"\n' in packaged[
            0
        ].read("site_settings.py")

    def test_requires_it(self, packaged: tuple[Monolith, Said]) -> None:
        assert packaged[0].read("requirements.txt") == "Django\n-e ./packages/plans-app\n"


class TestThePackage:
    def test_asks_the_project_through_a_port(self, packaged: tuple[Monolith, Said]) -> None:
        models = packaged[0].read("packages/plans-app/src/plans_app/models.py")

        assert "from plans_app.conf import surroundings\n" in models
        assert "return surroundings().tell(self.employer, loudly=True)\n" in models

    def test_states_the_port(self, packaged: tuple[Monolith, Said]) -> None:
        ports = packaged[0].read("packages/plans-app/src/plans_app/ports.py")

        assert "def tell(self, employer: Any, *, loudly: Any = ...) -> Any:" in ports

    def test_has_copies_of_what_both_use(self, packaged: tuple[Monolith, Said]) -> None:
        shared = packaged[0].read("packages/plans-app/src/plans_app/shared.py")

        assert "class Stamped(models.Model):" in shared
        assert "MAX_NAME = 80" in shared

    def test_has_migrations_that_name_the_copies_as_its_models_do(
        self, packaged: tuple[Monolith, Said]
    ) -> None:
        folder = packaged[0].folder / "packages/plans-app/src/plans_app/migrations"
        text = "".join(path.read_text() for path in folder.glob("0*.py"))

        assert "upload_to=plans_app.shared.by_year" in text
        assert "legacy.models" not in text

    def test_exports_what_other_code_uses_and_no_more(
        self, packaged: tuple[Monolith, Said]
    ) -> None:
        api = packaged[0].read("packages/plans-app/src/plans_app/api.py")

        assert '    "Plan",\n' in api
        assert "plan_saved" not in api

    def test_is_built_and_has_nothing_wrong(
        self, packaged: tuple[Monolith, Said], tmp_path: pathlib.Path
    ) -> None:
        folder = packaged[0].folder
        subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
        words = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
        subprocess.run(["git", "add", "--all"], cwd=folder, check=True)
        subprocess.run(["git", *words, "commit", "-qm", "It"], cwd=folder, check=True)

        said = run("check", "packages/plans-app", "--cache", tmp_path, cwd=folder)

        assert (said.status, said.output) == (0, "plans-app  nothing wrong\n")


class TestTheListOfWork:
    @pytest.mark.parametrize(
        "line",
        [
            "legacy/models.py:",
            "packages/plans-app/src/plans_app/models.py:",
            "shop/services.py:4: uses the model Plan of plans_app.",
            "through a port",
            "takes the tables over from legacy and creates none",
        ],
    )
    def test_names_what_crosses(self, packaged: tuple[Monolith, Said], line: str) -> None:
        assert line in packaged[1].errors

    def test_is_told_again(self, packaged: tuple[Monolith, Said]) -> None:
        code = "import sys; sys.path.insert(0, 'packages/plans-app/src')\n"
        packaged[0].write("site_settings.py", code + packaged[0].read("site_settings.py"))

        said = package(packaged[0], "--list")

        assert "plans_app.Plan.employer points at legacy.Employer." in said.output


class TestARefusal:
    def test_is_about_steps_that_are_left(self, tmp_path: pathlib.Path) -> None:
        made = Monolith(
            tmp_path / "project", {"legacy": legacy_kit.MODELS, "shop": ""}, files=FILES
        )
        plan = made.step("Tag Plan Window", target="plans_app")
        (tmp_path / "plan.json").write_text(plan.to_json())

        said = package(made)

        assert (said.status, "are still in the old app" in said.errors) == (2, True)

    def test_is_about_an_app_inside_a_package_of_the_project(self, moved: Monolith) -> None:
        plan = moved.folder.parent / "dotted.json"
        text = (moved.folder.parent / "plan.json").read_text()
        plan.write_text(text.replace('"target_module": "plans_app"', '"target_module": "a.plans"'))

        said = run("extract", "package", plan, cwd=plan.parent)

        assert (said.status, "--to plans" in said.errors) == (2, True)

    def test_is_about_a_folder_that_is_taken(self, moved: Monolith) -> None:
        said = package(moved, "--out", "legacy")

        assert (said.status, "legacy is there already" in said.errors) == (2, True)
