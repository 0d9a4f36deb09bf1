"""
Which calls are spans besides requests and statements? The domains' commands and queries, through
their only doors, and the host's answers to what they ask.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from opentelemetry import trace

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.ports import methods_of
from enrolments_app import api as enrolments

PORTS = (
    "BENEFITS_EMPLOYER_DIRECTORY",
    "ENROLMENTS_BENEFIT_CATALOGUE",
    "ENROLMENTS_EMPLOYEE_DIRECTORY",
    "ENROLMENTS_OBSERVERS",
    "DIRECTORY_OBSERVERS",
    "BILLING_COVERAGE_SOURCE",
    "BILLING_PAYMENT_GATEWAY",
)
_tracer = trace.get_tracer("host")


def wrap_commands() -> None:
    """
    Every function that the domains' doors offer; who calls another module is not seen.
    """
    for door in (benefits, enrolments, billing):
        domain = door.__name__.partition(".")[0]
        for name in door.__all__:
            found = getattr(door, name)
            if inspect.isfunction(found):
                setattr(door, name, _traced(found, f"{domain}.{name}"))


def wrap_ports() -> None:
    """
    Every public method of the adapters that the settings name.
    """
    for setting in PORTS:
        named = getattr(settings, setting, None) or ()
        for path in (named,) if isinstance(named, str) else named:
            adapter = import_string(path)
            for name, method in methods_of(adapter):
                setattr(adapter, name, _traced(method, f"port {setting}.{name}"))


def _traced(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    @functools.wraps(function)
    def traced(*args: Any, **kwargs: Any) -> Any:
        with _tracer.start_as_current_span(name):
            return function(*args, **kwargs)

    return traced
