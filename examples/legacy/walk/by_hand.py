"""
What no tool can do: lines that `plan` and `write` tell, and somebody changes.
"""

import dataclasses
import pathlib


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """
    A line of the monolith, what it becomes, and why.
    """

    path: str
    before: str
    after: str
    why: str


# plan refuses to go on before this is done: which app is asked is known only when it runs.
ANY_MODEL = Mend(
    path="legacy_app/views.py",
    before='cls = apps.get_model("legacy_app", model)',
    after="cls = next(each for each in apps.get_models() if each._meta.model_name == model.lower())",
    why="a model is looked up by its name in all apps",
)
# write tells it with the first step: permissions have the label of their model.
PERMISSIONS = Mend(
    path="legacy_app/management/commands/demo_rows.py",
    before='Permission.objects.filter(content_type__app_label="legacy_app", codename__in=codes)',
    after="Permission.objects.filter(codename__in=codes)",
    why="permissions are looked up in all apps",
)


def mend(folder: pathlib.Path, each: Mend) -> str:
    """
    Writes the line; answers where, and why.
    """
    path = folder / each.path
    text = path.read_text()
    assert each.before in text, f"{path} is another one than the walk was written for"
    path.write_text(text.replace(each.before, each.after))
    return f"by hand, {each.path}: {each.why}"
