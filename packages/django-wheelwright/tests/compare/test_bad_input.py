"""
What cannot be compared says so in a sentence with its remedy, and exits with 2.
"""

import pytest
from contract_kit import API


class TestCannotCompare:
    def test_a_package_without_a_predecessor(self, grower):
        new = grower.release("1.0.0", package="plum-app")

        said = grower.compare(new=new)

        assert said.status == 2
        assert "has no release of plum-app before 1.0.0" in said.errors
        assert "For a first release there is nothing to compare with" in said.errors

    def test_a_predecessor_that_was_withdrawn(self, grower):
        (grower.releases / "withdrawn.txt").write_text(
            "orchard-app!=1.0.0  # 2026-11-21: it forgets every second row\n"
        )

        said = grower.compare(grower.old, new=grower.release("1.0.1"))

        assert said.status == 2
        assert "1.0.0 was withdrawn on 2026-11-21: it forgets every second row" in said.errors

    def test_only_predecessors_that_were_withdrawn(self, grower):
        (grower.releases / "withdrawn.txt").write_text("orchard-app!=1.0.0  # 2026-11-21: rot\n")

        said = grower.compare(new=grower.release("1.0.1"))

        assert said.status == 2
        assert "Every release of orchard-app before 1.0.1 was withdrawn" in said.errors

    def test_a_file_that_is_no_wheel(self, grower):
        broken = grower.folder / "orchard_app-1.0.1-py3-none-any.whl"
        broken.write_text("not a wheel")

        said = grower.compare(new=broken)

        assert said.status == 2
        assert "orchard_app-1.0.1-py3-none-any.whl cannot be unpacked" in said.errors

    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            (
                "orchard_app-soon-py3-none-any.whl",
                "'soon' of orchard_app-soon-py3-none-any.whl does",
            ),
            ("orchard.zip", "orchard.zip is not named like a wheel"),
            ("orchard_app-1.0.1-py3-none-any.whl", "There is no wheel"),
        ],
    )
    def test_a_name_that_does_not_fit(self, grower, name, sentence):
        said = grower.compare(grower.old, new=grower.folder / name)

        assert said.status == 2
        assert sentence in said.errors

    def test_a_wheel_that_was_renamed(self, grower):
        new = grower.release("1.0.1")
        renamed = new.rename(new.with_name("orchard_app-1.0.2-py3-none-any.whl"))

        said = grower.compare(new=renamed)

        assert said.status == 2
        assert "says inside that it is orchard-app 1.0.1" in said.errors

    def test_an_older_candidate(self, grower):
        said = grower.compare(grower.release("1.2.0"), new=grower.release("1.1.0"))

        assert said.status == 2
        assert "is not newer than orchard_app-1.2.0" in said.errors

    def test_two_packages(self, grower):
        said = grower.compare(grower.old, new=grower.release("2.0.0", package="plum-app"))

        assert said.status == 2
        assert "are two packages" in said.errors

    def test_code_that_does_not_parse(self, grower):
        new = grower.release("1.0.1", files={"orchard/api.py": "def plant(:\n"})

        said = grower.compare(new=new)

        assert said.status == 2
        assert "orchard/api.py in orchard_app-1.0.1-py3-none-any.whl does not parse" in said.errors

    def test_a_schema_that_is_not_json(self, grower):
        new = grower.release("1.0.1", files={"orchard/contract/emitted/x.json": "{"})

        said = grower.compare(new=new)

        assert said.status == 2
        assert "orchard/contract/emitted/x.json" in said.errors

    def test_a_fragment_of_an_unknown_type(self, grower):
        fragments = grower.fragment("rain.adedd.md", "More rain.\n")

        said = grower.compare("--fragments", fragments, new=grower.release("1.1.0"))

        assert said.status == 2
        assert "rain.adedd.md is not named NAME.TYPE.md with a known type" in said.errors

    def test_a_consumer_that_fits_neither_release(self, grower):
        consumer = grower.folder / "consumer.py"
        consumer.write_text("from orchard.api import graft\n")
        files = {"orchard/py.typed": "", "orchard/api.py": API}
        old, new = grower.release("1.0.0", files=files), grower.release("1.0.1", files=files)

        said = grower.compare("--consumer", consumer, old, new=new)

        assert said.status == 2
        assert "passes mypy neither on 1.0.0 nor on 1.0.1: line 1" in said.errors


class TestBaseline:
    def test_is_the_newest_usable_release_of_the_archive(self, grower):
        for version in ("1.1.0", "1.2.0", "2.0.0rc1"):
            grower.release(version, at=grower.releases)
        (grower.releases / "withdrawn.txt").write_text("orchard-app!=1.2.0  # 2026-11-21: rot\n")

        said = grower.compare(new=grower.release("2.0.0"))

        assert said.report["from"] == "1.1.0"

    def test_may_be_named(self, grower):
        grower.release("1.1.0", at=grower.releases)

        said = grower.compare(grower.old, new=grower.release("2.0.0"))

        assert said.report["from"] == "1.0.0"
