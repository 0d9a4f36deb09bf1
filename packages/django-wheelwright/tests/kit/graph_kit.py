"""
Model graphs as a generator draws them: every seed is an app of a few models that hold on to each other.

    GRAPH_KINDS     what a graph can have; every kind is drawn often enough that a hundred seeds have all
    draw(seed)      the text of the app, what it needs besides, and the models that are to move
"""

import dataclasses
import importlib.util
import random

HEAD = """\
import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from legacy.managers import OpenManager
{history}

class Dated(models.Model):
    made_on = models.DateField(null=True)

    class Meta:
        abstract = True


"""
MANAGERS = """\
from django.db import models


class OpenManager(models.Manager):
    use_in_migrations = True

    def open(self):
        return self.filter(amount__gte=0)
"""
PEOPLE = """\
from django.contrib.auth.models import AbstractUser
from django.db import models


class Person(AbstractUser):
    badge = models.CharField(max_length=20, blank=True)
"""
NAMES = ("Plan", "Window", "Rate", "Offer", "Client", "Contract", "Item", "Area")
HISTORY = "simple_history"
GRAPH_KINDS = (
    "abstract base",
    "check constraint",
    "circle of keys",
    "custom manager",
    "custom table",
    "database comment",
    "expression index",
    "foreign key",
    "generated column",
    "generic key",
    "generic relation",
    "key to the user",
    "many-to-many",
    "many-to-many to itself",
    "many-to-many with a model",
    "multi-table inheritance",
    "one-to-one",
    "ordered by its parent",
    "points at itself",
    "proxy",
    "unique constraint with a condition",
    "unique together",
    "unmanaged",
    "user of its own",
    "uuid key",
)


@dataclasses.dataclass(kw_only=True)
class Drawn:
    """
    A model while it is drawn.
    """

    name: str
    base: str = "models.Model"
    fields: list[str] = dataclasses.field(default_factory=list)
    meta: list[str] = dataclasses.field(default_factory=list)
    constraints: list[str] = dataclasses.field(default_factory=list)
    indexes: list[str] = dataclasses.field(default_factory=list)

    def text(self) -> str:
        meta = list(self.meta)
        if self.constraints:
            meta.append(f"constraints = [{', '.join(self.constraints)}]")
        if self.indexes:
            meta.append(f"indexes = [{', '.join(self.indexes)}]")
        lines = [f"class {self.name}({self.base}):", *(f"    {field}" for field in self.fields)]
        if meta:
            lines += ["", "    class Meta:", *(f"        {line}" for line in meta)]
        return "\n".join(lines if len(lines) > 1 else [*lines, "    pass"]) + "\n\n\n"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Graph:
    """
    An app, the apps beside it, and which of its models are to move.
    """

    seed: int
    kinds: tuple[str, ...]
    models: str
    apps: dict[str, str]
    installed: tuple[str, ...]
    settings: str
    files: dict[str, str]
    move: tuple[str, ...]


class Pen:
    """
    Draws one graph; the same seed draws the same.
    """

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - the same seed draws the same
        self.seed = seed
        self.kinds: set[str] = set()
        names = list(NAMES)
        self.dice.shuffle(names)
        self.names = names[: self.dice.randint(4, 7)]
        self.drawn: list[Drawn] = []
        self.more: list[str] = []

    def lucky(self, kind: str, chance: float) -> bool:
        if self.dice.random() < chance:
            self.kinds.add(kind)
            return True
        return False

    def draw(self) -> Graph:
        own_user = self.lucky("user of its own", 0.3)
        wanted = self.lucky("history", 0.4)
        history = wanted and importlib.util.find_spec(HISTORY) is not None
        for name in self.names:
            self.drawn.append(self._model(name))
        for model in list(self.drawn):
            self._relations(model)
        kept = self.dice.sample(self.drawn, 2) if wanted else []
        for model in kept if history else ():
            if model.base in ("models.Model", "Dated"):
                model.fields.append("history = HistoricalRecords()")
        if not history:
            self.kinds.discard("history")
        self._children()
        head = HEAD.format(
            history="from simple_history.models import HistoricalRecords\n" if history else ""
        )
        text = head + "".join(model.text() for model in self.drawn) + "".join(self.more)
        apps = {"people": PEOPLE} if own_user else {}
        move = self.dice.sample(self.names, self.dice.randint(1, max(2, len(self.names) - 2)))
        return Graph(
            seed=self.seed,
            kinds=tuple(sorted(self.kinds)),
            models=text.rstrip("\n") + "\n",
            apps=apps,
            installed=(HISTORY,) if history else (),
            settings='AUTH_USER_MODEL = "people.Person"\n' if own_user else "",
            files={"legacy/managers.py": MANAGERS},
            move=tuple(move),
        )

    def _model(self, name: str) -> Drawn:
        model = Drawn(name=name)
        low = name.lower()
        if self.lucky("abstract base", 0.25):
            model.base = "Dated"
        if self.lucky("uuid key", 0.2):
            model.fields.append(
                "id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)"
            )
        comment = (
            ', db_comment="What people call it"' if self.lucky("database comment", 0.25) else ""
        )
        model.fields.append(f"name = models.CharField(max_length=40{comment})")
        model.fields.append("amount = models.IntegerField(default=0)")
        if self.lucky("generated column", 0.25):
            model.fields.append(
                'twice = models.GeneratedField(expression=F("amount") * 2, '
                "output_field=models.IntegerField(), db_persist=True)"
            )
        if self.lucky("custom table", 0.25):
            model.meta.append(f'db_table = "old_{low}s"')
        if self.lucky("check constraint", 0.3):
            model.constraints.append(
                f'models.CheckConstraint(condition=Q(amount__gte=-1000000000), name="{low}_amount")'
            )
        if self.lucky("unique constraint with a condition", 0.2):
            model.fields.append("code = models.CharField(max_length=20, null=True)")
            model.constraints.append(
                f'models.UniqueConstraint(fields=["code"], condition=Q(amount__gt=0), name="{low}_code")'
            )
        if self.lucky("unique together", 0.2):
            model.fields.append("number = models.IntegerField(default=0)")
            model.meta.append('unique_together = [("name", "number")]')
        if self.lucky("expression index", 0.25):
            model.indexes.append(f'models.Index(Lower("name"), name="{low}_lower_name")')
        if self.lucky("custom manager", 0.2):
            model.fields.append("objects = OpenManager()")
        if self.dice.random() < 0.3:
            model.indexes.append('models.Index(fields=["amount"])')
        if self.dice.random() < 0.3:
            model.meta.append(f'permissions = [("sign_{low}", "May sign it")]')
        if self.lucky("unmanaged", 0.06):
            model.meta.append("managed = False")
        return model

    def _relations(self, model: Drawn) -> None:
        low = model.name.lower()
        others = [name for name in self.names if name != model.name]
        if self.lucky("foreign key", 0.6):
            model.fields.append(self._key("owner", self.dice.choice(others)))
        if self.lucky("circle of keys", 0.25):
            model.fields.append(self._key("near", self.dice.choice(others)))
        if self.lucky("one-to-one", 0.15):
            model.fields.append(
                f'twin = models.OneToOneField("{self.dice.choice(others)}", models.SET_NULL, null=True,'
                ' related_name="+")'
            )
        if self.lucky("points at itself", 0.2):
            model.fields.append(self._key("parent", "self"))
        if self.lucky("many-to-many to itself", 0.15):
            model.fields.append('friends = models.ManyToManyField("self")')
        if self.lucky("many-to-many", 0.3):
            model.fields.append(
                f'others = models.ManyToManyField("{self.dice.choice(others)}", related_name="+")'
            )
        if self.lucky("many-to-many with a model", 0.15):
            other = self.dice.choice(others)
            model.fields.append(
                f'linked = models.ManyToManyField("{other}", through="{model.name}{other}",'
                ' related_name="+")'
            )
            self.more.append(
                f"class {model.name}{other}(models.Model):\n"
                f'    this = models.ForeignKey("{model.name}", models.CASCADE, related_name="+")\n'
                f'    that = models.ForeignKey("{other}", models.CASCADE, related_name="+")\n'
                "    since = models.DateField(null=True)\n\n\n"
            )
        if self.lucky("key to the user", 0.25):
            model.fields.append(
                "clerk = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True,"
                ' related_name="+")'
            )
        if self.lucky("generic key", 0.2):
            model.fields += [
                "content_type = models.ForeignKey(ContentType, models.CASCADE, null=True)",
                "object_id = models.CharField(max_length=40, null=True)",
                'about = GenericForeignKey("content_type", "object_id")',
            ]
            target = next(
                one
                for one in self.drawn
                if one.name == self.dice.choice(others) or one.name != model.name
            )
            if self.lucky("generic relation", 0.5):
                target.fields.append(f'{low}s = GenericRelation("{model.name}")')
        if not any("ordering" in line for line in model.meta) and self.lucky(
            "ordered by its parent", 0.15
        ):
            model.fields.append(
                f'line_of = models.ForeignKey("{self.dice.choice(others)}", models.CASCADE, null=True, related_name="+")'
            )
            model.meta.append('order_with_respect_to = "line_of"')

    def _children(self) -> None:
        """
        Models that inherit a table, and proxies.
        """
        plain = [m for m in self.drawn if "managed = False" not in m.meta]
        if plain and self.lucky("multi-table inheritance", 0.35):
            parent = self.dice.choice(plain)
            self.more.append(
                f"class Special{parent.name}({parent.name}):\n    extra = models.IntegerField(default=0)\n\n\n"
            )
            if self.dice.random() < 0.3:
                self.more.append(
                    f"class VerySpecial{parent.name}(Special{parent.name}):\n"
                    "    rarer = models.IntegerField(default=0)\n\n\n"
                )
        if self.lucky("proxy", 0.3):
            parent = self.dice.choice(self.drawn)
            self.more.append(
                f"class Open{parent.name}({parent.name}):\n"
                "    class Meta:\n        proxy = True\n"
                '        permissions = [("see_open", "May see what is open")]\n\n\n'
            )

    @staticmethod
    def _key(field: str, to: str) -> str:
        return f'{field} = models.ForeignKey("{to}", models.CASCADE, null=True, related_name="+")'


def draw(seed: int) -> Graph:
    """
    The graph of a seed.
    """
    return Pen(seed).draw()
