"""
What stands in the way of a plan? Asked before anything is written, all of a kind at once.
"""

import difflib
import keyword
import pathlib
from collections.abc import Iterator

from wheelwright.extract import errors
from wheelwright.extract.plan import dynamic
from wheelwright.extract.values import App, Model, Survey, Use

SHOWN = 8


def require_ready(survey: Survey) -> None:
    """
    Raises:
        WrongDatabase: if the project does not run on PostgreSQL.
        ProjectNotReady: with everything that makemigrations or migrate would still do.
    """
    if survey.vendor != "postgresql":
        raise errors.WrongDatabase(
            f"The project's default database is {survey.vendor}.",
            "Steps are written for PostgreSQL and proved on it: plan with the settings that you deploy.",
        )
    if survey.problems:
        raise errors.ProjectNotReady(
            [f"{problem.message}{_at(problem.places)}" for problem in survey.problems]
        )


def source_app(survey: Survey, label: str) -> App:
    """
    The app to take from.

    Raises:
        AppUnknown: if there is none, it is not the project's own, or has no migrations.
    """
    app = survey.app(label)
    own = [a.label for a in survey.apps if a.own and a.migrations]
    if app is None:
        near = difflib.get_close_matches(label, own, n=2) or own[:6]
        raise errors.AppUnknown(
            f"No installed app has the label {label}.", f"The project's own are {', '.join(near)}."
        )
    if not app.own:
        raise errors.AppUnknown(
            f"{label} comes with the environment ({app.folder}): its files are not yours to write.",
            "Take from an app of the project's own.",
        )
    if not app.migrations:
        raise errors.AppUnknown(
            f"{label} has no migrations, so no migration can say what moves.",
            f"Make them first: `manage.py makemigrations {label}`.",
        )
    return app


def require_models(survey: Survey, source: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """
    The labels of the models that were named, as they are written.

    Raises:
        ModelUnknown: at the first that the app does not have.
    """
    here = {m.name.lower(): m.label for m in survey.models if m.app == source and not m.through_of}
    labels = []
    for name in named:
        bare = name.lower().removeprefix(f"{source.lower()}.")
        if bare not in here:
            names = [label.partition(".")[2] for label in here.values()]
            near = difflib.get_close_matches(bare, [n.lower() for n in names], n=2)
            raise errors.ModelUnknown(name, source, [n for n in names if n.lower() in near])
        labels.append(here[bare])
    return tuple(dict.fromkeys(labels))


def require_target(survey: Survey, target: str, folder: str, labels: tuple[str, ...]) -> None:
    """
    Raises:
        NameTaken: if the new app's label, folder or one of its models is somebody else's.
    """
    if not target.isidentifier() or keyword.iskeyword(target):
        raise errors.NameTaken(f"{target} is no name for an app.", "Name it like a Python module.")
    app = survey.app(target)
    if app is not None:
        if not app.own or not app.migrations:
            why = "comes with the environment" if not app.own else "has no migrations"
            raise errors.NameTaken(f"{target} is an app that {why}.", "Move to another with --to.")
        _require_free_names(survey, target, labels)
        return
    path = pathlib.Path(survey.folder, folder)
    if path.exists() and any(path.rglob("*.py")):
        raise errors.NameTaken(
            f"{folder} is there and no installed app: its code would be mixed with the new app's.",
            "Name another app with --to, or move that folder away.",
        )


def _require_free_names(survey: Survey, target: str, labels: tuple[str, ...]) -> None:
    there = {m.name.lower(): m for m in survey.models if m.app == target}
    taken = [
        f"{label} and {other.label} ({other.place})"
        for label in labels
        if (other := there.get(label.partition(".")[2].lower()))
    ]
    if taken:
        raise errors.NameTaken(
            f"{target} has models of these names already.", "Rename one of each pair first.", taken
        )


def require_movable(survey: Survey, labels: tuple[str, ...]) -> None:
    """
    Raises:
        ModelCannotMove: with whatever names a model and is not this project's to write.
    """
    details = [
        line
        for label in labels
        if (model := survey.model(label))
        for line in (
            *_foreign(survey, model),
            *_settings(survey, model),
            *_many_to_many_history(survey, model),
        )
    ]
    details += _labels_in_names(survey, labels)
    if details:
        raise errors.ModelCannotMove(
            "Not all of these can move; nothing was written.",
            "Leave them where they are, or change what is named here first.",
            details,
        )


def _foreign(survey: Survey, model: Model) -> Iterator[str]:
    foreign = {app.label for app in survey.apps if not app.own}
    for relation in survey.relations:
        if relation.target == model.label and relation.source.partition(".")[0] in foreign:
            yield (
                f"{model.label}: {relation.name} names it ({relation.place}), and the migrations of "
                f"{relation.source.partition('.')[0]} are not this project's."
            )
    for other in survey.models:
        if model.label in other.parents and other.app in foreign:
            yield f"{model.label}: {other.label} inherits from it ({other.place})."


def _settings(survey: Survey, model: Model) -> Iterator[str]:
    if model.label == survey.user_model:
        yield f"{model.label}: AUTH_USER_MODEL names it, and so do migrations that were run long ago."
    for other in survey.models:
        if other.swapped_for.lower() == model.label.lower() and model.label != survey.user_model:
            yield f"{model.label}: {other.swappable} names it."
    if model.swappable and model.label != survey.user_model:
        yield f"{model.label}: {model.swappable} may replace it in somebody's settings."


def _labels_in_names(survey: Survey, labels: tuple[str, ...]) -> list[str]:
    """
    A line for each name of a constraint or an index that would be another in another app.
    """
    found = []
    known = {n.name: n for m in survey.models if m.label in labels for n in m.named_by_label}
    for name, named in sorted(known.items()):
        users = [m for m in survey.models if any(n.name == name for n in m.named_by_label)]
        moving = [m.label for m in users if m.label in labels]
        also = f" and {len(moving) - 1} more" if moving[1:] else ""
        app = moving[0].partition(".")[0]
        if {m.app for m in users} == {app}:
            remedy = f'write "{app}" for %(app_label)s there: all are of {app}, nothing changes'
        else:
            remedy = "models of other apps have it as well: give these a name of their own"
        found.append(
            f'{moving[0]}{also}: the name "{name}" ({named.place}) would be another; {remedy}.'
        )
    return found


def _many_to_many_history(survey: Survey, model: Model) -> Iterator[str]:
    kept = survey.model(model.history_of)
    of_many = kept and model.name != f"Historical{kept.name}" and "_" in model.name
    if of_many and not model.table_named:
        yield (
            f"{model.label}: the history of a many-to-many field ({model.place}) has no way to keep its "
            f'table "{model.table}"; give its records a class whose get_meta_options_m2m() says db_table.'
        )


def require_known_names(survey: Survey, source: str) -> None:
    """
    Raises:
        NamesBuiltAtRunTime: with each place where a label of the app is put together.
    """
    found = dynamic.built_names(survey, source)
    if found:
        raise errors.NamesBuiltAtRunTime(source, [_told(use) for use in found])


def _told(use: Use) -> str:
    return f"{use.place}: {use.subject}: {use.text}"


def _at(places: tuple[object, ...]) -> str:
    return f" ({', '.join(str(place) for place in places[:SHOWN])})" if places else ""
