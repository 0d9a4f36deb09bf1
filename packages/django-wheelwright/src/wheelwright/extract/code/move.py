"""
How do classes get from the old app's modules into the new one's?
"""

import re
from collections.abc import Mapping

from wheelwright.extract.code import registrations, relations
from wheelwright.extract.code.assemble import Assembled, assemble
from wheelwright.extract.code.compose import compose
from wheelwright.extract.code.draft import Draft
from wheelwright.extract.code.leave import leave
from wheelwright.extract.code.modules import is_package, module_of, path_of, within
from wheelwright.extract.code.old_modules import OldModules
from wheelwright.extract.code.order import Weight
from wheelwright.extract.code.selection import Choice, Place, Sources, choose
from wheelwright.extract.code.skeleton import skeleton
from wheelwright.extract.code.statements import handed_on
from wheelwright.extract.code.taken import taken_names
from wheelwright.extract.code.targets import Targets, homes_of, targets_of
from wheelwright.extract.code.text import BOM
from wheelwright.extract.code.units import parse

# Calls that relations.name_across looks at.
RELATION_CALL = re.compile(r"(?:Key|Field|Relation|ForeignObject|receiver)\(")


class Move:
    """
    The classes leave the old app's modules for the new one's, with what they need.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.order = draft.order
        self.texts = draft.texts
        self.old = OldModules(draft.order, draft.texts)

    def make(self) -> None:
        """
        Move them.
        """
        order = self.order
        old = self.old
        for path, line in old.broken.items():
            self.draft.unreadable(path, line, Weight.STOP)
        sources = Sources(reads=old, mentions=old.mentions)
        models = old.layer(
            frozenset({f"{order.old_package}.models", *(m.module for m in order.models)})
        )
        taken, quiet = taken_names(self.texts, order, old)
        new = frozenset(
            p for p, by in taken.items() if any(within(m, order.new_package) for m in by)
        )
        choice = choose(order, sources, models, taken, new)
        moving = dict(choice.moving)
        admins = {
            m for m in sources.reads if within(m, f"{order.old_package}.admin") and m not in models
        }
        for module in admins:
            moving[module] = registrations.choose(order, sources, module, choice)
        choice = Choice(moving=moving)
        one_file = self._one_file(choice)
        targets = targets_of(order, sources, choice, one_file=one_file)
        layer = models | frozenset(m for m in admins if moving[m])
        self.draft.homes = homes_of(targets, layer, frozenset(taken) | quiet)
        parts = self._assembled(targets)
        self._leave(layer, targets, parts, taken, quiet)
        self._compose(parts, targets)

    def _one_file(self, choice: Choice) -> bool:
        """
        Do all models go into one models.py: because they come from one, or because it is there?
        """
        models = f"{self.order.old_package}.models"
        new = path_of(f"{self.order.new_package}.models", self.texts, self.order.roots)
        if new:
            return not is_package(new)
        return all(m == models for m in choice.moving if within(m, models) and choice.moving[m])

    def _assembled(self, targets: Targets) -> dict[str, Assembled]:
        by_target: dict[str, list[str]] = {}
        for old, new in targets.modules.items():
            by_target.setdefault(new, []).append(old)
        found = {}
        for new, olds in by_target.items():
            reads = [targets.sources.reads[old] for old in sorted(olds)]
            moved = [(r, [u for u in r.units if targets.choice.moves(r.name, u)]) for r in reads]
            found[new] = assemble(new, moved, targets, self.order)
        return found

    def _leave(
        self,
        layer: frozenset[str],
        targets: Targets,
        parts: Mapping[str, Assembled],
        taken: Mapping[Place, frozenset[str]],
        quiet: frozenset[Place],
    ) -> None:
        mine = {place.module for place in self.draft.homes}
        for module in sorted(layer & mine):
            source = self.old[module]
            original = self.texts.read(source.path) or ""
            cycles = {new for new, part in parts.items() if module in self.old.layer(part.from_old)}
            left = leave(
                source,
                original,
                targets,
                self.draft.homes,
                load_cycles=frozenset(cycles),
                taken=frozenset(p.name for p in taken if p.module == module),
                quiet=frozenset(p.name for p in quiet if p.module == module),
            )
            self.draft.after[source.path] = left.text
            self.draft.remarks += left.remarks
        self._name_across(layer - mine)

    def _name_across(self, modules: frozenset[str]) -> None:
        """
        Relations across the cut in modules of the models that keep all they have.
        """
        staying = frozenset(self.order.staying)
        for module in modules:
            path = self.old.paths[module]
            text = self.texts.read(path) or ""
            # A shared base that says "Employer" means the app of whoever inherits.
            names = self.order.names | (staying if "abstract" in text else frozenset())
            if RELATION_CALL.search(text) and self.old.mentions(module, names):
                tree = relations.name_across(parse(text), self.order)
                new = (BOM if text.startswith(BOM) else "") + tree.code
                if new != text:
                    self.draft.after[path] = new

    def _compose(self, parts: Mapping[str, Assembled], targets: Targets) -> None:
        for module, text in skeleton(self.order).items():
            if path_of(module, self.texts, self.order.roots) is None:
                package = module in (self.order.new_package, f"{self.order.new_package}.migrations")
                self.draft.after[self._path(module, package=package)] = text
        models = f"{self.order.new_package}.models"
        inner = sorted(m for m in parts if m != models and within(m, models))
        if inner:
            self._package(models, inner, parts)
        project = frozenset({self.order.new_package.partition(".")[0]}) | frozenset(
            (module_of(path, self.order.roots) or "").partition(".")[0] for path in self.texts.paths
        )
        for module, part in parts.items():
            path = path_of(module, self.texts, self.order.roots) or self._path(
                module, package=module == models and bool(inner)
            )
            self.draft.after[path] = compose(
                part, self.draft.text(path), order=self.order, project=project
            )

    def _package(self, models: str, inner: list[str], parts: Mapping[str, Assembled]) -> None:
        path = path_of(models, self.texts, self.order.roots) or self._path(models, package=True)
        lines = []
        for module in inner:
            names = sorted(n for n in parts[module].names if not n.startswith("_"))
            lines.append(handed_on(module, names))
        before = self.draft.text(path) or f'"""\nThe tables of {self.order.new_label}.\n"""\n'
        self.draft.after[path] = before.rstrip() + "\n\n" + "\n".join(lines) + "\n"

    def _path(self, module: str, *, package: bool) -> str:
        inner = module[len(self.order.new_package) :].replace(".", "/")
        return f"{self.order.new_folder}{inner}{'/__init__.py' if package else '.py'}"
