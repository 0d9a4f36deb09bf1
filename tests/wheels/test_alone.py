"""
Does each domain wheel work alone in an empty Django project, and does it say what a setting lacks?
"""

import functools
import pathlib
import sys

import pytest

from tests.conftest import DOMAINS, REPOSITORY, run, succeed

SETTINGS = """\
import os
from urllib.parse import urlsplit

from {app}.testing.settings import *

{change}
SECRET_KEY = "a project nobody deploys"
url = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {{
    "default": {{
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "USER": url.username,
        "PASSWORD": url.password,
        "HOST": url.hostname,
        "PORT": url.port,
    }}
}}
USE_TZ = True
"""


@pytest.fixture(scope="session")
def environments(uv, tmp_path_factory):
    """
    The interpreter of an environment that holds one domain's wheel and what that asks for.
    """

    @functools.cache
    def environment(app: str) -> pathlib.Path:
        folder = tmp_path_factory.mktemp(app) / "venv"
        succeed([uv, "venv", "--quiet", "--python", sys.executable, folder])
        wheel = next((REPOSITORY / "dist").glob(f"{app}-*.whl"))
        succeed(
            [uv, "pip", "install", "--quiet", "--python", folder, "psycopg[binary]", wheel]
            + ["--find-links", REPOSITORY / "dist"]
        )
        return folder / "bin" / "python"

    return environment


@pytest.fixture
def manage(environments, tmp_path, database):
    """
    Run one management command in an empty project that has the documented minimal settings.
    """

    def command(app: str, *words: str, change: str = ""):
        (tmp_path / "settings.py").write_text(SETTINGS.format(app=app, change=change))
        return run(
            [environments(app), "-m", "django", *words],
            cwd=tmp_path,
            env={"DJANGO_SETTINGS_MODULE": "settings", "DATABASE_URL": database, "PYTHONPATH": "."},
        )

    return command


@pytest.mark.parametrize("app", [domain.replace("-", "_") for domain in DOMAINS])
class TestAlone:
    def test_passes_every_check(self, manage, app):
        done = manage(app, "check", "--database", "default", "--fail-level", "WARNING")

        assert done.returncode == 0, done.stderr

    def test_has_a_migration_for_every_model(self, manage, app):
        done = manage(app, "makemigrations", "--check", "--dry-run")

        assert done.returncode == 0, done.stdout

    def test_migrates_from_zero_and_seeds(self, manage, app):
        assert manage(app, "migrate", "--verbosity", "0").returncode == 0

        done = manage(app, "shell", "--command", f"from {app}.testing import seed; seed()")

        assert done.returncode == 0, done.stderr


PORTS = [
    ("billing_app", "BILLING_PAYMENT_GATEWAY", "PaymentGateway", "charge"),
    ("billing_app", "BILLING_COVERAGE_SOURCE", "CoverageSource", "coverage"),
    ("enrolments_app", "ENROLMENTS_BENEFIT_CATALOGUE", "BenefitCatalogue", "quote"),
    ("enrolments_app", "ENROLMENTS_EMPLOYEE_DIRECTORY", "EmployeeDirectory", "facts"),
]


@pytest.mark.parametrize(
    "line",
    ["del {setting}", "{setting} = 'datetime.dtae'", "{setting} = 'datetime.date'"],
    ids=["missing", "misspelt", "wrong type"],
)
@pytest.mark.parametrize(("app", "setting", "protocol", "method"), PORTS)
class TestAPortSetting:
    def test_is_refused_in_one_error_that_teaches(
        self, manage, app, setting, protocol, method, line
    ):
        done = manage(app, "check", change=line.format(setting=setting))

        assert done.returncode == 1
        assert "identified 1 issue" in done.stderr
        for words in (setting, f"{app}.ports.{protocol}", f"{method}(self", "For example: "):
            assert words in done.stderr
