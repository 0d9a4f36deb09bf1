"""
Do well-known packages survive their own upgrades? Released versions, unchanged, with rows.

    python benchmarks/packages.py                    all of them, as a Markdown table
    python benchmarks/packages.py --only wagtail --rows 1000
    python benchmarks/packages.py --reports .work/packages

Every package comes from the index that pip is set up for. docs/rehearsed-packages.md keeps the last
result, with what became of each finding when somebody looked at it.
"""

import argparse
import collections
import dataclasses
import json
import pathlib
import subprocess
import sys
import tempfile


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    One upgrade, and what a host of that package would install and set besides.
    """

    package: str
    old: str
    new: str
    apps: tuple[str, ...]
    settings: str = ""
    requirements: tuple[str, ...] = ()


SITE = ("django.contrib.sites", "django.contrib.sessions", "django.contrib.messages")
WAGTAIL = (
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
)
CASES = (
    Case(package="django-oauth-toolkit", old="2.4.0", new="3.0.1", apps=("oauth2_provider",)),
    Case(package="django-celery-beat", old="2.5.0", new="2.9.0", apps=("django_celery_beat",)),
    Case(
        package="wagtail",
        old="6.0",
        new="7.0",
        apps=WAGTAIL,
        settings='WAGTAIL_SITE_NAME = "Rehearsal"\nWAGTAILADMIN_BASE_URL = "http://localhost"\n',
        requirements=("Django==4.2.*",),  # the only series that both releases support
    ),
    Case(
        package="django-allauth",
        old="0.57.0",
        new="65.3.0",
        apps=("allauth", "allauth.account", "allauth.socialaccount", *SITE),
        settings='MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware"]\n',
    ),
    Case(package="django-axes", old="6.0.5", new="8.3.1", apps=("axes",)),
    Case(package="django-q2", old="1.6.1", new="1.11.1", apps=("django_q",)),
    Case(
        package="djangorestframework",
        old="3.14.0",
        new="3.18.3",
        apps=("rest_framework.authtoken",),
    ),
    Case(package="django-reversion", old="4.0.2", new="6.4.0", apps=("reversion",)),
    Case(
        package="djangorestframework-simplejwt",
        old="4.6.0",
        new="5.3.1",
        apps=("rest_framework_simplejwt.token_blacklist",),
        requirements=("Django==4.2.*", "setuptools<81"),
    ),
    Case(
        package="django-auditlog",
        old="2.3.0",
        new="3.0.0",
        apps=("auditlog",),
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="django-constance",
        old="3.1.0",
        new="4.0.0",
        apps=("constance",),
        settings='CONSTANCE_BACKEND = "constance.backends.database.DatabaseBackend"\n',
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="django-form-surveys",
        old="2.4.0",
        new="2.5.0",
        apps=("djf_surveys", "tinymce"),
        requirements=("Django==5.2.*",),
    ),
    Case(
        package="social-auth-app-django",
        old="5.0.0",
        new="5.4.0",
        apps=("social_django",),
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="django-two-factor-auth",
        old="1.14.0",
        new="1.15.5",
        apps=(
            "two_factor",
            "two_factor.plugins.phonenumber",
            "django_otp",
            "django_otp.plugins.otp_static",
            "django_otp.plugins.otp_totp",
            *SITE,
        ),
        requirements=("Django==4.2.*", "phonenumbers<9"),
    ),
    Case(
        package="django-hordak",
        old="1.14.0",
        new="1.17.0",
        apps=("hordak",),
        settings='DEFAULT_CURRENCY = "EUR"\nCURRENCIES = ["EUR"]\n',
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="drf-jwt",
        old="1.17.0",
        new="1.19.2",
        apps=("rest_framework_jwt.blacklist",),
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="django-sql-explorer",
        old="3.2.1",
        new="4.0.0",
        apps=("explorer", "django.contrib.staticfiles"),
        settings='EXPLORER_CONNECTIONS = {"Default": "default"}\nEXPLORER_DEFAULT_CONNECTION = "default"\n',
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="django-push-notifications",
        old="3.0.0",
        new="3.1.0",
        apps=("push_notifications",),
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="django-rest-knox",
        old="4.2.0",
        new="5.0.2",
        apps=("knox",),
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="django-post-office",
        old="3.6.0",
        new="3.8.0",
        apps=("post_office",),
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="django-celery-results",
        old="2.3.1",
        new="2.5.1",
        apps=("django_celery_results",),
        requirements=("Django==4.2.*",),
    ),
    Case(
        package="fcm-django",
        old="1.0.10",
        new="1.0.14",
        apps=("fcm_django",),
        requirements=("Django==4.2.*",),
    ),
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=10_000, help="rows of every table")
    parser.add_argument("--only", action="append", help="this package; repeatable")
    parser.add_argument("--reports", type=pathlib.Path, help="keep each JSON report in this folder")
    options = parser.parse_args()
    known = {case.package for case in CASES}
    if unknown := set(options.only or ()) - known:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    _line("package", "from", "to", "Django", "rows", "status", "findings", "seconds", "not filled")
    _line(*["---"] * 9)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.reports or pathlib.Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for case in CASES:
            if case.package in (options.only or known):
                sys.stderr.write(f"{case.package} {case.old} -> {case.new} ...\n")
                _report(case, options.rows, _rehearse(case, options.rows, folder))


def _rehearse(case: Case, rows: int, folder: pathlib.Path) -> dict[str, object]:
    report, settings = folder / f"{case.package}.json", folder / f"{case.package}-settings.py"
    settings.write_text(case.settings)
    report.unlink(missing_ok=True)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "wheelwright", "rehearse", case.package),
            *("--from", case.old, "--to", case.new, "--apps", ",".join(case.apps)),
            *("--rows", str(rows), "--settings", str(settings), "--json", str(report)),
            *(word for name in case.requirements for word in ("--with", name)),
        ],
        stdout=subprocess.DEVNULL,
    )
    if not report.exists():
        sys.exit(f"{case.package} left no report (exit status {done.returncode}).")
    (cell,) = json.loads(report.read_text())["cells"]
    return dict(cell)


def _report(case: Case, rows: int, cell: dict[str, object]) -> None:
    findings: list[dict[str, str]] = cell["findings"]  # type: ignore[assignment]
    notes: list[str] = cell["notes"]  # type: ignore[assignment]
    seconds: dict[str, float] = cell["seconds"]  # type: ignore[assignment]
    counted = collections.Counter(finding["code"] for finding in findings)
    codes = ", ".join(f"{code} {count}" for code, count in counted.items())
    unfilled = [note.split()[0] for note in notes if " could not be filled: " in note]
    _line(
        *(case.package, case.old, case.new, str(cell["django"]), f"{rows:,}", str(cell["status"])),
        *(codes or "none", f"{seconds['total']:.0f}", ", ".join(unfilled) or "none"),
    )


def _line(*cells: str) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
