"""
The development start: migrate, fill an empty database, make log-ins, serve.
"""

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection, transaction

from domain_kit.actor import Role
from host.demo import world
from host.demo.ownership import ACME, ForeignDatabase, require_own
from host.directory.models import Employee, Employer, Membership

PASSWORD = "benefits"  # noqa: S105 - printed on purpose; refused unless DEBUG is on
PEOPLE = (
    ("ada", Role.EMPLOYEE, 1),
    ("hana", Role.HR, None),
    ("fay", Role.FINANCE, None),
    ("olu", Role.OPERATOR, None),
)


class Command(BaseCommand):
    help = "Serve this host with demo data and demo log-ins, for development only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="Prepare, and stop there.")

    def handle(self, *, port: int, no_serve: bool, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("demo makes log-ins anybody knows; it runs with DEBUG on only.")
        if not no_serve:
            _require_free(port)
        try:
            connection.ensure_connection()
        except OperationalError as exc:
            raise CommandError(
                f"The database does not answer: {str(exc).splitlines()[0]} "
                "Check DATABASE_URL, or unset it to use the embedded PostgreSQL.",
                returncode=2,
            ) from exc
        try:
            require_own()
        except ForeignDatabase as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            if not Employer.objects.exists():
                call_command("loaddata", settings.BASE_DIR / "seed.json", verbosity=0)
                world.build()
            world.open_windows()
            _make_log_ins()
        world.go_on()
        self.stdout.write(_welcome(port))
        if not no_serve:
            self.stdout.flush()
            _serve(port)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as exc:
            raise CommandError(
                f"Port {port} is in use. Stop what listens there, or choose another: "
                f"make run PORT={port + 1}",
                returncode=2,
            ) from exc


def _make_log_ins() -> None:
    for name, role, employee_id in PEOPLE:
        user, created = get_user_model().objects.get_or_create(
            username=name,
            defaults={"is_staff": role is Role.OPERATOR, "is_superuser": role is Role.OPERATOR},
        )
        if created:
            user.set_password(PASSWORD)
            user.save()
        Membership.objects.get_or_create(
            user=user,
            defaults={
                "role": role.value,
                "employer_id": None if role is Role.OPERATOR else ACME,
                "employee": Employee.objects.filter(pk=employee_id).first(),
            },
        )


def _welcome(port: int) -> str:
    base = f"http://127.0.0.1:{port}"
    return f"""
  Benefits site    {base}/
  API              {base}/api/v1/docs
  Admin            {base}/admin/            (olu)
  Health           {base}/readyz   {base}/status

  Log in as        ada   an employee      hana  HR
                   fay   finance          olu   operator
  Password         {PASSWORD}

  Ctrl-C stops everything.
"""


def _serve(port: int) -> None:
    connection.close()
    # The server takes this process's place: one process to stop, and its exit status is ours.
    os.chdir(settings.BASE_DIR)
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    words += ["--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    # A worker that has served requests may wait for its idle threads; Ctrl-C is not kept waiting.
    words += ["--workers-kill-timeout", "2", "--log-level", "warning", "--no-ws"]
    words += ["host.wsgi:application"]
    os.execv(words[0], words)  # noqa: S606 - our own interpreter, no shell
