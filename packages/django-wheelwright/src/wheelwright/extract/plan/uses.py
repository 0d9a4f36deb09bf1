"""
Which lines of the project name what moves? Python is parsed; templates and fixtures are searched.
"""

import ast
import pathlib
import re
from collections.abc import Iterator, Mapping

from wheelwright.extract.plan import sources
from wheelwright.extract.plan.bare import bare_names
from wheelwright.extract.plan.names import Names, names_of
from wheelwright.extract.values import Place, Survey, Use

MIGRATIONS = re.compile(r"(^|/)migrations/[^/]+\.py$")


def uses(survey: Survey, labels: frozenset[str]) -> tuple[Use, ...]:
    """
    Each line outside migrations that names a model that moves, one of its permissions or its paths.
    """
    folder = pathlib.Path(survey.folder)
    names = names_of(survey, labels)
    found: list[Use] = [*_receivers(survey, labels), *bare_names(survey, labels)]
    for path, file in sources.files(folder, ".py"):
        if not MIGRATIONS.search(path):
            found += python(path, sources.text(file), names)
    for path, file in sources.files(folder, *sources.TEMPLATES):
        found += template(path, sources.text(file), names)
    for path, file in sources.files(folder, *sources.FIXTURES):
        found += fixture(path, sources.text(file), names)
    return tuple(sorted(set(found), key=lambda use: (use.place, use.kind, use.text)))


def pinned(survey: Survey, source: str) -> tuple[Use, ...]:
    """
    What migrations import of the old app's code: it keeps that path for as long as they are there.
    """
    app = survey.app(source)
    assert app is not None
    # Nothing that moves may be missed: validators and defaults live in any module of the app.
    pattern = re.compile(rf"""(?<![\w."'])({re.escape(app.module)}(?:\.\w+)+)(?!["'])""")
    found: dict[str, Use] = {}
    for path, file in sources.files(pathlib.Path(survey.folder), ".py"):
        if not MIGRATIONS.search(path):
            continue
        for number, line in enumerate(sources.text(file).splitlines(), 1):
            if app.module not in line or line.lstrip().startswith(("import ", "from ", "#")):
                continue
            for name in pattern.findall(line):
                place = Place(file=path, line=number)
                found.setdefault(
                    name, Use(kind="migration", subject=name, text=line.strip()[:160], place=place)
                )
    return tuple(found[name] for name in sorted(found))


def _receivers(survey: Survey, labels: frozenset[str]) -> Iterator[Use]:
    for receiver in survey.receivers:
        if receiver.sender in labels and not receiver.place.file.startswith("/"):
            yield Use(
                kind="receiver",
                subject=receiver.sender,
                text=f"{receiver.signal}: {receiver.function}",
                place=receiver.place,
            )


def python(path: str, text: str, names: Names) -> Iterator[Use]:
    """
    Each use in one file; nothing if it is no Python of this version.
    """
    if not names.may_be_in(text):
        return
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    lines = text.splitlines()
    modules: dict[str, str] = {}  # a name in this file, and the module that it stands for

    def use(kind: str, subject: str, node: ast.AST) -> Use:
        number = getattr(node, "lineno", 0)
        line = lines[number - 1].strip()[:160] if 0 < number <= len(lines) else ""
        return Use(kind=kind, subject=subject, text=line, place=Place(file=path, line=number))

    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                modules[alias.asname or alias.name] = alias.name
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(path, node)
            for alias in node.names:
                if label := names.classes.get(f"{module}.{alias.name}"):
                    yield use("import", label, node)
                else:
                    modules[alias.asname or alias.name] = f"{module}.{alias.name}"
        elif isinstance(node, ast.Call):
            if label := _called(node, names):
                yield use("label", label, node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            kind, subject = names.of_string(node.value)
            if kind:
                yield use(kind, subject, node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (dotted := _dotted(node.value)):
            full = f"{_resolved(dotted, modules)}.{node.attr}"
            if label := names.classes.get(full):
                yield use("attribute", label, node)


def _absolute(path: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = pathlib.PurePosixPath(path).parent.parts
    kept = package[: len(package) - node.level + 1]
    return ".".join((*kept, *((node.module,) if node.module else ())))


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def _resolved(dotted: str, modules: Mapping[str, str]) -> str:
    """
    The module that a dotted name stands for in this file: the longest import that begins it.
    """
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        if known := modules.get(".".join(parts[:length])):
            return ".".join((known, *parts[length:]))
    return dotted


def _called(node: ast.Call, names: Names) -> str:
    """
    The model of `get_model("legacy", "Plan")`, and of `get(app_label="legacy", model="plan")`.
    """
    words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if len(words) >= 2 and (label := names.labels.get(f"{words[0]}.{words[1]}".lower())):
        return label
    said = {
        word.arg: word.value.value
        for word in node.keywords
        if isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
    }
    app = said.get("app_label") or said.get("content_type__app_label")
    model = said.get("model") or said.get("model_name") or said.get("content_type__model")
    return names.labels.get(f"{app}.{model}".lower(), "")


def template(path: str, text: str, names: Names) -> Iterator[Use]:
    """
    Permissions and addresses of the admin in one template.
    """
    for number, line in enumerate(text.splitlines(), 1):
        for match in names.in_templates.finditer(line):
            kind, subject = names.of_template(match)
            if kind:
                place = Place(file=path, line=number)
                yield Use(kind=kind, subject=subject, text=line.strip()[:160], place=place)


def fixture(path: str, text: str, names: Names) -> Iterator[Use]:
    """
    The first line per model in one fixture, with how many there are.
    """
    seen: dict[str, tuple[int, int, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for match in names.in_fixtures.finditer(line):
            label = names.labels.get(match[1].lower())
            if label:
                first, count, said = seen.get(label, (number, 0, line.strip()[:120]))
                seen[label] = first, count + 1, said
    for label, (first, count, _) in seen.items():
        rows = f"{count} row{'s' * (count != 1)}"
        yield Use(kind="fixture", subject=label, text=rows, place=Place(file=path, line=first))
