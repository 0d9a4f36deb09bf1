"""
What does a domain's public surface look like, written down so that two releases can be compared?

`python -m domain_kit.surface benefits_app` writes `contract/api.json` of an importable domain;
it needs DJANGO_SETTINGS_MODULE.
"""

import dataclasses
import enum
import importlib
import inspect
import json
import pathlib
import sys
from types import ModuleType
from typing import Any


def describe(api: ModuleType) -> dict[str, Any]:
    """
    Every name of a module's `__all__` with its kind and shape; names are sorted.
    """
    return {name: _describe(getattr(api, name)) for name in sorted(api.__all__)}


def rendered(api: ModuleType) -> str:
    """
    The description as the text that is stored in the wheel.
    """
    return json.dumps(describe(api), indent=2, ensure_ascii=False) + "\n"


def _describe(thing: Any) -> dict[str, Any]:
    if inspect.isfunction(thing):
        return {"kind": "function", "signature": str(inspect.signature(thing))}
    if not inspect.isclass(thing):
        return {"kind": "value", "type": type(thing).__name__}
    if issubclass(thing, enum.Enum):
        return {"kind": "enum", "members": {m.name: m.value for m in thing}}
    if issubclass(thing, BaseException):
        return {
            "kind": "error",
            "bases": [base.__name__ for base in thing.__mro__[1:-3]],
            "code": getattr(thing, "code", None),
            # A class without a constructor of its own has no signature to show.
            "signature": str(inspect.signature(thing)) if "__init__" in vars(thing) else None,
        }
    if getattr(thing, "_is_protocol", False):
        return {"kind": "port", "methods": _methods(thing)}
    if dataclasses.is_dataclass(thing):
        return {
            "kind": "value class",
            "fields": {f.name: inspect.formatannotation(f.type) for f in dataclasses.fields(thing)},
        }
    return {"kind": "class", "methods": _methods(thing)}


def _methods(thing: Any) -> dict[str, str]:
    return {
        name: str(inspect.signature(member))
        for name, member in inspect.getmembers(thing, inspect.isfunction)
        if not name.startswith("_")
    }


def main(package: str) -> None:
    """
    Write the surface of a domain into its own `contract/api.json`.
    """
    import django  # only as a command: the description itself needs no Django

    django.setup()
    api = importlib.import_module(f"{package}.api")
    path = pathlib.Path(str(api.__file__)).parent / "contract" / "api.json"
    path.write_text(rendered(api), encoding="utf-8")
    sys.stdout.write(f"wrote {path}\n")


if __name__ == "__main__":
    main(sys.argv[1])
