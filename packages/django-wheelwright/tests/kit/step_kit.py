"""
A small monolith and the step out of it by hand, right or with one fault: two folders for a proof.
"""

import pathlib
import shutil

from monolith_kit import Monolith

LEGACY = """\
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=20, unique=True)

{plans}
class Window(models.Model):
    plan = models.ForeignKey("{app}.Plan", models.CASCADE)
    opens_on = models.DateField()


class Note(models.Model):
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("content_type", "object_id")
    text = models.TextField()
"""
PLANS = """
class Plan(models.Model):
    name = models.CharField(max_length={length})
    price = models.DecimalField(max_digits=8, decimal_places=2)
    tags = models.ManyToManyField("legacy.Tag"{tags})

    class Meta:{table}
        permissions = [("price_plan", "May set the price of a plan")]
        constraints = [models.CheckConstraint(condition=models.Q(price__gte=0), name="price_is_positive")]
        indexes = [models.Index(fields=["name"], name="plans_by_name")]


class HistoricalPlan(models.Model):
    plan = models.BigIntegerField()
    name = models.CharField(max_length=50)
    changed_at = models.DateTimeField()
{history}
"""
KEPT = """
    class Meta:
        db_table = "legacy_historicalplan"
"""
MOVE = """\
from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [("legacy", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length={length})),
                        ("price", models.DecimalField(decimal_places=2, max_digits=8)),
                        ("tags", models.ManyToManyField({tags} to="legacy.tag")),
                    ],
                    options={{
                        {table}
                        "permissions": [("price_plan", "May set the price of a plan")],
                        "constraints": [models.CheckConstraint(condition=models.Q(("price__gte", 0)), name="price_is_positive")],
                        "indexes": [models.Index(fields=["name"], name="plans_by_name")],
                    }},
                ),
                migrations.CreateModel(
                    name="HistoricalPlan",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("plan", models.BigIntegerField()),
                        ("name", models.CharField(max_length=50)),
                        ("changed_at", models.DateTimeField()),
                    ],
                    options={{{history}}},
                ),
            ],
            database_operations=[{database}],
        ),
{more}    ]
"""
REPOINT = """\
from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [("legacy", "0001_initial"), ("plans", "0001_move")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "window", "plan", models.ForeignKey(on_delete=deletion.CASCADE, to="plans.plan")
                ),
                migrations.DeleteModel("Plan"),
                migrations.DeleteModel("HistoricalPlan"),
            ],
        ),
    ]
"""
TYPES = """\
        migrations.RunSQL(
            [
                "UPDATE django_content_type SET app_label = 'plans' WHERE app_label = 'legacy'"
                " AND model IN ('plan', 'historicalplan')",
                "INSERT INTO django_content_type (app_label, model)"
                " VALUES ('legacy', 'plan'), ('legacy', 'historicalplan')",
                "INSERT INTO auth_permission (name, codename, content_type_id)"
                " SELECT p.name, p.codename, o.id FROM auth_permission p"
                " JOIN django_content_type n ON n.id = p.content_type_id AND n.app_label = 'plans'"
                " JOIN django_content_type o ON o.model = n.model AND o.app_label = 'legacy'",
                "INSERT INTO auth_group_permissions (group_id, permission_id)"
                " SELECT g.group_id, q.id FROM auth_group_permissions g JOIN auth_permission p ON p.id ="
                " g.permission_id JOIN django_content_type n ON n.id = p.content_type_id AND n.app_label ="
                " 'plans' JOIN django_content_type o ON o.model = n.model AND o.app_label = 'legacy'"
                " JOIN auth_permission q ON q.content_type_id = o.id AND q.codename = p.codename",
                "INSERT INTO auth_user_user_permissions (user_id, permission_id)"
                " SELECT g.user_id, q.id FROM auth_user_user_permissions g JOIN auth_permission p ON p.id ="
                " g.permission_id JOIN django_content_type n ON n.id = p.content_type_id AND n.app_label ="
                " 'plans' JOIN django_content_type o ON o.model = n.model AND o.app_label = 'legacy'"
                " JOIN auth_permission q ON q.content_type_id = o.id AND q.codename = p.codename",
            ],
            [
                f"DELETE FROM {table} WHERE permission_id IN (SELECT p.id FROM auth_permission p JOIN"
                " django_content_type c ON c.id = p.content_type_id WHERE c.app_label = 'legacy'"
                " AND c.model IN ('plan', 'historicalplan'))"
                for table in ("auth_group_permissions", "auth_user_user_permissions")
            ]
            + [
                "DELETE FROM auth_permission WHERE content_type_id IN (SELECT id FROM django_content_type"
                " WHERE app_label = 'legacy' AND model IN ('plan', 'historicalplan'))",
                "DELETE FROM django_content_type WHERE app_label = 'legacy'"
                " AND model IN ('plan', 'historicalplan')",
                "UPDATE django_content_type SET app_label = 'legacy' WHERE app_label = 'plans'",
            ],
        ),
"""
TAGS = 'db_table="legacy_plan_tags",'


def monolith(folder: pathlib.Path) -> Monolith:
    """
    The release before.
    """
    plans = PLANS.format(length=50, tags="", table="", history="")
    return Monolith(folder, {"legacy": LEGACY.format(plans=plans, app="legacy")})


def step(
    before: pathlib.Path,
    after: pathlib.Path,
    *,
    length: int = 50,
    tags: str = TAGS,
    plan_table: str = "legacy_plan",
    history_table: str = "legacy_historicalplan",
    database: str = "",
    more: str = TYPES,
) -> pathlib.Path:
    """
    The project with plans in an app of their own; each argument is one thing to get wrong.
    """
    shutil.copytree(before, after)
    own = PLANS.format(
        length=length,
        tags=f", {tags}" if tags else "",
        table=f'\n        db_table = "{plan_table}"' if plan_table else "",
        history=KEPT if history_table else "",
    )
    texts = {
        "legacy/models.py": LEGACY.format(plans="", app="plans"),
        "legacy/migrations/0002_repoint.py": REPOINT,
        "plans/__init__.py": "",
        "plans/models.py": f"from django.db import models\n\n{own}",
        "plans/migrations/__init__.py": "",
        "plans/migrations/0001_move.py": MOVE.format(
            length=length,
            tags=tags,
            table=f'"db_table": "{plan_table}",' if plan_table else "",
            history=f'"db_table": "{history_table}"' if history_table else "",
            database=database,
            more=more,
        ),
    }
    for name, text in texts.items():
        path = after / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    settings = after / "site_settings.py"
    settings.write_text(
        settings.read_text().replace('    "legacy",\n', '    "legacy",\n    "plans",\n')
    )
    return after


def sql(there: str, back: str = "") -> str:
    """
    One more operation, with its way back.
    """
    return f"        migrations.RunSQL({there!r}, {back!r}),\n"
