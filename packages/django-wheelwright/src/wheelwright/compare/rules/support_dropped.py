"""
Rule: a Python or Django that its maker still supports is not dropped in passing.
"""

from packaging.specifiers import SpecifierSet

from wheelwright.compare import end_of_life, version_ranges
from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Contract, Pair

DROPPED = "support-dropped"
ADDED = "support-added"
CHANGED = "dependency-changed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report versions of Python and Django that were allowed and are not, or the other way about.
    """
    found = []
    for product in ("python", "django"):
        before, after = (_allowed(side, product) for side in (pair.old, pair.new))
        # Who says nothing of a product excludes nothing of it, and promises nothing.
        if before is None or after is None:
            continue
        changes = _series(pair, product, before, after)
        found += changes or _elsewhere(pair, product)
    return tuple(found)


def _series(pair: Pair, product: str, before: set[str], after: set[str]) -> list[Change]:
    found = []
    for version in (v for v in end_of_life.series(product) if v in before - after):
        alive = end_of_life.is_supported(product, version, pair.new.built_on)
        found.append(
            Change(
                code=DROPPED,
                subject=f"{product}-{version}",
                message=f"{product.title()} {version} is no longer allowed"
                + (", and its maker still supports it." if alive else "; its time is over."),
                hint="Keep it until the next major." if alive else "",
                bump=Bump.MAJOR if alive else Bump.MINOR,
                audience=Audience.OPERATOR,
            )
        )
    for version in (v for v in end_of_life.series(product) if v in after - before):
        found.append(
            Change(
                code=ADDED,
                subject=f"{product}-{version}",
                message=f"{product.title()} {version} is allowed now.",
                bump=Bump.PATCH,
            )
        )
    return found


def _elsewhere(pair: Pair, product: str) -> list[Change]:
    """
    A range that differs outside the series that are known here: below them, or within one.
    """
    old, new = (_specifier(side, product) or "" for side in (pair.old, pair.new))
    if SpecifierSet(old) == SpecifierSet(new):
        return []
    oldest = end_of_life.series(product)[0]
    gone = [str(v) for v in version_ranges.lost(old, new) if str(v) != "0.1"]
    below = [v for v in gone if _key(v) < _key(oldest)]
    told = f"{product.title()} is {new or 'any'}, it was {old or 'any'}"
    return [
        Change(
            code=DROPPED if below else CHANGED,
            subject=product,
            message=f"{told}; what is no longer allowed is over." if below else f"{told}.",
            bump=Bump.MINOR if below else Bump.PATCH,
            audience=Audience.OPERATOR if below else Audience.NOBODY,
        )
    ]


def _key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2])


def _allowed(side: Contract, product: str) -> set[str] | None:
    """
    The series that a release allows; what it only classifies itself for counts where it declares
    no range. None if it says nothing.
    """
    specifier = _specifier(side, product)
    if specifier is None:
        return set(side.classified.get(product, ())) or None
    # A range such as >=5.2.3 still allows the series, with its newest patch release.
    return {
        version
        for version in end_of_life.series(product)
        if SpecifierSet(specifier).contains(f"{version}.99")
        or SpecifierSet(specifier).contains(version)
    }


def _specifier(side: Contract, product: str) -> str | None:
    if product == "python":
        return side.requires_python or None
    return next((r.specifier for r in side.requirements if r.name == product and not r.extra), None)
