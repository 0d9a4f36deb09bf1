"""
A small Django monolith, as texts and as a folder: one app `legacy` with a bit of everything that names models.
"""

from collections.abc import Mapping

from wheelwright.extract.code.order import MovedClass, Order, Texts
from wheelwright.extract.code.run import Changed, change

MANAGE = """\
#!/usr/bin/env python
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
"""
SETTINGS = """\
import os
from urllib.parse import urlsplit

SECRET_KEY = "nothing secret"
DEBUG = True
ROOT_URLCONF = "site_urls"
USE_TZ = True
STATIC_URL = "/static/"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "legacy",  # everything
    "shop",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
_url = urlsplit(os.environ.get("DATABASE_URL", ""))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path.strip("/") or "nothing",
        "USER": _url.username or "",
        "PASSWORD": _url.password or "",
        "HOST": _url.hostname or "",
        "PORT": _url.port or "",
    }
}
PLAN_MODEL_PATH = "legacy.models.Plan"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
MODELS = '''\
"""
Everything.
"""

import datetime as dt
import logging
from decimal import Decimal

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from .managers import ActiveManager, PlanManager

logger = logging.getLogger(__name__)

PLAN_KINDS = [("health", "Health"), ("dental", "Dental")]
MAX_NAME = 80


def upload_folder(instance, filename):
    return f"plans/{filename}"


class Stamped(models.Model):
    """Both sides use it."""

    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Employer(Stamped):
    name = models.CharField(max_length=MAX_NAME)
    main_plan = models.ForeignKey("Plan", null=True, on_delete=models.SET_NULL, related_name="+")

    def plans_of_today(self):
        """What they offer."""
        return Plan.objects.filter(employer=self, starts_on__lte=dt.date.today())


# ---- Plans -------------------------------------------------------------


class Tag(models.Model):
    word = models.CharField(max_length=20, unique=True)


# A plan is offered for a year.
class Plan(Stamped):
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="plans")
    name = models.CharField(max_length=MAX_NAME)
    kind = models.CharField(max_length=10, choices=PLAN_KINDS)
    starts_on = models.DateField(default=dt.date.today)
    price = models.DecimalField(max_digits=9, decimal_places=2, default=Decimal("0"))
    leaflet = models.FileField(upload_to=upload_folder, blank=True)
    tags = models.ManyToManyField("Tag", blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL
    )
    notes = GenericRelation("legacy.Note")

    objects = PlanManager()

    class Meta:
        ordering = ["name"]
        permissions = [("publish_plan", "Can publish a plan")]
        constraints = [
            models.UniqueConstraint(fields=["employer", "name"], name="%(app_label)s_%(class)s_once")
        ]

    def __str__(self):
        return self.name

    def windows_open(self) -> "models.QuerySet[Window]":
        logger.debug("asked")
        return self.window_set.filter(closed=False)


class Window(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    closed = models.BooleanField(default=False)


class Note(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.BigIntegerField()
    target = GenericForeignKey()
    text = models.TextField(blank=True)


class Enrolment(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT)
    person = models.CharField(max_length=60)
    active = models.BooleanField(default=True)

    objects = ActiveManager()


@receiver(post_save, sender=Plan)
def plan_saved(sender, instance, **kwargs):
    logger.info("saved %s", instance.pk)


@receiver(post_save, sender=Enrolment)
def enrolment_saved(sender, instance, **kwargs):
    instance.plan.windows_open()
'''
MANAGERS = """\
from django.db import models


class PlanQuerySet(models.QuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)


PlanManager = models.Manager.from_queryset(PlanQuerySet)


class ActiveManager(models.Manager):
    def active(self):
        return self.filter(active=True)
"""
ADMIN = """\
from django.contrib import admin

from .models import Employer, Enrolment, Plan, Window


class WindowInline(admin.TabularInline):
    model = Window


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    inlines = [WindowInline]
    list_display = ["name", "kind"]


@admin.register(Employer)
class EmployerAdmin(admin.ModelAdmin):
    pass


admin.site.register(Enrolment)
"""
VIEWS = """\
from django.apps import apps
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from legacy import models
from legacy.models import (
    Employer,  # who pays
    Plan,  # what is offered
)
from shop import services


@permission_required("legacy.view_plan")
def show(request, pk):
    plan = get_object_or_404(Plan, pk=pk)
    if request.user.has_perm("legacy.publish_plan"):
        services.publish(plan)
    return render(request, "legacy/plan_detail.html", {"plan": plan})


def count(request):
    windows = apps.get_model("legacy", "Window").objects.count()
    return windows + models.Plan.objects.count() + models.Enrolment.objects.count()


def where(plan):
    return reverse("admin:legacy_plan_change", args=[plan.pk])


def employers():
    return Employer.objects.all()
"""
SHOP_MODELS = """\
from django.db import models

import legacy.models


class Order(models.Model):
    plan = models.ForeignKey("legacy.Plan", on_delete=models.PROTECT)
    enrolment = models.ForeignKey(legacy.models.Enrolment, null=True, on_delete=models.SET_NULL)
    window = models.ForeignKey(legacy.models.Window, null=True, on_delete=models.SET_NULL)
"""
SERVICES = """\
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legacy.models import Plan


def publish(plan: "Plan") -> str:
    from legacy.models import PLAN_KINDS, Window

    Window.objects.create(plan=plan)
    return dict(PLAN_KINDS)[plan.kind]


def permission(verb):
    return f"legacy.{verb}_plan"
"""
TESTS = """\
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import TestCase
from django.urls import reverse

from legacy.models import Employer, Enrolment, Note, Plan, Tag, Window
from shop import services
from shop.models import Order


class Everything(TestCase):
    fixtures = ["plans.json"]

    def test_plans_and_what_hangs_on_them(self):
        plan = Plan.objects.of_kind("health").get()
        window = Window.objects.create(plan=plan)
        plan.tags.add(Tag.objects.create(word="new"))
        Note.objects.create(target=plan, text="good")
        enrolment = Enrolment.objects.create(plan=plan, person="Ana")
        Order.objects.create(plan=plan, window=window, enrolment=enrolment)

        self.assertEqual(plan.notes.count(), 1)
        self.assertEqual(plan.windows_open().count(), 1)
        self.assertEqual(plan.employer.plans_of_today().count(), 1)
        self.assertEqual(plan.leaflet.field.upload_to(plan, "a"), "plans/a")
        self.assertEqual(services.publish(plan), "Health")
        self.assertEqual(Enrolment.objects.active().count(), 1)
        self.assertEqual(Employer.objects.count(), 1)

    def test_permissions(self):
        permission = Permission.objects.get(codename="publish_plan", content_type__app_label="legacy")
        kind = ContentType.objects.get(app_label="legacy", model="plan")
        self.assertEqual(permission.content_type, kind)
        self.assertEqual(apps.get_model("legacy.plan"), Plan)
        self.assertTrue(reverse("admin:legacy_plan_changelist"))
"""
FIXTURE = """\
[
  {"model": "legacy.employer", "pk": 1, "fields": {"name": "Acme", "main_plan": null}},
  {"model": "legacy.plan", "pk": 1, "fields": {"name": "Gold", "employer": 1, "kind": "health", "starts_on": "2020-01-01"}}
]
"""
PAGE = """\
{% if perms.legacy.change_plan %}<a href="{% url 'admin:legacy_plan_change' plan.pk %}">change</a>{% endif %}
{{ plan.name }}
"""
TEXTS: Mapping[str, str] = {
    "manage.py": MANAGE,
    "site_settings.py": SETTINGS,
    "site_urls.py": 'from django.contrib import admin\nfrom django.urls import path\n\nurlpatterns = [path("admin/", admin.site.urls)]\n',
    "legacy/__init__.py": "",
    "legacy/apps.py": 'from django.apps import AppConfig\n\n\nclass LegacyConfig(AppConfig):\n    name = "legacy"\n    default_auto_field = "django.db.models.BigAutoField"\n',
    "legacy/models.py": MODELS,
    "legacy/managers.py": MANAGERS,
    "legacy/admin.py": ADMIN,
    "legacy/views.py": VIEWS,
    "legacy/fixtures/plans.json": FIXTURE,
    "legacy/templates/legacy/plan_detail.html": PAGE,
    "legacy/migrations/__init__.py": "",
    "legacy/tests.py": TESTS,
    "shop/__init__.py": "",
    "shop/models.py": SHOP_MODELS,
    "shop/services.py": SERVICES,
    "shop/migrations/__init__.py": "",
}
MOVED = ("Tag", "Plan", "Window")


def permissions(name: str, *more: str) -> tuple[str, ...]:
    return (*(f"{verb}_{name}" for verb in ("add", "change", "delete", "view")), *more)


def order(
    *names: str,
    module: str = "legacy.models",
    staying: tuple[str, ...] = (),
    new: str = "plans_app",
) -> Order:
    """
    These classes of `legacy` go to a new app.
    """
    return Order(
        old_label="legacy",
        old_package="legacy",
        new_label=new,
        new_package=new,
        new_folder=new,
        models=tuple(
            MovedClass(
                name=name,
                module=module,
                table=f"legacy_{name.lower()}",
                permissions=permissions(name.lower()),
            )
            for name in names
        ),
        staying=staying,
    )


def changed(what: Order, texts: Mapping[str, str]) -> tuple[dict[str, str | None], Changed]:
    """
    The files after a move, all of them, and what came of it.
    """
    found = change(what, Texts(paths=tuple(texts), read=texts.get))
    return {**texts, **{each.path: each.after for each in found.changes}}, found
