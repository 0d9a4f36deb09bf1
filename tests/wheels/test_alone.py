"""
Does each domain wheel work alone in an empty Django project, and does it say what a setting lacks?
"""

import pathlib
import sys
import textwrap

import pytest

from tests.conftest import DOMAINS, REPOSITORY, run, succeed

SETTINGS = """\
import os
from urllib.parse import urlsplit

{minimal}
SECRET_KEY = "a project nobody deploys"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "{app}.apps.{config}",
]
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

CONFIGS = {
    "benefits_app": "BenefitsAppConfig",
    "enrolments_app": "EnrolmentsAppConfig",
    "billing_app": "BillingAppConfig",
}


@pytest.fixture(scope="session", params=DOMAINS)
def alone(request, uv, tmp_path_factory) -> tuple[str, pathlib.Path]:
    """
    A domain and the interpreter of an environment that holds its wheel and what that asks for.
    """
    package = request.param
    environment = tmp_path_factory.mktemp(package) / "venv"
    succeed([uv, "venv", "--quiet", "--python", sys.executable, environment])
    wheel = next((REPOSITORY / "dist").glob(f"{package.replace('-', '_')}-*.whl"))
    succeed(
        [uv, "pip", "install", "--quiet", "--python", environment, "psycopg[binary]", wheel]
        + ["--find-links", REPOSITORY / "dist"]
    )
    return package.replace("-", "_"), environment / "bin" / "python"


@pytest.fixture
def project(alone, tmp_path, database):
    """
    An empty Django project around the domain: a function that runs one management command in it.
    """
    app, python = alone

    def manage(*words: str, minimal: str = f"from {app}.testing.settings import *  # noqa: F403"):
        (tmp_path / "settings.py").write_text(
            SETTINGS.format(app=app, config=CONFIGS[app], minimal=minimal)
        )
        return run(
            [python, "-m", "django", *words],
            cwd=tmp_path,
            env={"DJANGO_SETTINGS_MODULE": "settings", "DATABASE_URL": database, "PYTHONPATH": "."},
        )

    manage.app = app
    return manage


class TestAlone:
    def test_passes_every_check(self, project):
        done = project("check", "--fail-level", "WARNING")

        assert done.returncode == 0, done.stderr

    def test_has_a_migration_for_every_model(self, project):
        done = project("makemigrations", "--check", "--dry-run")

        assert done.returncode == 0, done.stdout

    def test_migrates_from_zero_and_seeds(self, project):
        assert project("migrate", "--verbosity", "0").returncode == 0

        done = project("shell", "--command", f"from {project.app}.testing import seed; seed()")

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
        self, project, app, setting, protocol, method, line
    ):
        if project.app != app:
            # One environment serves one domain; the other domains' ports are asked elsewhere.
            return
        minimal = textwrap.dedent(f"""\
            from {app}.testing.settings import *
            {line.format(setting=setting)}
            """)

        done = project("check", minimal=minimal)

        assert done.returncode == 1
        assert "1 issue" in done.stderr
        for word in (setting, protocol, method, "e.g. "):
            assert word in done.stderr.replace("for example", "e.g.").replace("Example:", "e.g. ")
