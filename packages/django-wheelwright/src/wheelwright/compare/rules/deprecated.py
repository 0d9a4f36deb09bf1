"""
Rule: callers are told what will go, and when, one release before it goes.
"""

import re
from collections.abc import Iterator

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.roles import is_port
from wheelwright.compare.rules.members import INHERITED
from wheelwright.surface.classes import is_foreign
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import WARNED, Class, Surface

DEPRECATED = "api-deprecated"
UNVERSIONED = "deprecation-unversioned"
UNANNOUNCED = "removed-without-deprecation"
WARNINGS = ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning")
VERSION = re.compile(r"\d+\.\d+")


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report new deprecations, those that name no version, and removals nobody was warned of.
    """
    found = []
    before, after = dict(_notices(pair.old.surface)), dict(_notices(pair.new.surface))
    for name, notice in sorted(after.items()):
        if notice is None or before.get(name):
            continue
        if name in before:
            found.append(
                Change(
                    code=DEPRECATED,
                    subject=name,
                    message=f"{name} is deprecated: {notice.removeprefix(WARNED)}.",
                    bump=Bump.MINOR,
                    audience=Audience.CALLER,
                )
            )
        if not VERSION.search(notice) and not notice.startswith(WARNED):
            found.append(
                Change(
                    code=UNVERSIONED,
                    subject=name,
                    message=f"The deprecation of {name} does not say which version removes it.",
                    hint='Write, for example, @deprecated("Use InvoiceService.create(); gone in 3.0").',
                    bump=None,
                )
            )
    for name, notice in sorted(before.items()):
        if name in after or notice is not None or _is_warning(name, pair):
            continue
        if not _goes_with_its_class(name, pair) and not _is_inherited(name, pair):
            found.append(
                Change(
                    code=UNANNOUNCED,
                    subject=name,
                    message=f"{name} is removed, and no release has deprecated it.",
                    hint="Release it deprecated first; or record in the changelog why not: "
                    f"`Exception: {UNANNOUNCED} {name} - reason`.",
                    bump=None,
                )
            )
    return tuple(found)


def _notices(surface: Surface) -> Iterator[tuple[str, str | None]]:
    for name, item in surface.items.items():
        yield name, item.deprecated
        # Hosts implement the methods of a port; taking one away takes nothing from them.
        if isinstance(item, Class) and not is_port(surface, item):
            for method in item.methods:
                yield f"{name}.{method.name}", method.deprecated or item.deprecated


def _goes_with_its_class(name: str, pair: Pair) -> bool:
    owner = name.rpartition(".")[0]
    return owner in pair.old.surface.classes and owner not in pair.new.surface.items


def _is_inherited(name: str, pair: Pair) -> bool:
    owner, _, method = name.rpartition(".")
    now = pair.new.surface.classes.get(owner)
    return now is not None and method in INHERITED and any(map(is_foreign, now.ancestors))


def _is_warning(name: str, pair: Pair) -> bool:
    """
    A class of warnings goes with the release it announced.
    """
    item = pair.old.surface.classes.get(name)
    return item is not None and any(base in WARNINGS for base in item.ancestors)
