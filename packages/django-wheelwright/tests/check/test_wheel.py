"""
Does a wheel hold its source tree, and does it contradict itself?
"""

import pytest
import wheel_kit

from wheelwright.adapters import wheels
from wheelwright.check import contents, metadata
from wheelwright.errors import BadRequest

FILES = wheel_kit.domain("stock_app", "Item") | {
    "stock_app/migrations/0002_more.py": "",
    "stock_app/templates/stock_app/item.html": "<p>",
    "stock_app/py.typed": "",
}


def build(tmp_path, **how):
    return wheel_kit.package(tmp_path, "stock-app", "1.0.0", how.pop("files", FILES), **how)


class TestContents:
    @pytest.mark.parametrize(
        ("lost", "consequence"),
        [
            ("stock_app/migrations/0002_more.py", "write this migration anew"),
            ("stock_app/templates/stock_app/item.html", "Pages that use this template fail"),
            ("stock_app/py.typed", "Type checkers ignore"),
            ("stock_app/models.py", "Importing it fails"),
        ],
    )
    def test_name_a_lost_file_and_what_follows(self, tmp_path, lost, consequence):
        built = build(tmp_path, lost=(lost,))

        (finding,) = contents.check(built.folder, wheels.read(built.wheel))

        assert finding.code == "wheel-contents"
        assert finding.subject == lost
        assert consequence in finding.message

    def test_name_a_file_that_a_stale_build_brought_back(self, tmp_path):
        built = build(tmp_path)
        (built.folder / "src/stock_app/migrations/0002_more.py").unlink()

        (finding,) = contents.check(built.folder, wheels.read(built.wheel))

        assert "is not in the source tree" in finding.message

    def test_name_a_file_with_other_bytes(self, tmp_path):
        built = build(tmp_path)
        (built.folder / "src/stock_app/models.py").write_text("changed = True\n")

        (finding,) = contents.check(built.folder, wheels.read(built.wheel))

        assert "differs from the source tree" in finding.message

    def test_name_tests_at_the_top_level(self, tmp_path):
        built = build(tmp_path, files=FILES | {"tests/__init__.py": "x = 1\n"})

        found = contents.check(built.folder, wheels.read(built.wheel))

        assert any("W005" in finding.message for finding in found)

    def test_that_are_whole_say_nothing(self, tmp_path):
        built = build(tmp_path)

        assert contents.check(built.folder, wheels.read(built.wheel)) == ()


class TestMetadata:
    @pytest.mark.parametrize(
        ("header", "sentence"),
        [
            ("Requires-Python: >=3.13", "Python :: 3.12 contradicts Requires-Python >=3.13"),
            ("Classifier: Framework :: Django :: 4.2", "Django :: 4.2 contradicts"),
            ("Classifier: Typing :: Untyped", "ships py.typed without the classifier"),
            ("Requires-Dist: not a requirement", "is not a requirement"),
        ],
    )
    def test_names_a_contradiction(self, tmp_path, header, sentence):
        headers = (header, "Classifier: Programming Language :: Python :: 3.12")
        built = build(tmp_path, headers=headers, requires=("Django>=5.2",))

        found = metadata.check(built.folder, wheels.read(built.wheel))

        assert any(sentence in finding.message for finding in found)

    def test_names_a_version_that_the_source_does_not_have(self, tmp_path):
        built = build(tmp_path, headers=("Classifier: Typing :: Typed",))
        project = built.folder / "pyproject.toml"
        project.write_text(project.read_text().replace("1.0.0", "1.1.0"))

        (finding,) = metadata.check(built.folder, wheels.read(built.wheel))

        assert "pyproject.toml says version 1.1.0" in finding.message

    def test_names_a_requirement_that_the_build_lost(self, tmp_path):
        built = build(tmp_path, headers=("Classifier: Typing :: Typed",))
        project = built.folder / "pyproject.toml"
        project.write_text(project.read_text().replace("['Django']", "['Django', 'plain-kit']"))

        (finding,) = metadata.check(built.folder, wheels.read(built.wheel))

        assert "pyproject.toml requires plain-kit, the wheel does not" in finding.message

    def test_names_a_file_that_was_edited_in_the_wheel(self, tmp_path):
        built = build(
            tmp_path,
            headers=("Classifier: Typing :: Typed",),
            record={"stock_app/api.py": "sha256=AAAA"},
        )

        (finding,) = metadata.check(built.folder, wheels.read(built.wheel))

        assert "RECORD has another hash for stock_app/api.py" in finding.message


class TestUnreadable:
    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("stock_app-1.0.0-py3-none-any.whl", "cannot be read as a wheel"),
            ("stock.whl", "is not named like a wheel"),
        ],
    )
    def test_is_refused_in_a_sentence(self, tmp_path, name, sentence):
        (tmp_path / name).write_text("not a zip file")

        with pytest.raises(BadRequest, match=sentence):
            wheels.read(tmp_path / name)

    def test_may_be_missing(self, tmp_path):
        with pytest.raises(BadRequest, match="There is no wheel"):
            wheels.read(tmp_path / "stock_app-1.0.0-py3-none-any.whl")
