"""
Does a wheel's metadata agree with itself, with its file name and with its source?
"""

import ast
import base64
import csv
import hashlib
import io
import pathlib
import tomllib
from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from wheelwright.adapters.wheels import Wheel
from wheelwright.report.model import Finding, Severity

ID = "metadata-inconsistent"
PYTHON = "Programming Language :: Python :: "
DJANGO = "Framework :: Django :: "
TYPED = "Typing :: Typed"


def check(folder: pathlib.Path, wheel: Wheel) -> tuple[Finding, ...]:
    """
    Report statements that contradict each other; each names both.
    """
    project = _project(folder)
    sentences = (
        *_identity(wheel, project),
        *_requirements(wheel, project),
        *_classifiers(wheel),
        *_versions_in_code(wheel),
        *_record(wheel),
    )
    return tuple(
        Finding(
            code=ID,
            severity=Severity.ERROR,
            subject=wheel.path.name,
            message=f"{wheel.path.name}: {what}.",
            hint=hint,
        )
        for what, hint in sentences
    )


def _project(folder: pathlib.Path) -> dict[str, object]:
    path = folder / "pyproject.toml"
    if not path.is_file():
        return {}
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    return dict(project) if isinstance(project, dict) else {}


def _identity(wheel: Wheel, project: dict[str, object]) -> Iterator[tuple[str, str]]:
    name, version = wheel.metadata.get("Name", ""), wheel.metadata.get("Version", "")
    if canonicalize_name(name) != wheel.package:
        yield f"its metadata names {name or 'no package'}", "Build it again; do not rename wheels."
    if _version(version) != wheel.version:
        yield f"its metadata says version {version or 'nothing'}", "Build it again."
    stated = project.get("version")
    if isinstance(stated, str) and _version(stated) != wheel.version:
        yield f"pyproject.toml says version {stated}", "Build the wheel from this source."


def _requirements(wheel: Wheel, project: dict[str, object]) -> Iterator[tuple[str, str]]:
    lines = wheel.metadata.get_all("Requires-Dist") or []
    for line in lines:
        if _requirement(line) is None:
            yield f"Requires-Dist: {line} is not a requirement", "Write it as PEP 508 says."
    stated = project.get("dependencies")
    if not isinstance(stated, list):
        return
    # Those of extras carry a marker that the source does not write.
    built = {_normal(line) for line in lines if "extra ==" not in line}
    source = {_normal(str(line)) for line in stated}
    for line in sorted(source - built):
        yield f"pyproject.toml requires {line}, the wheel does not", "Build it again."
    for line in sorted(built - source):
        yield f"the wheel requires {line}, pyproject.toml does not", "Build it again."


def _classifiers(wheel: Wheel) -> Iterator[tuple[str, str]]:
    classifiers = wheel.metadata.get_all("Classifier") or []
    hint = "Correct the classifier or the range; people choose by the one, installers by the other."
    python = _specifier(wheel.metadata.get("Requires-Python", ""))
    django = wheel.requirement_on("django")
    for text, specifier, start in (
        ("Requires-Python", python, PYTHON),
        ("its requirement on Django", django.specifier if django else None, DJANGO),
    ):
        for classifier in classifiers:
            series = classifier.removeprefix(start)
            if not classifier.startswith(start) or not _is_series(series) or specifier is None:
                continue
            # Any release of the series will do: 3.12.99 satisfies >=3.12.4, too.
            if not any(specifier.contains(f"{series}.{n}") for n in (0, 99)):
                yield f"the classifier {classifier} contradicts {text} {specifier}", hint
    ships = any(name.endswith("/py.typed") for name in wheel.files)
    if TYPED in classifiers and not ships:
        yield f"the classifier {TYPED} promises a py.typed, and there is none", "Ship py.typed."
    if ships and TYPED not in classifiers:
        yield f"it ships py.typed without the classifier {TYPED}", "Add the classifier."


def _versions_in_code(wheel: Wheel) -> Iterator[tuple[str, str]]:
    for module in wheel.modules:
        name = f"{module.replace('.', '/')}/__init__.py"
        try:
            tree = ast.parse(wheel.files[name])
        except SyntaxError:
            continue
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                names = {target.id for target in node.targets if isinstance(target, ast.Name)}
                said = str(node.value.value)
                if "__version__" in names and _version(said) != wheel.version:
                    yield f"{module}.__version__ is {said}", "Change both in one commit."


def _record(wheel: Wheel) -> Iterator[tuple[str, str]]:
    """
    The list that installers check the files against.
    """
    listed = {
        row[0]: row[1]
        for row in csv.reader(io.StringIO(wheel.info.get("RECORD", b"").decode()))
        if len(row) > 1
    }
    hint = "Build it again; never edit a wheel."
    for name, content in sorted(wheel.files.items()):
        raw = hashlib.sha256(content).digest()
        digest = "sha256=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
        if name not in listed:
            yield f"RECORD does not list {name}", hint
        elif listed[name] and listed[name] != digest:
            yield f"RECORD has another hash for {name}", hint


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _specifier(text: str) -> SpecifierSet | None:
    try:
        return SpecifierSet(text) if text else None
    except InvalidSpecifier:
        return None


def _requirement(text: str) -> Requirement | None:
    try:
        return Requirement(text)
    except InvalidRequirement:
        return None


def _normal(text: str) -> str:
    requirement = _requirement(text)
    if requirement is None:
        return text
    requirement.name = canonicalize_name(requirement.name)
    return str(requirement)


def _is_series(text: str) -> bool:
    return text.count(".") == 1 and text.replace(".", "").isdigit()
