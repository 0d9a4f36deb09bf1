"""
Is what a host asks of itself told apart from what a package asks of hosts?
"""

MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'
SETTINGS = """\
SECRET_KEY = "s"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "nobody"}}
INSTALLED_APPS = ["django.contrib.contenttypes", "orchard", "farm"]
"""
CHECKING = """\
import importlib.metadata

from django.apps import AppConfig
from django.core import checks


def knows_the_release(app_configs, **kwargs):
    new = importlib.metadata.version("orchard-app") != "1.0.0"
    return [checks.Warning("Nobody has tried this release.", id="{app}.W001")] if new else []


class Config(AppConfig):
    name = "{app}"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        checks.register(knows_the_release)
"""


class TestAHostThatChecksTheReleasesItRuns:
    def test_says_nothing_about_the_package(self, grower):
        host = self.host(grower)
        new = grower.release("1.0.1")

        said = grower.compare("--host", host, new=new, boot=True)

        assert said.findings("check-warns") == []
        assert said.status == 0, said.output + said.errors

    def test_still_hears_what_the_package_says(self, grower):
        host = self.host(grower)
        new = grower.release("1.0.1", files={"orchard/apps.py": CHECKING.format(app="orchard")})

        said = grower.compare("--host", host, new=new, boot=True)

        (finding,) = said.findings("check-warns")
        assert finding["subject"] == "orchard.W001"

    def host(self, grower):
        files = {
            "manage.py": MANAGE,
            "settings.py": SETTINGS,
            "farm/__init__.py": "",
            "farm/apps.py": CHECKING.format(app="farm"),
        }
        for name, text in files.items():
            path = grower.folder / "host" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return grower.folder / "host"
