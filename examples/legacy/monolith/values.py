"""
What is a model of the monolith, before it is text?
"""

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """
    One field as models.py declares it: `text` is Django's own words.
    """

    name: str
    text: str

    @property
    def relation(self) -> bool:
        return any(kind in self.text for kind in ("ForeignKey", "OneToOne", "ManyToMany"))

    @property
    def virtual(self) -> bool:
        """
        Nothing of it is in the database or in a migration.
        """
        return "Generic" in self.text


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """
    One class of models.py.

    `meta` is its Meta, name by name, in Django's own words; `body` are methods and managers.
    `fixed` says that its columns are what a wheel will look for: they take no detours.
    """

    name: str
    area: str
    says: str
    fields: tuple[Field, ...]
    meta: tuple[tuple[str, str], ...] = ()
    body: str = ""
    bases: tuple[str, ...] = ()
    uuid: bool = False
    history: bool = False
    proxy: bool = False
    fixed: bool = False

    def option(self, name: str) -> str | None:
        return dict(self.meta).get(name)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """
    A file of the generated project.
    """

    path: str
    text: str
