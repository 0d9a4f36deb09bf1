"""
A step's migrations change what Django knows and nothing of the tables, there and back.
"""

import pathlib
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from monolith_kit import Monolith, schema

from wheelwright.extract.values import FileChange, Plan
from wheelwright.extract.write.migrations import closing, migrations

HEAD = """\
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
"""
STAYS = """

class Employer(models.Model):
    name = models.CharField(max_length=50)


class Window(models.Model):
    plan = models.ForeignKey({app}.Plan, on_delete=models.CASCADE)


class Note(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    about = GenericForeignKey()


class Report(models.Model):
    about = models.ManyToManyField(ContentType)


class BronzePlan({base}):
    bronze = models.IntegerField(default=0)
"""
GOES = """

class Plan(models.Model):
    name = models.CharField(max_length=50)
    employer = models.ForeignKey("legacy.Employer", on_delete=models.CASCADE, related_name="plans")
    tags = models.ManyToManyField("Tag")
    friends = models.ManyToManyField("self")
    watchers = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Watch")
    best = models.ForeignKey("GoldPlan", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        unique_together = [("name", "employer")]
        permissions = [("open_plan", "Can open a plan")]
        indexes = [models.Index(fields=["name"], name="plan_by_name")]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="plan_has_a_name")]
{table}

class GoldPlan(Plan):
    gold = models.IntegerField(default=0)
{gold_meta}

class OpenPlan(Plan):
    class Meta:
        proxy = True


class Tag(models.Model):
    name = models.CharField(max_length=20, unique=True)
{tag_meta}

class Watch(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    class Meta:
        order_with_respect_to = "plan"
{watch_table}
"""

type Changes = tuple[FileChange, ...]


def meta(table: str) -> str:
    return f'\n    class Meta:\n        db_table = "{table}"\n'


OLD = HEAD + GOES.format(table="", gold_meta="", tag_meta="", watch_table="")
OLD += STAYS.format(app="legacy", base="Plan").replace("legacy.Plan", "Plan")
NEW = HEAD + GOES.format(
    table='        db_table = "legacy_plan"\n',
    gold_meta=meta("legacy_goldplan"),
    tag_meta=meta("legacy_tag"),
    watch_table='        db_table = "legacy_watch"\n',
)
LEFT = (
    HEAD
    + "from plans.models import Plan\n"
    + STAYS.format(app="x", base="Plan").replace("x.Plan", "Plan")
)
SHOP = """\
from django.db import models


class Order(models.Model):
    plan = models.ForeignKey("{app}.Plan", on_delete=models.CASCADE)
    tags = models.ManyToManyField("{app}.Tag")
"""
MOVED = "Plan GoldPlan OpenPlan Tag Watch"
ROWS = """
    INSERT INTO auth_user (username, password, is_superuser, is_staff, is_active, first_name, last_name, email, date_joined)
        VALUES ('ada', '', false, true, true, '', '', '', now());
    INSERT INTO auth_group (name) VALUES ('planners');
    INSERT INTO auth_group_permissions (group_id, permission_id)
        SELECT auth_group.id, auth_permission.id FROM auth_group, auth_permission WHERE codename = 'view_plan';
    INSERT INTO auth_user_groups (user_id, group_id) SELECT auth_user.id, auth_group.id FROM auth_user, auth_group;
    INSERT INTO auth_user_user_permissions (user_id, permission_id)
        SELECT auth_user.id, auth_permission.id FROM auth_user, auth_permission WHERE codename = 'open_plan';
    INSERT INTO legacy_employer (name) VALUES ('Acme');
    INSERT INTO legacy_plan (name, employer_id) SELECT 'Bike', id FROM legacy_employer;
    INSERT INTO legacy_note (content_type_id, object_id)
        SELECT django_content_type.id, legacy_plan.id FROM django_content_type, legacy_plan WHERE model = 'plan';
"""
ASK = """
    SELECT app_label || '.' || codename FROM auth_permission JOIN django_content_type c ON c.id = content_type_id
        WHERE auth_permission.id IN (SELECT permission_id FROM auth_group_permissions
            UNION SELECT permission_id FROM auth_user_user_permissions) ORDER BY 1
"""


def asked(url: str, sql: str) -> list[Any]:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(sql.encode())
        return [row[0] for row in found.fetchall()] if found.description else []


class Move:
    """
    A project before and after its step, on one database.
    """

    def __init__(self, site: Monolith, url: str, before: str, plan: Plan, changes: Changes) -> None:
        self.site, self.url, self.before, self.plan, self.changes = site, url, before, plan, changes

    def write(self) -> None:
        self.site.install("plans", NEW)
        self.site.write("legacy/models.py", LEFT)
        self.site.write("shop/models.py", SHOP.format(app="plans"))
        self.site.apply(self.changes)

    def migrate(self, *words: str) -> None:
        self.site.manage("migrate", *words, url=self.url)

    def back(self) -> None:
        self.migrate("shop", "0001")
        self.migrate("plans", "zero")


@pytest.fixture(scope="session")
def grown(tmp_path_factory: pytest.TempPathFactory, new_database: Callable[..., str]) -> Move:
    url = new_database()
    site = Monolith(
        tmp_path_factory.mktemp("site"), {"legacy": OLD, "shop": SHOP.format(app="legacy")}
    )
    site.manage("migrate", url=url)
    asked(url, ROWS)
    plan = site.step(MOVED)
    return Move(site, url, schema(url), plan, migrations(site.project(), plan, plan.steps[0]))


@pytest.fixture
def move(tmp_path: pathlib.Path, grown: Move, new_database: Callable[..., str]) -> Move:
    url = new_database(template=grown.url)
    return Move(grown.site.copied(tmp_path / "site"), url, grown.before, grown.plan, grown.changes)


def content_type(url: str, label: str) -> int | None:
    app, _, model = label.partition(".")
    found = asked(
        url, f"SELECT id FROM django_content_type WHERE app_label = '{app}' AND model = '{model}'"
    )
    return found[0] if found else None


class TestMigrations:
    def test_nothing_is_left_for_makemigrations(self, move: Move) -> None:
        move.write()

        said = move.site.manage("makemigrations", "--check", "--dry-run")

        assert "No changes detected" in said

    def test_the_schema_is_the_same_byte_for_byte(self, move: Move) -> None:
        move.write()
        move.migrate()

        assert schema(move.url) == move.before

    def test_a_generic_row_still_names_its_plan(self, move: Move) -> None:
        move.write()
        move.migrate()

        assert asked(move.url, "SELECT content_type_id FROM legacy_note") == [
            content_type(move.url, "plans.plan")
        ]

    def test_both_releases_find_their_permissions(self, move: Move) -> None:
        move.write()
        move.migrate()

        assert asked(move.url, ASK) == [
            "legacy.open_plan",
            "legacy.view_plan",
            "plans.open_plan",
            "plans.view_plan",
        ]

    def test_back_is_as_it_was_and_forward_again_too(self, move: Move) -> None:
        before = asked(move.url, ASK), content_type(move.url, "legacy.plan")
        move.write()
        move.migrate()
        move.back()
        back = asked(move.url, ASK), content_type(move.url, "legacy.plan")
        move.migrate()

        assert back == before
        assert content_type(move.url, "plans.plan") == before[1]
        assert schema(move.url) == move.before

    def test_what_the_old_release_wrote_meanwhile_is_merged_on_the_way_back(
        self, move: Move
    ) -> None:
        kept = content_type(move.url, "legacy.plan")
        move.write()
        move.migrate()
        shadow = content_type(move.url, "legacy.plan")
        asked(
            move.url, f"INSERT INTO legacy_note (content_type_id, object_id) VALUES ({shadow}, 1)"
        )
        move.back()

        assert asked(move.url, "SELECT DISTINCT content_type_id FROM legacy_note") == [kept]

    def test_so_is_a_many_to_many_row_that_was_there_already(self, move: Move) -> None:
        kept = content_type(move.url, "legacy.plan")
        report = f"""
            INSERT INTO legacy_report DEFAULT VALUES;
            INSERT INTO legacy_report_about (report_id, contenttype_id) SELECT id, {kept} FROM legacy_report;
        """
        asked(move.url, report)
        move.write()
        move.migrate()
        asked(
            move.url,
            "INSERT INTO legacy_report_about (report_id, contenttype_id)"
            f" SELECT id, {content_type(move.url, 'legacy.plan')} FROM legacy_report",
        )
        move.back()

        assert asked(move.url, "SELECT contenttype_id FROM legacy_report_about") == [kept]

    def test_new_code_that_was_there_before_the_migration_is_no_trouble(self, move: Move) -> None:
        kept = content_type(move.url, "legacy.plan")
        move.write()
        asked(
            move.url,
            "INSERT INTO django_content_type (app_label, model) VALUES ('plans', 'plan');"
            "INSERT INTO legacy_note (content_type_id, object_id) SELECT max(id), 1 FROM django_content_type",
        )
        move.migrate()

        assert asked(move.url, "SELECT DISTINCT content_type_id FROM legacy_note") == [kept]

    def test_a_database_from_scratch_is_the_same(
        self, move: Move, new_database: Callable[..., str]
    ) -> None:
        move.write()
        move.url = new_database()
        move.migrate()

        assert sorted(schema(move.url).splitlines()) == sorted(move.before.splitlines())
        assert content_type(move.url, "legacy.plan") is None


class TestNewestNames:
    def test_files_that_keep_the_newest_name_are_kept(
        self, grown: Move, tmp_path: pathlib.Path
    ) -> None:
        site = grown.site.copied(tmp_path / "site")
        site.write("legacy/migrations/max_migration.txt", "0001_initial\n")

        step = grown.plan.steps[0]
        found = {c.path: c.after for c in migrations(site.project(), grown.plan, step)}

        assert found["legacy/migrations/max_migration.txt"] == "0002_hand_over_to_plans\n"
        assert found["plans/migrations/max_migration.txt"] == "0001_take_over_from_legacy\n"
        assert "shop/migrations/max_migration.txt" not in found


class TestClosing:
    @pytest.fixture
    def closed(self, move: Move) -> Callable[[], None]:
        move.write()
        move.migrate()

        def close() -> None:
            move.site.apply(closing(move.site.project(), move.plan, move.plan.steps[0]))
            move.migrate()

        return close

    def test_shadows_go_and_what_was_written_under_them_stays(
        self, move: Move, closed: Callable[[], None]
    ) -> None:
        shadow = content_type(move.url, "legacy.plan")
        asked(
            move.url,
            f"INSERT INTO legacy_note (content_type_id, object_id) SELECT {shadow}, n FROM generate_series(1, 2500) n",
        )
        closed()

        assert content_type(move.url, "legacy.plan") is None
        assert asked(move.url, ASK) == ["plans.open_plan", "plans.view_plan"]
        assert asked(move.url, "SELECT DISTINCT content_type_id FROM legacy_note") == [
            content_type(move.url, "plans.plan")
        ]

    def test_a_permission_given_by_the_old_release_is_kept(
        self, move: Move, closed: Callable[[], None]
    ) -> None:
        asked(
            move.url,
            "INSERT INTO auth_user_user_permissions (user_id, permission_id) SELECT auth_user.id, p.id"
            " FROM auth_user, auth_permission p JOIN django_content_type c ON c.id = p.content_type_id"
            " WHERE codename = 'delete_plan' AND app_label = 'legacy'",
        )
        closed()

        assert "plans.delete_plan" in asked(move.url, ASK)

    def test_it_can_be_taken_back(self, move: Move, closed: Callable[[], None]) -> None:
        closed()
        move.migrate("plans", "0001")

        assert "legacy.view_plan" in asked(move.url, ASK)
