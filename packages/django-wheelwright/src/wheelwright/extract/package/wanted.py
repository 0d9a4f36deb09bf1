"""
Which app becomes which package, and what is known of the project?
"""

from dataclasses import dataclass

from wheelwright.extract.code.order import Texts
from wheelwright.extract.package.files import Own
from wheelwright.extract.project import Project
from wheelwright.extract.values import Model, Plan, Survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    `name` is the distribution's, `out` its folder relative to the project, `python` its own as "3.12".
    """

    project: Project
    plan: Plan
    survey: Survey
    texts: Texts
    roots: tuple[str, ...]
    own: Own
    name: str
    out: str

    @property
    def package(self) -> str:
        return self.plan.target_module

    @property
    def python(self) -> str:
        return ".".join(self.survey.python.split(".")[:2])

    @property
    def django(self) -> str:
        return ".".join(self.survey.django.split(".")[:2])

    @property
    def adapter(self) -> str:
        """
        The project's module that answers the package's port: beside the app it came from.
        """
        old = self.survey.app(self.plan.source)
        return f"{old.module if old else self.plan.source}.{self.package}_adapter"

    def models(self) -> tuple[Model, ...]:
        """
        The app's models that somebody wrote.
        """
        return tuple(
            m
            for m in self.survey.models
            if m.app == self.plan.target and not m.through_of and not m.history_of
        )
