"""
Does a comparison read what hosts use, say what it did not read, and stay short?
"""

import json

import pytest
from command import run
from contract_kit import API
from pair_kit import write_wheel

TEMPLATE = "from {{ project_name }} import settings\n"
NO_DOOR = {"orchard/api.py": None, "orchard/trees.py": "def grow(tree):\n    return tree\n"}
INFO = "orchard_app-{}.dist-info/entry_points.txt"


def feeds(rows: int) -> str:
    """
    A class and thirty that inherit what it does.
    """
    made = [f"class Feed:\n    def page(self, rows={rows}):\n        return rows\n"]
    return "\n\n".join([*made, *(f"class Feed{n}(Feed):\n    pass\n" for n in range(30))])


class TestWhatIsRead:
    def test_is_the_door_where_there_is_one(self, grower):
        said = grower.compare(new=grower.release("1.0.1"))

        assert said.report["looked_at"] == [
            "orchard.api: its only door, every other module may change."
        ]
        assert said.report["left_out"] == []

    def test_is_every_public_module_where_there_is_none(self, grower):
        files = NO_DOOR | {"orchard/_soil.py": "", "orchard/tests/test_a.py": ""}

        said = grower.compare(new=grower.release("2.0.0", files=files))

        assert "orchard.trees" in said.report["looked_at"][0]
        assert "orchard._soil" in said.report["left_out"][0]
        assert "tests and samples: orchard/tests" in said.report["left_out"][1]

    def test_is_the_rest_of_a_wheel_with_templates_of_code(self, grower):
        files = {
            "orchard/project_template/urls.py": TEMPLATE,
            "orchard/snippets/view.py": TEMPLATE,
            "orchard/api.py": API.replace('"plant"]', '"plant", "water"]')
            + "\n\ndef water(*, tree: Tree) -> Tree:\n    return tree\n",
        }

        said = grower.compare(new=grower.release("1.1.0", files=files))

        assert [f["subject"] for f in said.findings("api-added")] == ["water"]
        assert "orchard/snippets/view.py of 1.1.0 is no Python" in str(said.report["limits"])

    def test_is_code_in_the_encoding_it_states(self, grower):
        new = grower.release("1.1.0", files={"orchard/words.py": "# coding: latin-1\nA = 'x'\n"})

        said = grower.compare(new=new)

        assert said.status == 0, said.output + said.errors

    def test_is_what_an_installer_registers(self, grower):
        points = "[console_scripts]\norchard = orchard.trees:main\n\n[pytest11]\npicker = orchard\n"
        old = grower.release("1.1.0", files={INFO.format("1.1.0"): points})
        new = grower.release("2.0.0", files={INFO.format("2.0.0"): points.partition("\n\n")[0]})

        said = grower.compare(old, new=new)

        assert [f["subject"] for f in said.findings("api-removed")] == ["pytest11:picker"]
        assert said.findings("command-changed") == []


class TestDates:
    @pytest.mark.parametrize("day", [(2020, 2, 2), (1980, 1, 1)])
    def test_of_a_build_tool_are_no_release(self, tmp_path, grower, day):
        old, new = (
            write_wheel(
                tmp_path,
                "plum-app",
                version,
                {"plum/__init__.py": ""},
                {"requires-python": python},
                built_on=(*day, 0, 0, 0),
            )
            for version, python in (("1.0.0", ">=3.7"), ("1.1.0", ">=3.8"))
        )

        said = grower.compare(old, new=new)

        assert said.status == 0, said.output
        assert "its files carry no date" in str(said.report["limits"])


class TestLongLists:
    def test_one_change_of_many_classes_is_one_row(self, grower):
        old = grower.release("1.1.0", files=NO_DOOR | {"orchard/feeds.py": feeds(10)})
        new = grower.release("2.0.0", files=NO_DOOR | {"orchard/feeds.py": feeds(20)})

        said = grower.compare(old, new=new)

        assert said.output.count("rows is 20 unless given") == 1
        assert "So do 30 more." in " ".join(said.output.split())
        assert len(said.findings("api-changed")) == 31

    def test_many_names_are_counted_and_printed_on_demand(self, grower):
        names = "".join(f"def pick_{n}(): ...\n\n\n" for n in range(40))
        new = grower.release("2.0.0", files={"orchard/api.py": names})

        short, whole = grower.compare(new=new), grower.compare("--all", new=new)

        assert "… and 28 more: --all prints them" in short.output
        assert "pick_39 is new" not in short.output
        assert "pick_39 is new" in whole.output

    def test_a_long_constant_says_what_came_and_went(self, grower):
        names = [f"colour_{n}" for n in range(40)]
        api = "COLOURS = {}\n"
        old = grower.release("1.1.0", files={"orchard/api.py": api.format(names)})
        new = grower.release("1.2.0", files={"orchard/api.py": api.format([*names[1:], "plum"])})

        said = grower.compare(old, new=new)

        (finding,) = said.findings("behaviour-changed")
        assert finding["message"] == (
            "COLOURS has another value: 'plum' is new; 'colour_0' is gone."
        )


class TestACrash:
    def test_is_no_verdict(self, grower):
        said = run(
            *("compare", grower.old, grower.release("1.0.1"), "--static", "--json", grower.folder),
            cwd=grower.folder,
        )

        assert said.status == 2
        assert "wheelwright itself failed (IsADirectoryError)" in said.errors


class TestAHostThatDoesNotStart:
    def test_for_another_reason_than_a_setting_says_nothing_of_settings(self, grower):
        apps = (
            "import a_library_that_nobody_installed\nfrom django.apps import AppConfig\n\n\n"
            'class OrchardConfig(AppConfig):\n    name = "orchard"\n'
            '    default_auto_field = "django.db.models.BigAutoField"\n'
        )

        said = grower.compare(
            new=grower.release("1.0.1", files={"orchard/apps.py": apps}), boot=True
        )

        assert said.findings("setting-required") == []
        assert "not for want of a setting" in json.dumps(said.report["limits"])
