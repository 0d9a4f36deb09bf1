"""
A package lives in hosts that differ from the bare one: in their user model, in their primary keys.
"""

import pytest
from orchard_kit import APPS, INITIAL, MODELS, SECOND

PLANTER = "    planter = models.ForeignKey({user}, models.SET_NULL, null=True)\n"
OWNED = MODELS.replace("\n\n", "\nfrom django.conf import settings\n\n", 1)
ADD = (
    'migrations.AddField("tree", "planter", models.ForeignKey({user}, models.SET_NULL, null=True))'
)
AUTH = '[("auth", "0012_alter_user_first_name_max_length"), ("orchard"'


@pytest.fixture
def planted(orchard):
    """
    The report on trees that get a planter, as the migration names users.
    """

    def run(user: str, dependency: str):
        second = SECOND.format(operations=ADD.format(user=user))
        second = second.replace('[("orchard"', dependency)
        second = second.replace("\n\n", "\nfrom django.conf import settings\n\n", 1)
        models = OWNED + PLANTER.format(user="settings.AUTH_USER_MODEL")
        return orchard.upgrade(models=models, migrations={"0002_planter": second})

    return run


def test_a_migration_that_names_djangos_user_lacks_one_where_users_are_others(planted):
    run = planted('"auth.user"', AUTH)

    (finding,) = run.findings("missing-migration")
    assert finding["evidence"]["own_user_model"] is True
    assert "AUTH_USER_MODEL" in finding["hint"]


def test_is_quiet_about_one_that_follows_the_host(planted):
    swappable = "[migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("

    run = planted("settings.AUTH_USER_MODEL", swappable + '"orchard"')

    assert run.findings("missing-migration") == []


def test_names_the_setting_that_decides_about_a_primary_key(orchard):
    apps = APPS.replace('    default_auto_field = "django.db.models.BigAutoField"\n', "")
    small = INITIAL.replace("BigAutoField", "AutoField")
    orchard.old = orchard.release(
        "1.0.0", migrations={"0001_initial": small}, files={"orchard/apps.py": apps}
    )

    run = orchard.upgrade(migrations={"0001_initial": small}, files={"orchard/apps.py": apps})

    (finding,) = run.findings("missing-migration")
    assert "DEFAULT_AUTO_FIELD" in finding["message"]
    assert "default_auto_field in the AppConfig" in finding["hint"]
