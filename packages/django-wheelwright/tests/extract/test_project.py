"""
Which settings, which Python and which folders somebody's project is loaded with.
"""

import os
import pathlib
import sys

import pytest

from wheelwright.extract import errors
from wheelwright.extract.project import given, loaded

MANAGE = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site.settings")\n'


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "manage.py").write_text(MANAGE)
    return tmp_path / "site"


class TestGiven:
    def test_the_settings_are_those_of_manage_py(self, folder: pathlib.Path) -> None:
        assert given(folder).settings == "site.settings"

    def test_settings_that_are_named_have_the_last_word(self, folder: pathlib.Path) -> None:
        assert given(folder, settings="other").settings == "other"

    def test_a_manage_py_that_says_nothing_is_refused(self, folder: pathlib.Path) -> None:
        (folder / "manage.py").write_text("import sys\n")

        with pytest.raises(errors.ProjectNotFound, match="Name them with --settings"):
            given(folder)

    @pytest.mark.parametrize("place", [".venv", "../.venv", "venv"])
    def test_its_own_environment_is_found(self, folder: pathlib.Path, place: str) -> None:
        python = folder / place / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.touch()

        assert given(folder).python.resolve() == python.resolve()

    def test_without_one_it_is_this_python(self, folder: pathlib.Path) -> None:
        assert given(folder).python == pathlib.Path(sys.executable).absolute()

    def test_a_python_that_is_not_there_is_refused(self, folder: pathlib.Path) -> None:
        with pytest.raises(errors.ProjectNotFound, match="There is no"):
            given(folder, python=folder / "python")

    def test_what_manage_py_puts_on_the_path_is_there(self, folder: pathlib.Path) -> None:
        (folder / "apps").mkdir()
        (folder / "manage.py").write_text(f'{MANAGE}sys.path.append(str(here / "apps"))\n')

        path = given(folder).environment()["PYTHONPATH"]

        assert path.split(os.pathsep) == [str(folder.resolve()), str((folder / "apps").resolve())]


class TestLoaded:
    def test_a_python_that_is_too_old_is_told(self, folder: pathlib.Path) -> None:
        python = folder / "python"
        python.write_text("#!/bin/sh\necho 3 9\n")
        python.chmod(0o755)

        with (
            pytest.raises(errors.PythonUnusable, match=r"is Python 3\.9"),
            loaded(given(folder, python=python)),
        ):
            pass

    def test_what_is_no_python_is_told(self, folder: pathlib.Path) -> None:
        python = folder / "python"
        python.touch()

        with (
            pytest.raises(errors.PythonUnusable, match="cannot be run"),
            loaded(given(folder, python=python)),
        ):
            pass
