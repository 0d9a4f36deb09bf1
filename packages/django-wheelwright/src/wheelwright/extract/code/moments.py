"""
Which names does each statement of a module use, and how early does it need them?
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import libcst as cst
from libcst.metadata import FunctionScope, GlobalScope, MetadataWrapper, ScopeProvider
from libcst.metadata.scope_provider import Access, Assignment, Scope

from wheelwright.extract.code.binds import imports_in, root


class When(StrEnum):
    """
    A name is needed while the module loads, when something is called, or only by a type checker.
    """

    LOAD = "load"
    LATER = "later"
    TYPE = "type"


def uses(tree: cst.Module) -> tuple[Mapping[int, Mapping[str, When]], frozenset[str]]:
    """
    By the place of a statement, every name it uses that is none of its own, and the earliest moment it
    needs it; and the names that no statement binds (a star import may).
    """
    # Not copied: the nodes must stay those of the caller, which a fresh parse has once each.
    wrapper = MetadataWrapper(tree, unsafe_skip_copy=True)
    scopes = {scope for scope in wrapper.resolve(ScopeProvider).values() if scope is not None}
    notes = _Notes(owner=_owners(tree.body), lazy=_annotations_are_lazy(tree), uses={})
    for assignment in (a for s in scopes if isinstance(s, GlobalScope) for a in s.assignments):
        notes.bound(assignment)
    loose = {
        word
        for access in (each for scope in scopes for each in scope.accesses)
        if not access.referents and (word := notes.unbound(access))
    }
    return notes.uses, frozenset(loose)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notes:
    owner: dict[int, int]
    lazy: bool
    uses: dict[int, dict[str, When]]

    def bound(self, assignment: object) -> None:
        if not isinstance(assignment, Assignment):
            return
        name = assignment.name.partition(".")[0]
        for access in assignment.references:
            self._use(access, name)

    def unbound(self, access: Access) -> str | None:
        word = root(access.node)
        if word:
            self._use(access, word)
        return word

    def _use(self, access: Access, name: str) -> None:
        at = self.owner.get(id(access.node))
        if at is None:
            return
        moment = _when(access, lazy=self.lazy)
        known = self.uses.setdefault(at, {})
        order = (When.LOAD, When.LATER, When.TYPE)
        known[name] = min(known.get(name, moment), moment, key=order.index)


class _Owner(cst.CSTVisitor):
    def __init__(self, index: int, into: dict[int, int]) -> None:
        self.index = index
        self.into = into

    def on_visit(self, node: cst.CSTNode) -> bool:
        self.into[id(node)] = self.index
        return True


def _owners(body: Sequence[cst.CSTNode]) -> dict[int, int]:
    found: dict[int, int] = {}
    for index, node in enumerate(body):
        node.visit(_Owner(index, found))
    return found


def _when(access: Access, *, lazy: bool) -> When:
    # Without the future import an annotation that is no string is evaluated at once.
    if access.is_annotation and (lazy or isinstance(access.node, cst.BaseString)):
        return When.TYPE
    scope: Scope | None = access.scope
    while scope is not None and not isinstance(scope, GlobalScope):
        if isinstance(scope, FunctionScope):
            return When.LATER
        scope = scope.parent
    return When.LOAD


def _annotations_are_lazy(tree: cst.Module) -> bool:
    return any(
        isinstance(small, cst.ImportFrom)
        and isinstance(small.module, cst.Name)
        and small.module.value == "__future__"
        and not isinstance(small.names, cst.ImportStar)
        and any(alias.evaluated_name == "annotations" for alias in small.names)
        for node in tree.body
        for small in imports_in(node)
    )
