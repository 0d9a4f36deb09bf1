"""
What does legacy_app/models.py say?
"""

import re
import zlib

from examples.legacy.monolith.constants import CHOICES
from examples.legacy.monolith.values import Field, Model

HEAD = """# The models. All of them. (We wanted to split this up in 2018, see wiki.)
import os
import random
import string
import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords
"""
SHARED = '''
INSURED_CATEGORIES = ("medical", "dental", "vision", "life", "income_protection")
OPEN_CLAIM_STATUSES = ("new", "waiting")


def default_currency():
    return "GBP"


def new_reference():
    return "C" + "".join(random.choice(string.digits) for _ in range(12))  # noqa


def document_path(instance, filename):
    return os.path.join("documents", instance.__class__.__name__.lower(), filename)


class Named(object):
    """Shows its name."""

    def __str__(self):
        return self.name


class Stamped(models.Model):
    """When it was made."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class EmployerManager(models.Manager):
    use_in_migrations = True

    def active(self):
        return self.filter(active=True)


class EmployeeQuerySet(models.QuerySet):
    def employed_on(self, day):
        return self.filter(hired_on__lte=day).exclude(left_on__lt=day)

    def of(self, employer):
        return self.filter(employer=employer)


class BenefitManager(models.Manager):
    def get_by_natural_key(self, employer, code):
        return self.get(employer_id=employer, code=code)


class BenefitQuerySet(models.QuerySet):
    def on_offer(self):
        return self.filter(retired=False)

    def insured(self):
        return self.filter(category__in=INSURED_CATEGORIES)


class EnrolmentQuerySet(models.QuerySet):
    def active_on(self, day):
        # Both days inclusive. Do not change, payroll relies on it.
        return self.filter(status="active", starts_on__lte=day).exclude(ends_on__lt=day)

    def of_employer(self, employer):
        return self.filter(employer=employer)


class ClaimQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN_CLAIM_STATUSES)


class OpenClaimManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(status__in=OPEN_CLAIM_STATUSES)
'''
_STAMP = "models.DateTimeField(auto_now_add=True)"
_AREAS = {
    "people": "Employers and their people",
    "catalogue": "What is on offer",
    "cover": "Who has what",
    "claims": "Claims",
    "money": "Money",
    "office": "Everything else",
}


def write(models: tuple[Model, ...]) -> str:
    """
    The whole file, for models in an order in which each finds what it names before it.
    """
    used = " ".join(field.text for model in models for field in model.fields)
    choices = "".join(_choices(name) for name in CHOICES if f"choices={name}" in used)
    parts, area, known = [HEAD, choices, SHARED], "", set[str]()
    for model in models:
        if model.area != area:
            area = model.area
            parts.append(f"\n\n# --- {_AREAS[area]} " + "-" * 40)
        parts.append(_class(model, known=frozenset(known)))
        known.add(model.name)
    return "\n".join(parts)


def _choices(name: str) -> str:
    lines = "\n".join(f'    ("{value}", "{value}"),' for value in CHOICES[name])
    return f"\n{name} = [\n{lines}\n]"


def _stamped(model: Model) -> bool:
    return not model.fixed and any(
        f.name == "created_at" and f.text == _STAMP for f in model.fields
    )


def named(model: Model) -> bool:
    """
    Whether the class takes its __str__ from the mixin.
    """
    return not model.bases and any(field.name == "name" for field in model.fields)


def _class(model: Model, *, known: frozenset[str]) -> str:
    bases = list(model.bases) or (["Stamped"] if _stamped(model) else ["models.Model"])
    bases = [*(["Named"] if named(model) else []), *bases]
    lines = [f"\n\nclass {model.name}({', '.join(bases)}):", f'    """{model.says}"""']
    if model.uuid:
        lines.append(
            "\n    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)"
        )
    elif model.fields:
        lines.append("")
    lines += [
        _field(each, known)
        for each in model.fields
        if not (_stamped(model) and each.text == _STAMP)
    ]
    if model.history:
        lines.append("    history = HistoricalRecords()")
    options = [f"        {name} = {text}" for name, text in model.meta]
    if model.proxy:
        options.append("        proxy = True")
    if options:
        lines += ["\n    class Meta:", *options]
    return "\n".join(lines) + ("\n" + model.body.rstrip("\n") if model.body else "")


def _field(field: Field, known: frozenset[str]) -> str:
    """
    Half of the keys name the class, half its name, as it was in fashion that year.
    """
    text = field.text
    target = re.match(r'models\.\w+\("([A-Z]\w+)"', text)
    if target and target[1] in known and zlib.crc32(field.name.encode()) % 2:
        text = text.replace(f'"{target[1]}"', target[1], 1)
    return f"    {field.name} = {text}"
