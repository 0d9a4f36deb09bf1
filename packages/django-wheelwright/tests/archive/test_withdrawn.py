"""
Is a withdrawn release written down once, in a form that pip and uv obey?
"""

import datetime as dt
import subprocess
import sys
import venv

import pytest
from packaging.version import Version

from wheelwright.archive import release, withdrawn
from wheelwright.archive.withdrawn import Withdrawn, WithdrawnUnreadable

WAILS = Withdrawn(
    package="spoke-app", version=Version("1.1.0"), on=dt.date(2026, 11, 21), reason="It wails."
)


def resolve(folder, *words: str) -> subprocess.CompletedProcess[str]:
    """What uv would install from a folder of wheels."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header"]
    command += ["--no-annotate", "--no-index", "--find-links", ".", "in.txt", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def wheels(repository):
    """Spoke-app 1.0.0 and 1.1.0, and 1.1.0 is withdrawn."""
    for version in ("1.0.0", "1.1.0"):
        folder = repository.write(version=version)
        repository.commit()
        release.archive(folder, repository.releases, revision="HEAD", cwd=repository.folder)
    withdrawn.add(repository.releases, WAILS)
    return repository.releases


class TestTheFile:
    def test_is_read_as_it_was_written(self, tmp_path):
        withdrawn.add(tmp_path, WAILS)

        assert withdrawn.read(tmp_path) == (WAILS,)

    def test_finds_a_release_however_its_package_is_spelt(self, tmp_path):
        withdrawn.add(tmp_path, WAILS)

        assert withdrawn.find(tmp_path, "Spoke_App", Version("1.1")) == WAILS
        assert withdrawn.find(tmp_path, "spoke-app", Version("1.1.1")) is None

    def test_names_a_line_that_is_none_of_ours(self, tmp_path):
        (tmp_path / withdrawn.FILE).write_text("spoke-app==1.1.0\n")

        with pytest.raises(WithdrawnUnreadable, match="Write it as"):
            withdrawn.read(tmp_path)


class TestAnInstaller:
    def test_takes_the_release_before_it(self, wheels):
        (wheels / "in.txt").write_text("spoke-app\n")

        assert resolve(wheels, "-c", withdrawn.FILE).stdout.strip() == "spoke-app==1.0.0"

    def test_refuses_it_by_name(self, wheels):
        (wheels / "in.txt").write_text("spoke-app==1.1.0\n")

        assert resolve(wheels).returncode == 0
        assert resolve(wheels, "-c", withdrawn.FILE).returncode != 0

    def test_that_is_pip_refuses_it_too(self, wheels, tmp_path):
        venv.create(tmp_path / "env", with_pip=True)
        pip = [tmp_path / "env" / "bin" / "pip", "install", "--dry-run", "--no-index", "--no-deps"]
        pip += ["--find-links", ".", "spoke-app==1.1.0"]

        free = subprocess.run(pip, cwd=wheels, capture_output=True, text=True)
        held = subprocess.run(
            [*pip, "--constraint", withdrawn.FILE], cwd=wheels, capture_output=True, text=True
        )

        assert (free.returncode, held.returncode) == (0, 1), free.stderr
