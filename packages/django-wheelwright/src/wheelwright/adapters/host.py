"""
Which Django project is the package rehearsed in: a given host, or a bare one made for it?
"""

import contextlib
import dataclasses
import os
import pathlib
import re
import tempfile

from wheelwright.adapters import own_users
from wheelwright.errors import BadRequest

SETTINGS = '''\
"""
The settings of a bare host: the rehearsed package's apps and nothing else.
"""

import importlib
import os
from urllib.parse import parse_qsl, unquote, urlsplit

_url = urlsplit(os.environ["DATABASE_URL"])
_more = dict(parse_qsl(_url.query))  # a socket's folder is named there
DATABASES = {{
    "default": {{
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path.lstrip("/"),
        "USER": unquote(_url.username or "") or _more.pop("user", ""),
        "PASSWORD": unquote(_url.password or "") or _more.pop("password", ""),
        "HOST": unquote(_url.hostname or "") or _more.pop("host", ""),
        "PORT": str(_url.port or _more.pop("port", "")),
        "OPTIONS": _more,
    }}
}}
SECRET_KEY = "a rehearsal keeps no secrets"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "rehearsal_host.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
INSTALLED_APPS = {apps!r}
# What `startproject` writes, for the apps that are there.
STATIC_URL = "static/"
SITE_ID = 1
_middleware = {{
    "django.contrib.sessions": "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth": "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages": "django.contrib.messages.middleware.MessageMiddleware",
}}
MIDDLEWARE = (
    [path for app, path in _middleware.items() if app in INSTALLED_APPS]
    if "django.contrib.sessions" in INSTALLED_APPS
    else []
)
_processors = ["django.template.context_processors.request"]
for _app in ("auth", "messages"):
    if f"django.contrib.{{_app}}" in INSTALLED_APPS:
        _processors.append(f"django.contrib.{{_app}}.context_processors.{{_app}}")
TEMPLATES = [
    {{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {{"context_processors": _processors}},
    }}
]

_said = {{}}
for _name in {modules!r}:
    try:
        _theirs = importlib.import_module(f"{{_name}}.testing.settings")
    except ModuleNotFoundError as exc:
        if exc.name not in (f"{{_name}}.testing", f"{{_name}}.testing.settings"):
            raise
    else:
        _values = {{k: v for k, v in vars(_theirs).items() if k.isupper()}}
        _said[_name] = _values.pop("INSTALLED_APPS", None)
        globals().update(_values)
_spoken = [_name for _name, _apps in _said.items() if _apps is not None]
if _spoken:
    # Who says what it needs beside itself is believed; each of the others brings its own apps.
    _rest = [a for a in INSTALLED_APPS if a.split(".")[0] not in _spoken]
    _all_spoke = len(_spoken) == len({modules!r})
    INSTALLED_APPS = list(
        dict.fromkeys([*(() if _all_spoke else _rest), *(a for n in _spoken for a in _said[n])])
    )
'''
ALWAYS = ("django.contrib.contenttypes", "django.contrib.auth")
MODULE = re.compile(r"DJANGO_SETTINGS_MODULE[\"']\s*,\s*[\"']([\w.]+)[\"']")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """
    A project folder and the name of its settings.
    """

    folder: pathlib.Path
    settings: str

    def environment(self, url: str) -> dict[str, str]:
        """
        The variables of a process that runs in this host.
        """
        mine = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DJANGO_", "PYTHON", "VIRTUAL_ENV", "PYTEST_", "PG", "COV_"))
        }
        return mine | {
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": os.environ.get("WHEELWRIGHT_SETTINGS", self.settings),
            "PYTHONPATH": str(self.folder),
            "PYTHONUNBUFFERED": "1",
        }


def bare(
    folder: pathlib.Path,
    *,
    apps: tuple[str, ...],
    modules: tuple[str, ...],
    settings: pathlib.Path | None = None,
    own_user: bool = False,
) -> Host:
    """
    Write a project that installs these apps and nothing else; a file of settings has the last word.
    With `own_user` its user model is one of its own.
    """
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = pathlib.Path(tempfile.mkdtemp(dir=folder.parent))
        package = partial / "rehearsal_host"
        package.mkdir()
        people = own_users.write(partial) if own_user else ()
        installed = list(dict.fromkeys((*ALWAYS, *people, *apps)))
        (package / "__init__.py").touch()
        text = SETTINGS.format(apps=installed, modules=list(modules))
        if settings is not None:
            text += "\n" + settings.read_text(encoding="utf-8")
        if own_user:
            text += own_users.SETTINGS
        (package / "settings.py").write_text(text, encoding="utf-8")
        (package / "urls.py").write_text('"""No pages."""\n\nurlpatterns = []\n')
        with contextlib.suppress(OSError):  # another cell was faster with the same project
            partial.rename(folder)
    return Host(folder=folder, settings="rehearsal_host.settings")


def given(folder: pathlib.Path) -> Host:
    """
    A project that has a manage.py.

    Raises:
        BadRequest: if that does not say where its settings are.
    """
    manage = folder / "manage.py"
    found = MODULE.search(manage.read_text(encoding="utf-8")) if manage.is_file() else None
    if not found:
        raise BadRequest(
            f"{folder} has no manage.py that sets DJANGO_SETTINGS_MODULE.",
            "Name the folder of a Django project, or leave --host out for a bare one.",
        )
    return Host(folder=folder.resolve(), settings=found[1])


def lines(path: pathlib.Path) -> tuple[str, ...]:
    """
    The requirements of a file, without comments.

    Raises:
        BadRequest: if it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as exc:
        raise BadRequest(f"{path} cannot be read: {exc.strerror}.", "Check the path.") from exc
    stripped = (re.sub(r"(^|\s)#.*$", "", line).strip() for line in text.splitlines())
    return tuple(line for line in stripped if line)
