"""
Pairs of releases of a tiny package: two source trees, the wheels they make, what is expected of them.
"""

import base64
import dataclasses
import hashlib
import pathlib
import tomllib
import zipfile
from collections.abc import Mapping

from wheelwright.compare.run import Comparison, compare

HERE = pathlib.Path(__file__).parent.parent / "compare"
PAIRS = HERE / "pairs"
BASES = HERE / "bases"
# Two days after Python 3.10 went out of support, and long before 3.12 does.
BUILT_ON = (2026, 11, 21, 0, 0, 0)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """
    One pair of the corpus and what `expect.toml` says of it.
    """

    folder: pathlib.Path
    about: str
    bump: str
    codes: tuple[str, ...]
    deploy: str = "D0"
    base: str = ""
    boot: bool = False
    bare: bool = False  # without the package that every other pair has
    siblings: tuple[Mapping[str, object], ...] = ()

    @property
    def name(self) -> str:
        return self.folder.name

    def compare(self, scratch: pathlib.Path) -> Comparison:
        """
        Make both wheels, and the siblings', and compare them as the command does.
        """
        releases = scratch / "releases"
        releases.mkdir()
        for sibling in self.siblings:
            contents = {
                f"{app}/migrations/{name}.py": ""
                for app, _, name in (str(m).partition(".") for m in sibling["migrations"])  # type: ignore[attr-defined]
            }
            package = str(sibling["package"])
            module = package.removesuffix("-app")
            contents |= {f"{module}/__init__.py": "", f"{module}/apps.py": ""}
            write_wheel(releases, package, str(sibling["version"]), contents)
        consumer = self.folder / "consumer.py"
        fragments = self.folder / "changes"
        return compare(
            self.wheel("old", "1.0.0", scratch),
            self.wheel("new", "1.0.1", scratch),
            releases=releases,
            consumer=consumer if consumer.exists() else None,
            fragments=fragments if fragments.exists() else None,
            static=not self.boot,
        )

    def wheel(self, side: str, version: str, scratch: pathlib.Path) -> pathlib.Path:
        contents: dict[str, str] = {} if self.bare else {"orchard/__init__.py": ""}
        for tree in filter(None, (BASES / self.base if self.base else None, self.folder / side)):
            contents |= {
                path.relative_to(tree).as_posix(): path.read_text(encoding="utf-8")
                for path in tree.rglob("*")
                if path.is_file() and path.suffix != ".pyc" and path.name != ".gitkeep"
            }
        if "orchard/models/__init__.py" in contents:
            contents.pop("orchard/models.py", None)
        project = tomllib.loads(contents.pop("project.toml", "")).get("project", {})
        return write_wheel(scratch, "orchard-app", version, contents, project)


def pairs() -> list[Pair]:
    """
    The whole corpus.
    """
    found = []
    for folder in sorted(path.parent for path in PAIRS.glob("*/expect.toml")):
        expected = tomllib.loads((folder / "expect.toml").read_text(encoding="utf-8"))
        for name in ("codes", "siblings"):
            expected[name] = tuple(expected.get(name, ()))
        found.append(Pair(folder=folder, **expected))
    return found


def write_wheel(
    folder: pathlib.Path,
    package: str,
    version: str,
    contents: Mapping[str, str],
    project: Mapping[str, object] | None = None,
    *,
    built_on: tuple[int, int, int, int, int, int] = BUILT_ON,
) -> pathlib.Path:
    """
    A wheel without a build (PyPA, binary distribution format).
    """
    stem = package.replace("-", "_")
    info = f"{stem}-{version}.dist-info"
    files = dict(contents) | {
        f"{info}/METADATA": _metadata(package, version, project or {}),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},{_digest(text)},{len(text)}\n" for name, text in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"
    path = folder / f"{stem}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(zipfile.ZipInfo(name, built_on), text)
    return path


def _metadata(package: str, version: str, project: Mapping[str, object]) -> str:
    lines = ["Metadata-Version: 2.1", f"Name: {package}", f"Version: {version}"]
    lines.append(f"Requires-Python: {project.get('requires-python', '>=3.12')}")
    listed = project.get("dependencies", [])
    extras = project.get("optional-dependencies", {})
    assert isinstance(listed, list)
    assert isinstance(extras, dict)
    lines += [f"Requires-Dist: {line}" for line in listed]
    for extra, requirements in extras.items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {line}; extra == '{extra}'" for line in requirements]
    return "\n".join(lines) + "\n"


def _digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
