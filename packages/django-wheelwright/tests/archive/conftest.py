"""
A throw-away repository holding one tiny package, for the tests of the archive.
"""

import pathlib
import subprocess

import pytest

PYPROJECT = """\
[build-system]
requires = ["setuptools==81.0.0"]
build-backend = "setuptools.build_meta"

[project]
name = "spoke-app"
version = "{version}"

[tool.setuptools.packages.find]
where = ["src"]
"""


class Repository:
    """
    A git repository in a folder of the test's own.
    """

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.releases = folder / "releases"
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Nobody")
        self.git("config", "user.email", "nobody@example.org")

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, *, version: str = "1.0.0", code: str = "SPOKES = 32\n") -> pathlib.Path:
        """Write the package and answer its folder, relative to the repository."""
        package = self.folder / "packages" / "spoke-app"
        (package / "src" / "spoke_app").mkdir(parents=True, exist_ok=True)
        (package / "pyproject.toml").write_text(PYPROJECT.format(version=version))
        (package / "src" / "spoke_app" / "__init__.py").write_text(code)
        return package.relative_to(self.folder)

    def commit(self, message: str = "A release") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: pathlib.Path) -> Repository:
    return Repository(tmp_path)
