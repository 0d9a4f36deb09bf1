"""
Which modules, apps and test helpers does an installed package bring? Read from its RECORD.
"""

import csv
import dataclasses
import json
import pathlib

from packaging.utils import canonicalize_name

from wheelwright.errors import CellBroken


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """
    The files of one installed distribution, relative to its site-packages.
    """

    site: pathlib.Path
    files: tuple[str, ...]

    @property
    def modules(self) -> tuple[str, ...]:
        """
        Its top-level packages.
        """
        return tuple(
            sorted(
                {
                    f.split("/")[0]
                    for f in self.files
                    if f.count("/") == 1 and f.endswith("/__init__.py")
                }
            )
        )

    @property
    def apps(self) -> tuple[str, ...]:
        """
        Its top-level packages that are Django apps.
        """
        return tuple(name for name in self.modules if f"{name}/apps.py" in self.files)

    @property
    def seeds(self) -> tuple[str, ...]:
        """
        The modules `<app>.testing` it ships for seeding its own tables.
        """
        return tuple(
            f"{n}.testing" for n in self.modules if f"{n}/testing/__init__.py" in self.files
        )

    @property
    def code_first(self) -> bool:
        """
        Does a shipped <app>/contract/deploy.json say that its code may start before its migrations?

        Raises:
            CellBroken: if such a file is no JSON object.
        """
        for path in (self.site / name / "contract" / "deploy.json" for name in self.modules):
            if not path.is_file():
                continue
            try:
                said = json.loads(path.read_text(encoding="utf-8"))
                if said.get("code_first") is True:
                    return True
            except (ValueError, AttributeError) as exc:
                raise CellBroken(
                    f"{path.relative_to(self.site)} is not a JSON object: {exc}.",
                    'Write {"code_first": true} or leave it out.',
                ) from exc
        return False

    @property
    def migrations(self) -> tuple[str, ...]:
        """
        Its migration files.
        """
        return tuple(
            file
            for file in self.files
            if file.split("/")[-2:-1] == ["migrations"] and not file.endswith("/__init__.py")
        )


def read(env: pathlib.Path, package: str) -> Installed:
    """
    Find a distribution in an environment.

    Raises:
        CellBroken: if it is not there.
    """
    for record in sorted(env.glob("lib/python*/site-packages/*.dist-info/RECORD")):
        name = record.parent.name.removesuffix(".dist-info").rpartition("-")[0]
        if canonicalize_name(name) == canonicalize_name(package):
            with record.open(newline="", encoding="utf-8") as file:
                names = [row[0] for row in csv.reader(file) if row]
            return Installed(
                site=record.parent.parent,
                files=tuple(sorted(n for n in names if n.endswith(".py") and ".." not in n)),
            )
    raise CellBroken(f"{package} was not installed.", "Its wheel has another name inside.")
