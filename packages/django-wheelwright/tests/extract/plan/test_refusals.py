"""
What stands in the way is said, with file and line.
"""

import pathlib

import pytest
from survey_kit import app, key, model, survey

from wheelwright.extract import errors
from wheelwright.extract.plan.make import plan
from wheelwright.extract.values import Named, Place, Plan, Problem, Survey


def made(known: Survey, *models: str, target: str = "plans") -> Plan:
    return plan(known, source="legacy", target=target, models=models or ("Plan",))


def refused(known: Survey, *models: str, target: str = "plans") -> str:
    with pytest.raises(errors.ExtractRefused) as refusal:
        made(known, *models, target=target)
    return str(refusal.value)


class TestRefusals:
    def test_another_database_than_postgresql(self) -> None:
        assert "default database is sqlite" in refused(
            survey(model("legacy.Plan"), vendor="sqlite")
        )

    def test_migrations_that_conflict_are_told_with_their_files(self) -> None:
        places = (
            Place(file="legacy/migrations/0002_a.py"),
            Place(file="legacy/migrations/0002_b.py"),
        )
        conflict = Problem(kind="migrations-conflict", message="Two last ones.", places=places)

        said = refused(survey(model("legacy.Plan"), problems=(conflict,)))

        assert "Two last ones. (legacy/migrations/0002_a.py, legacy/migrations/0002_b.py)" in said

    def test_an_app_that_is_not_there(self) -> None:
        assert "No installed app has the label legacy." in refused(survey(model("shop.Plan")))

    def test_an_app_of_the_environment(self) -> None:
        known = survey(model("legacy.Plan"), apps=(app("legacy", own=False),))

        assert "not yours to write" in refused(known)

    def test_a_model_that_is_not_there(self) -> None:
        assert "Did you mean Plan?" in refused(survey(model("legacy.Plan")), "Plam")

    def test_the_user_model(self) -> None:
        assert "AUTH_USER_MODEL" in refused(survey(model("legacy.Plan"), user_model="legacy.Plan"))

    def test_a_model_that_a_setting_of_an_installed_app_names(self) -> None:
        image = model("images.Image", swappable="IMAGE_MODEL", swapped_for="legacy.Plan")

        assert "IMAGE_MODEL names it" in refused(survey(model("legacy.Plan"), image))

    def test_a_key_from_an_app_of_the_environment(self) -> None:
        known = survey(
            model("legacy.Plan"),
            model("tags.Tagged"),
            relations=(key("tags.Tagged.plan", "legacy.Plan"),),
            apps=(app("legacy"), app("tags", own=False)),
        )

        assert "tags.Tagged.plan names it (tags/models.py:2)" in refused(known)

    def test_a_name_that_the_label_is_part_of_and_how_to_keep_it(self) -> None:
        named = (Named(name="%(app_label)s_unique", place=Place(file="base.py", line=4)),)

        said = refused(survey(model("legacy.Plan", named_by_label=named)))

        assert 'write "legacy" for %(app_label)s there' in said

    def test_such_a_name_that_models_of_other_apps_have_as_well(self) -> None:
        named = (Named(name="%(app_label)s_unique", place=Place(file="base.py", line=4)),)
        known = survey(
            model("legacy.Plan", named_by_label=named), model("shop.Order", named_by_label=named)
        )

        assert "models of other apps have it as well" in refused(known)

    def test_a_model_of_that_name_in_the_new_app(self) -> None:
        known = survey(model("legacy.Plan"), model("plans.Plan"))

        assert "legacy.Plan and plans.Plan (plans/models.py:1)" in refused(known)

    def test_a_folder_that_is_no_app(self, tmp_path: pathlib.Path) -> None:
        (tmp_path / "plans").mkdir()
        (tmp_path / "plans" / "prices.py").touch()

        assert "plans is there" in refused(survey(model("legacy.Plan"), folder=tmp_path))

    @pytest.mark.parametrize("target", ["class", "new-app", "1st"])
    def test_a_word_that_is_no_name_of_an_app(self, target: str) -> None:
        assert "is no name for an app" in refused(survey(model("legacy.Plan")), target=target)


class TestNamesBuiltAtRunTime:
    @pytest.mark.parametrize(
        "line",
        [
            'apps.get_model(f"legacy.{name}")',
            'apps.get_model("legacy." + name)',
            'apps.get_model("legacy.%s" % name)',
            'apps.get_model("legacy.{}".format(name))',
            "apps.register_model('legacy', made)",
            'apps.get_model("legacy", name)',
            "apps.get_model(app_label='legacy', model_name=name)",
            "setattr(sys.modules[__name__], name, made)",
            'type(name, (models.Model,), {"__module__": __name__})',
        ],
    )
    def test_they_are_told_with_the_line(self, tmp_path: pathlib.Path, line: str) -> None:
        (tmp_path / "legacy").mkdir()
        (tmp_path / "legacy" / "models.py").write_text(f"class Plan: ...\n\n\n{line}\n")

        said = refused(survey(model("legacy.Plan"), folder=tmp_path))

        assert "legacy/models.py:4" in said

    def test_a_name_that_is_a_variable_is_nobodys(self, tmp_path: pathlib.Path) -> None:
        (tmp_path / "legacy").mkdir()
        (tmp_path / "legacy" / "models.py").write_text("class Plan: ...\napps.get_model(name)\n")

        assert made(survey(model("legacy.Plan"), folder=tmp_path)).moved


class TestCircles:
    BOTH = (
        "class Base(models.Model): ...\n"
        "class Plan(Base): ...\n"
        "class Window(Base):\n"
        "    plans = PlanForm(Plan)\n"
    )

    def write(self, folder: pathlib.Path, text: str) -> Survey:
        (folder / "legacy").mkdir()
        (folder / "legacy" / "models.py").write_text(text)
        return survey(model("legacy.Plan"), model("legacy.Window"), folder=folder)

    def test_both_needs_are_told(self, tmp_path: pathlib.Path) -> None:
        said = refused(self.write(tmp_path, self.BOTH))

        assert "legacy/models.py:2: Plan moves and needs Base, which stays" in said
        assert "legacy/models.py:4: Window stays and needs Plan, which moves" in said

    def test_both_together_can_move(self, tmp_path: pathlib.Path) -> None:
        assert made(self.write(tmp_path, self.BOTH), "Plan", "Window").moved

    def test_a_key_by_class_is_no_need(self, tmp_path: pathlib.Path) -> None:
        lazy = self.BOTH.replace("PlanForm(Plan)", "models.ForeignKey(Plan, models.CASCADE)")

        assert made(self.write(tmp_path, lazy)).moved

    def test_what_a_method_does_is_no_need(self, tmp_path: pathlib.Path) -> None:
        later = self.BOTH.replace("plans = PlanForm(Plan)", "def f(self): return Plan()")

        assert made(self.write(tmp_path, later)).moved

    def test_a_base_that_only_the_model_needs_goes_along(self, tmp_path: pathlib.Path) -> None:
        alone = self.BOTH.replace("class Window(Base)", "class Window(models.Model)")

        assert made(self.write(tmp_path, alone)).moved
