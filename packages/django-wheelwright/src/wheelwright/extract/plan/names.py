"""
Under which names may a model be found: its class, its label, its permissions, the admin's addresses?
"""

import dataclasses
import re
from collections.abc import Mapping

from wheelwright.extract.values import Model, Survey


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """
    Every name of the models that move, each with the label that it stands for.
    """

    words: frozenset[str]  # in lower case, one of them is in every file that names anything
    starts: tuple[str, ...]  # with one of them begins every string that names anything
    classes: Mapping[str, str]  # dotted, as they are imported
    labels: Mapping[str, str]  # lower case
    permissions: Mapping[str, str]
    urls: Mapping[str, str]  # "admin:legacy_plan_" ...
    in_templates: re.Pattern[str]
    in_fixtures: re.Pattern[str]

    def may_be_in(self, text: str) -> bool:
        lowered = text.lower()
        return any(word in lowered for word in self.words)

    def of_string(self, text: str) -> tuple[str, str]:
        """
        Kind and label of a string; empty if it is none of these names.
        """
        if not text.startswith(self.starts):  # nearly every string
            return "", ""
        if label := self.labels.get(text.lower()):
            return "label", label
        if label := self.permissions.get(text):
            return "permission", label
        for path, label in self.classes.items():
            if text == path or text.startswith(f"{path}."):
                return "path", label
        return "url" * bool(label := self._url(text)), label

    def of_template(self, match: re.Match[str]) -> tuple[str, str]:
        """
        The same for what was found in a template.
        """
        if match["codename"]:
            label = self.permissions.get(f"{match['app']}.{match['codename']}", "")
            return "permission" * bool(label), label
        label = self._url(match["url"])
        return "url" * bool(label), label

    def _url(self, text: str) -> str:
        return next((label for url, label in self.urls.items() if text.startswith(url)), "")


def names_of(survey: Survey, labels: frozenset[str]) -> Names:
    """
    The names of these models.
    """
    models = [model for model in survey.models if model.label in labels]
    apps = sorted({model.app for model in models})
    escaped = "|".join(map(re.escape, apps)) or "(?!)"
    classes = {path: model.label for model in models for path in _paths(survey, model)}
    modules = {path.partition(".")[0] for path in classes}
    return Names(
        words=frozenset(
            {m.name.lower() for m in models} | {code for m in models for code in m.permissions}
        ),
        starts=(*(f"{start}." for start in {*apps, *modules}), "admin:"),
        classes=classes,
        labels={model.label.lower(): model.label for model in models},
        permissions={
            f"{model.app}.{code}": model.label for model in models for code in model.permissions
        },
        urls={f"admin:{m.app}_{m.name.lower()}_": m.label for m in models},
        in_templates=re.compile(
            rf"\bperms\.(?P<app>{escaped})\.(?P<codename>\w+)|(?P<url>admin:(?:{escaped})_\w+)"
        ),
        in_fixtures=re.compile(rf"""\bmodel["']?\s*[:=]\s*["']?((?:{escaped})\.\w+)""", re.I),
    )


def _paths(survey: Survey, model: Model) -> set[str]:
    """
    Its class where it is written, and in the packages above it up to the app, which may pass it on.
    """
    app = survey.app(model.app)
    module, found = model.module, {f"{model.module}.{model.name}"}
    while app and module.startswith(f"{app.module}.") and module != app.module:
        found.add(f"{module}.{model.name}")
        module = module.rpartition(".")[0]
    return found
