"""
What do an app's own migrations name, once the package has copies of what it shared with the project?
"""

from collections.abc import Mapping

import libcst as cst

from wheelwright.extract.code import imports
from wheelwright.extract.code.selection import Place, Sources
from wheelwright.extract.package.back import Back


def homes(back: Back, sources: Sources, *, shared: str) -> Mapping[Place, str]:
    """
    Every place that may name a copy, and the module of the copies: where code imports it from, and where it
    is defined, which is what Django writes into migrations.
    """
    units = (
        (module, unit)
        for module, indexes in back.copies.moving.items()
        for unit in sources.reads[module].outline
        if unit.index in indexes
    )
    defined = {Place(module=module, name=name) for module, unit in units for name in unit.binds}
    return dict.fromkeys(back.copied | defined, shared)


def text(old: str, found: Mapping[Place, str], *, here: str) -> str:
    """
    A migration that names the copies, as the models of the package do: else Django takes an `upload_to`
    or a `default` for changed. They do the same, so databases that have applied it need nothing.
    """
    try:
        return imports.rewrite(old, found, here=here, package=False)
    except (cst.ParserSyntaxError, RecursionError):
        return old
