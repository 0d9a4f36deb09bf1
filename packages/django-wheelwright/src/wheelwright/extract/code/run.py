"""
The code of a step: from the project's texts to the changes and what a person has to look at.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

import libcst as cst

from wheelwright.extract.code import (
    dynamic,
    imports,
    labels,
    registrations,
    relations,
    settings,
    templates,
)
from wheelwright.extract.code.assemble import Assembled, assemble
from wheelwright.extract.code.compose import compose
from wheelwright.extract.code.leave import leave
from wheelwright.extract.code.modules import is_package, module_of, path_of, within
from wheelwright.extract.code.old_modules import OldModules
from wheelwright.extract.code.order import Order, Remark, Texts, Weight
from wheelwright.extract.code.project_texts import is_migration
from wheelwright.extract.code.selection import Choice, Place, Sources, choose
from wheelwright.extract.code.skeleton import skeleton
from wheelwright.extract.code.statements import handed_on
from wheelwright.extract.code.taken import taken_names
from wheelwright.extract.code.targets import Targets, homes_of, targets_of
from wheelwright.extract.code.text import BOM
from wheelwright.extract.code.units import parse
from wheelwright.extract.values import FileChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """
    What the step makes of the code, what is to be read by a person, and where moved names are now.
    """

    changes: tuple[FileChange, ...]
    remarks: tuple[Remark, ...]
    homes: Mapping[Place, str]


def change(order: Order, texts: Texts) -> Changed:
    """
    Every file that the step changes, before and after.
    """
    work = _Work(order, texts)
    work.move()
    work.rewrite()
    return Changed(
        changes=work.changes(),
        remarks=tuple(sorted(set(work.remarks))),
        homes=work.homes,
    )


# Calls that relations.name_across looks at.
RELATION_CALL = re.compile(r"(?:Key|Field|Relation|ForeignObject|receiver)\(")


class _Work:
    """
    Texts as they become, by path; each stage reads the one before.
    """

    def __init__(self, order: Order, texts: Texts) -> None:
        self.order = order
        self.texts = texts
        self.after: dict[str, str] = {}
        self.remarks: list[Remark] = []
        self.homes: dict[Place, str] = {}
        self.broken: set[str] = set()
        self.old = OldModules(order, texts)

    def text(self, path: str) -> str | None:
        return self.after.get(path, self.texts.read(path))

    # --- the move

    def move(self) -> None:
        order = self.order
        old = self.old
        for path, line in old.broken.items():
            self._unreadable(path, line, Weight.STOP)
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
        self.homes = homes_of(targets, layer, frozenset(taken) | quiet)
        parts = self._assembled(targets)
        self._leave(layer, targets, parts, taken, quiet)
        self._compose(parts, targets)

    def _unreadable(self, path: str, line: int, weight: Weight = Weight.LOOK) -> None:
        if path not in self.broken:
            self.broken.add(path)
            what = (
                "this file is no Python that can be read, so it stays as it is: correct it, "
                "or move what it says by hand"
            )
            self.remarks.append(Remark(path=path, line=line, what=what, weight=weight))

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
        mine = {place.module for place in self.homes}
        for module in sorted(layer & mine):
            source = self.old[module]
            original = self.texts.read(source.path) or ""
            cycles = {new for new, part in parts.items() if module in self.old.layer(part.from_old)}
            left = leave(
                source,
                original,
                targets,
                self.homes,
                load_cycles=frozenset(cycles),
                taken=frozenset(p.name for p in taken if p.module == module),
                quiet=frozenset(p.name for p in quiet if p.module == module),
            )
            self.after[source.path] = left.text
            self.remarks += left.remarks
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
                    self.after[path] = new

    def _compose(self, parts: Mapping[str, Assembled], targets: Targets) -> None:
        for module, text in skeleton(self.order).items():
            if path_of(module, self.texts, self.order.roots) is None:
                package = module in (self.order.new_package, f"{self.order.new_package}.migrations")
                self.after[self._path(module, package=package)] = text
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
            self.after[path] = compose(part, self.text(path), order=self.order, project=project)

    def _package(self, models: str, inner: list[str], parts: Mapping[str, Assembled]) -> None:
        path = path_of(models, self.texts, self.order.roots) or self._path(models, package=True)
        lines = []
        for module in inner:
            names = sorted(n for n in parts[module].names if not n.startswith("_"))
            lines.append(handed_on(module, names))
        before = self.text(path) or f'"""\nThe tables of {self.order.new_label}.\n"""\n'
        self.after[path] = before.rstrip() + "\n\n" + "\n".join(lines) + "\n"

    def _path(self, module: str, *, package: bool) -> str:
        inner = module[len(self.order.new_package) :].replace(".", "/")
        return f"{self.order.new_folder}{inner}{'/__init__.py' if package else '.py'}"

    # --- everybody else

    def rewrite(self) -> None:
        renames = labels.Renames(order=self.order, homes=self.homes)
        installed = False
        for path in sorted({*self.texts.paths, *self.after}):
            if path.endswith(".py"):
                installed |= self._python(path, renames)
            else:
                self._other(path)
        for path, text in templates.stand_ins(self.texts.paths, self.order).items():
            self.after[path] = text
        if not installed:
            self.remarks.append(
                Remark(
                    path="settings",
                    line=0,
                    what=f'no literal list of apps names "{self.order.old_package}": add "{self.order.new_package}" to INSTALLED_APPS behind it',
                )
            )

    def _python(self, path: str, renames: labels.Renames) -> bool:
        text = self.text(path)
        if not text or path in self.broken or is_migration(path):
            return False
        here = module_of(path, self.order.roots) or ""
        if not self._may_name(text, here):
            return False
        try:
            own = within(here, self.order.old_package)
            self.remarks += dynamic.find(
                self.texts.read(path) or "", self.order, path=path, own=own
            )
            relabelled = labels.relabel(text, renames, path=path)
            new = relabelled.text
            if self._names.search(new):
                new = imports.rewrite(new, self.homes, here=here, package=is_package(path))
            added = settings.install(new, self.order)
            # Lines are those of the file as it is now; what moved is remarked on where it came from.
            original = self.texts.read(path)
            if original is not None and original != text:
                relabelled = labels.relabel(original, renames, path=path)
        except (cst.ParserSyntaxError, RecursionError) as exc:
            self._unreadable(path, getattr(exc, "raw_line", 1))
            return False
        self.remarks += relabelled.remarks if original is not None else ()
        if added.text != text:
            self.after[path] = added.text
        return added.done

    def _may_name(self, text: str, here: str) -> bool:
        """
        Whether a file can have anything to rewrite, as far as words tell.
        """
        order = self.order
        if order.old_label in text or order.old_package in text:
            return True
        near = order.old_package.rpartition(".")[2] in text or within(here, order.old_package)
        return (near or within(here, order.new_package)) and bool(self._names.search(text))

    @functools.cached_property
    def _names(self) -> re.Pattern[str]:
        names = sorted({re.escape(place.name) for place in self.homes}) or ["$^"]
        return re.compile(rf"\b(?:{'|'.join(names)})\b")

    def _other(self, path: str) -> None:
        text = self.text(path)
        if not text or self.order.old_label not in text:
            return
        new = text
        if path.endswith(templates.TEMPLATES) and "templates" in path.split("/"):
            new = templates.in_template(new, self.order)
        if path.endswith(templates.FIXTURES) and (
            "fixtures" in path.split("/") or '"model"' in new
        ):
            new = templates.in_fixture(new, self.order)
        if path.endswith(templates.CONFIGURATION):
            paths = {f"{p.module}.{p.name}": f"{home}.{p.name}" for p, home in self.homes.items()}
            new = templates.in_configuration(new, paths)
        if new != text:
            self.after[path] = new

    def changes(self) -> tuple[FileChange, ...]:
        return tuple(
            FileChange(path=path, before=self.texts.read(path), after=text)
            for path, text in sorted(self.after.items())
            if text != self.texts.read(path)
        )
