"""
Which classes list models by name alone, as page types of Wagtail are? They are looked for in the class's own app.
"""

import ast
import pathlib
from collections.abc import Iterator

from wheelwright.extract.plan import sources
from wheelwright.extract.values import Place, Survey, Use


def bare_names(survey: Survey, labels: frozenset[str]) -> Iterator[Use]:
    """
    Each name, in a list that a model's class has, of a model on the other side of the cut.
    """
    for app in {label.partition(".")[0] for label in labels}:
        known = survey.app(app)
        if known is None:
            continue
        folder = pathlib.Path(survey.folder)
        for path, file in sources.files(folder / known.folder, ".py"):
            where = str(pathlib.PurePosixPath(known.folder) / path)
            yield from _in(where, sources.text(file), app, survey, labels)


def _in(path: str, text: str, app: str, survey: Survey, labels: frozenset[str]) -> Iterator[Use]:
    if "/migrations/" in path or not any(label.partition(".")[2] in text for label in labels):
        return
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    lines = text.splitlines()
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and survey.model(f"{app}.{node.name}"):
            goes = f"{app}.{node.name}" in labels
            for name in _listed(node):
                label = f"{app}.{name.value!s}"
                found = survey.model(label)
                if found and found.label == label and (label in labels) != goes:
                    place = Place(file=path, line=name.lineno)
                    said = lines[name.lineno - 1].strip()[:160]
                    yield Use(kind="bare", subject=label, text=said, place=place)


def _listed(node: ast.ClassDef) -> Iterator[ast.Constant]:
    for statement in node.body:
        if isinstance(statement, ast.Assign) and isinstance(
            statement.value, ast.List | ast.Tuple | ast.Set
        ):
            for each in statement.value.elts:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield each
