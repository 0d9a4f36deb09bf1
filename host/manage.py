#!/usr/bin/env python
"""
The host's command line.
"""

import os
import pathlib
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from host.duties.jobs import noted
from host.inventory.origin import require_ours
from host.production.start import require_fit
from host.settings.database import grant_what_it_takes
from host.telemetry.commands import logged_command

ARCHIVE = pathlib.Path(__file__).resolve().parent.parent / "releases"


def _refused(exc: ImproperlyConfigured) -> int:
    """
    Say what to set, without a traceback: nothing is broken, something is missing.
    """
    sys.stderr.write(f"{exc}\n")
    return 2


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings.development")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    grant_what_it_takes()
    try:
        require_ours(archive=ARCHIVE)
        require_fit(command)
        with logged_command(command), noted(command):
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as exc:
        sys.exit(_refused(exc))
