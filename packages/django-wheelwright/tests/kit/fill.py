"""
A process of its own: make the tables of an app on an empty database, fill them, and say what was said.

    python fill.py FOLDER APPS ROWS [OWN]     with DATABASE_URL

FOLDER holds the apps; those of OWN are filled, the others as far as they are pointed at.
"""

import json
import os
import sys
import time
from urllib.parse import urlsplit

from django.conf import settings


def main(folder: str, apps: str, rows: str, own: str = "") -> None:
    sys.path.insert(0, folder)
    url = urlsplit(os.environ["DATABASE_URL"])
    names = apps.split(",")
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": url.username or "",
                "PASSWORD": url.password or "",
                "HOST": url.hostname or "",
                "PORT": str(url.port or ""),
            }
        },
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", *names],
        MIGRATION_MODULES=dict.fromkeys(["contenttypes", "auth", *names]),
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    import django

    django.setup()
    from django.core.management import call_command

    from wheelwright.agent.rows import fill as agent

    call_command("migrate", run_syncdb=True, verbosity=0)
    started = time.perf_counter()
    agent.fill(
        say=_say,
        count=int(rows),
        modules=own.split(",") if own else names,
    )
    _say("done", seconds=time.perf_counter() - started)


def _say(event: str, **facts: object) -> None:
    sys.stdout.write(json.dumps({"event": event, **facts}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
