"""
Rule: a Python or Django that its maker still supports is not dropped in passing.
"""

from packaging.specifiers import SpecifierSet

from wheelwright.compare import end_of_life
from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.extract.promises import Contract, Pair

DROPPED = "support-dropped"
ADDED = "support-added"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report versions of Python and Django that were allowed and are not, or the other way about.
    """
    found = []
    for product in ("python", "django"):
        before, after = (_allowed(side, product) for side in (pair.old, pair.new))
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
    return tuple(found)


def _allowed(side: Contract, product: str) -> set[str]:
    if product == "python":
        specifier: str | None = side.requires_python
    else:
        specifier = next(
            (r.specifier for r in side.requirements if r.name == product and not r.extra), None
        )
    if specifier is None:
        return set()
    # A range such as >=5.2.3 still allows the series, with its newest patch release.
    return {
        version
        for version in end_of_life.series(product)
        if SpecifierSet(specifier).contains(f"{version}.99")
        or SpecifierSet(specifier).contains(version)
    }
