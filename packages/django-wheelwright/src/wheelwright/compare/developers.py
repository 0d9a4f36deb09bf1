"""
Which extras are for those who work on the package, and not for those who use it?
"""

import re

from wheelwright.surface.promises import Pair

ALWAYS = re.compile(
    r"^(all-)?(tests?|testing|dev|devel|develop|development|developers?|docs?|documentation)$"
    r"|^(test|tests|dev|docs?)[-_.]|[-_.](test|tests|dev|docs?)$"
)
# As well the name of something a user wants; what it installs decides.
PERHAPS = re.compile(
    r"^(lint|linting|linters?|typ(es|ing)|type-?check(ing)?|mypy|ci|qa|quality|build|release|"
    r"benchmarks?|coverage|tox|style|format(ting)?|pre-?commit|maintain(er|ers|ing)?|checks?)$"
)
TOOLS = re.compile(
    r"^(pytest|black|ruff|mypy|flake8|isort|sphinx|tox|nox|coverage|pre-commit|twine|build|pylint|"
    r"bandit|mkdocs|hatch|wheel|setuptools|bump2?version|django-stubs|types|pyright|codespell|"
    r"factory-boy|model-bakery|hypothesis|furo|towncrier|psycopg2?|ipdb|django-test)([-_.].*)?$"
)


def extras(pair: Pair) -> frozenset[str]:
    """
    The extras of either release that ask nothing of a host.
    """
    return frozenset(
        extra
        for extra in pair.old.extras | pair.new.extras
        if ALWAYS.search(extra.lower())
        or (PERHAPS.match(extra.lower()) and _are_tools(extra, pair))
    )


def _are_tools(extra: str, pair: Pair) -> bool:
    named = [r.name for side in (pair.old, pair.new) for r in side.requirements if r.extra == extra]
    return any(TOOLS.match(name) for name in named)
