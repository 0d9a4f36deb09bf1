"""
How does a domain find what a host implements for it, and say precisely what is wrong?
"""

import inspect
from typing import Any, cast

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

_MISSING = object()
_ports: "list[_Resolving]" = []


class PortMisconfigured(ImproperlyConfigured):
    """
    A port's setting is missing, cannot be imported, or names something that does not fit.
    """

    def __init__(self, problem: str, hint: str) -> None:
        super().__init__(problem, hint)
        self.problem = problem
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.problem} {self.hint}"


class _Resolving:
    """
    What one port and a list of ports share: the setting, its cache, its check.
    """

    def __init__(self, setting: str, protocol: type[Any], example: str) -> None:
        self.setting = setting
        self.protocol = protocol
        self.example = example
        self._resolved: Any = _MISSING
        _ports.append(self)

    @property
    def _protocol_path(self) -> str:
        return f"{self.protocol.__module__}.{self.protocol.__qualname__}"

    @property
    def _example_line(self) -> str:
        return f"{self.setting} = {self.example!r}"

    def _fault(self, problem: str) -> PortMisconfigured:
        methods = ", ".join(
            f"{name}{inspect.signature(method)}" for name, method in methods_of(self.protocol)
        )
        return PortMisconfigured(
            problem,
            f"It needs a class or object with {methods}. For example: {self._example_line}",
        )

    def _setting(self) -> Any:
        value = getattr(settings, self.setting, None)
        if value is None or value == "":
            raise self._fault(f"{self.setting} is not set; it names a {self._protocol_path}.")
        return value

    def _build(self, path: object) -> Any:
        named = f"{self.setting} = {path!r}"
        if not isinstance(path, str):
            raise self._fault(
                f"{named} is not a dotted path to an implementation of {self._protocol_path}."
            )
        try:
            target = import_string(path)
        except ImportError as exc:
            raise self._fault(
                f"{named} cannot be imported ({exc}); it should implement {self._protocol_path}."
            ) from exc
        if inspect.isclass(target):
            try:
                target = target()
            except Exception as exc:
                raise self._fault(
                    f"{named} cannot be created without arguments "
                    f"({type(exc).__name__}: {exc}); it should implement {self._protocol_path}."
                ) from exc
        fault = conformance_fault(target, self.protocol)
        if fault:
            raise self._fault(f"{named} does not implement {self._protocol_path}: {fault}.")
        return target

    def _resolve(self) -> Any:
        if self._resolved is _MISSING:
            self._resolved = self._value()
        return self._resolved

    def _value(self) -> Any:
        return self._build(self._setting())

    def forget(self) -> None:
        """
        Resolve again at the next use.
        """
        self._resolved = _MISSING

    def check(self, id: str) -> list[checks.CheckMessage]:
        """
        The system check of this setting: one Error with the sentence `resolve` would raise.
        """
        self.forget()
        try:
            self._resolve()
        except PortMisconfigured as fault:
            return [checks.Error(fault.problem, hint=fault.hint, id=id)]
        return []


class Port[P](_Resolving):
    """
    One implementation, named by a setting: `Port("BILLING_PAYMENT_GATEWAY", PaymentGateway, "…")`.
    """

    def __init__(self, setting: str, protocol: type[P], example: str) -> None:
        super().__init__(setting, protocol, example)

    def resolve(self) -> P:
        """
        The implementation: imported, created if it is a class, checked and cached.

        Raises:
            PortMisconfigured: an ImproperlyConfigured that names setting, protocol and method.
        """
        return cast(P, self._resolve())


class PortList[P](_Resolving):
    """
    Any number of implementations, named by a list: empty is fine, a missing setting is not.
    """

    def __init__(self, setting: str, protocol: type[P], example: str) -> None:
        super().__init__(setting, protocol, example)

    @property
    def _example_line(self) -> str:
        return f"{self.setting} = [{self.example!r}]"

    def _value(self) -> tuple[Any, ...]:
        paths = self._setting()
        if isinstance(paths, str) or not isinstance(paths, list | tuple):
            raise self._fault(f"{self.setting} = {paths!r} is not a list of dotted paths.")
        return tuple(self._build(path) for path in paths)

    def resolve(self) -> tuple[P, ...]:
        """
        The implementations in the order of the setting.

        Raises:
            PortMisconfigured: an ImproperlyConfigured that names setting, protocol and method.
        """
        return cast(tuple[P, ...], self._resolve())


def methods_of(protocol: type[Any]) -> tuple[tuple[str, Any], ...]:
    """
    The public methods a Protocol asks for, by name.
    """
    return tuple(
        (name, member)
        for name, member in inspect.getmembers(protocol, inspect.isfunction)
        if not name.startswith("_")
    )


def conformance_fault(target: object, protocol: type[Any]) -> str | None:
    """
    Why an object does not fit a Protocol, or None: methods and their parameters are compared.

    `isinstance` with a runtime-checkable Protocol sees names only; a method that takes other
    arguments would fail at the first enrolment instead of at start-up.
    """
    for name, wanted in methods_of(protocol):
        expected = f"{name}{inspect.signature(wanted)}"
        method = getattr(target, name, None)
        if method is None:
            return f"it has no method {expected}"
        if not callable(method):
            return f"its {name} is not a method; expected {expected}"
        if not _accepts(method, wanted):
            return f"its {name}{inspect.signature(method)} cannot be called as {expected}"
    return None


def _accepts(method: Any, wanted: Any) -> bool:
    """
    Whether every call the Protocol's method allows binds to this one.
    """
    try:
        offered = inspect.signature(method)
    except (TypeError, ValueError):
        return True  # Written in C: its parameters cannot be seen.
    parameters = list(inspect.signature(wanted).parameters.values())[1:]
    kinds = inspect.Parameter
    positional = [
        p for p in parameters if p.kind in (kinds.POSITIONAL_ONLY, kinds.POSITIONAL_OR_KEYWORD)
    ]
    keyword = {p.name: p for p in parameters if p.kind is kinds.KEYWORD_ONLY}
    calls = (
        (positional, keyword),
        (
            [p for p in positional if p.default is kinds.empty],
            {n: p for n, p in keyword.items() if p.default is kinds.empty},
        ),
    )
    try:
        for args, kwargs in calls:
            offered.bind(*args, **kwargs)
    except TypeError:
        return False
    by_name = {p.name for p in positional if p.kind is kinds.POSITIONAL_OR_KEYWORD}
    offers_any = any(p.kind is kinds.VAR_KEYWORD for p in offered.parameters.values())
    offers_names = set(offered.parameters)
    return offers_any or by_name <= offers_names


def _forget_resolved(*, setting: str, **_: object) -> None:
    for port in _ports:
        if port.setting == setting:
            port.forget()


setting_changed.connect(_forget_resolved, dispatch_uid="domain_kit.ports")
