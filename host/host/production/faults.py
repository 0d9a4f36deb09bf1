"""
What of these settings must never serve real people and real money?
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

# A part of a dotted path that says: made up.
FAKE = re.compile(r"(^|\.)(testing|tests?|fakes?|examples?)\.|\.(Fake|Dummy|Stub|Mock)\w*$", re.I)
PORTS = ("BENEFITS_", "BILLING_", "DIRECTORY_", "ENROLMENTS_")
NOWHERE = ("console", "locmem", "dummy", "filebased")
# Written in a guide, or never filled in.
EXAMPLE = re.compile(r"…|\.\.\.|\$\(|example|change-?me|development|placeholder|<.*>", re.I)
# The keys that Stripe's own documentation prints.
STRIPE_DOCUMENTED = (
    "4eC39HqLyJWDarjtT1zdp7dc",
    "BQokikJOvBiI2HlWgH4olfQ2",
    "tR3PYbcVNZZ796tH88S4VQ2u",
)
SECRETS = ("SECRET_KEY", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET")
FOR_WHOM = ("STATUS_FOR", "API_DOCS_FOR")
READ = frozenset({"ALLOWED_HOSTS", "DEBUG", "EMAIL_BACKEND", "MAILERS", *SECRETS, *FOR_WHOM})
AUDIENCES = ("anybody", "staff", "nobody")
INSECURE = "django-insecure-"
KEY_LENGTH = 50


def faults(given: Mapping[str, Any]) -> tuple[str, ...]:
    """
    A sentence for each: what is wrong, and what to set instead. Nothing secret is repeated.
    """
    return (
        *_debug(given),
        *_fakes(given),
        *_mail(given),
        *_keys(given),
        *_hosts(given),
        *_audiences(given),
    )


def _debug(given: Mapping[str, Any]) -> Iterator[str]:
    if given.get("DEBUG"):
        yield "DEBUG is on: it shows settings and values to strangers. Set DEBUG = False."


def _fakes(given: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(given):
        if not name.startswith(PORTS):
            continue
        value = given[name]
        for path in value if isinstance(value, list | tuple) else (value,):
            if isinstance(path, str) and FAKE.search(path):
                yield (
                    f"{name} names {path}, which is made up: it says yes and does nothing. Name the "
                    "adapter of the real thing."
                )


def _mail(given: Mapping[str, Any]) -> Iterator[str]:
    mailers = given.get("MAILERS") or {}
    named = [str(each.get("BACKEND", "")) for each in mailers.values()]
    for backend in named or [str(given.get("EMAIL_BACKEND", ""))]:
        if any(f".{each}." in backend for each in NOWHERE):
            yield (
                f"Mail goes through {backend}, which reaches nobody. Use "
                "django.core.mail.backends.smtp.EmailBackend, or your provider's."
            )


def _keys(given: Mapping[str, Any]) -> Iterator[str]:
    for name in SECRETS:
        value = str(given.get(name) or "")
        if EXAMPLE.search(value) or value.endswith(STRIPE_DOCUMENTED):
            yield f"{name} is an example or a development default. Set the real one."
    key = str(given.get("SECRET_KEY") or "")
    if key.startswith(INSECURE):
        yield f"SECRET_KEY begins with {INSECURE}: it was in somebody's repository. {_new_key()}"
    elif len(key) < KEY_LENGTH:
        yield f"SECRET_KEY is shorter than {KEY_LENGTH} characters. {_new_key()}"


def _new_key() -> str:
    return "Generate one for DJANGO_SECRET_KEY: openssl rand -base64 48"


def _hosts(given: Mapping[str, Any]) -> Iterator[str]:
    hosts = [str(each).strip() for each in given.get("ALLOWED_HOSTS") or ()]
    if "*" in hosts:
        yield (
            "ALLOWED_HOSTS lets every host in (*): links in mail could lead anywhere. Name yours in "
            "DJANGO_ALLOWED_HOSTS, apart by commas."
        )
    if not any(hosts):
        yield "ALLOWED_HOSTS is empty. Name yours in DJANGO_ALLOWED_HOSTS, apart by commas."


def _audiences(given: Mapping[str, Any]) -> Iterator[str]:
    for name in FOR_WHOM:
        if name in given and given[name] not in AUDIENCES:
            yield f"{name} is {given[name]!r}; it is one of {', '.join(AUDIENCES)}."
