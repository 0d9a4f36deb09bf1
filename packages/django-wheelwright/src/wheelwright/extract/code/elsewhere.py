"""
What do the project's files say about what has moved? Each says it anew: imports, labels, settings, templates.
"""

import functools
import re

import libcst as cst

from wheelwright.extract.code import dynamic, imports, labels, settings, templates
from wheelwright.extract.code.draft import Draft
from wheelwright.extract.code.modules import is_package, module_of, within
from wheelwright.extract.code.order import Remark
from wheelwright.extract.code.project_texts import is_migration


class Elsewhere:
    """
    Everybody who names what has moved, once it is known where it is.
    """

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.order = draft.order
        self.texts = draft.texts
        self.homes = draft.homes

    def rewrite(self) -> None:
        """
        All of them.
        """
        renames = labels.Renames(order=self.order, homes=self.homes)
        installed = False
        for path in sorted({*self.texts.paths, *self.draft.after}):
            if path.endswith(".py"):
                installed |= self._python(path, renames)
            else:
                self._other(path)
        for path, text in templates.stand_ins(self.texts.paths, self.order).items():
            self.draft.after[path] = text
        if not installed:
            self.draft.remarks.append(
                Remark(
                    path="settings",
                    line=0,
                    what=f'no literal list of apps names "{self.order.old_package}": add "{self.order.new_package}" to INSTALLED_APPS behind it',
                )
            )

    def _python(self, path: str, renames: labels.Renames) -> bool:
        text = self.draft.text(path)
        if not text or path in self.draft.broken or is_migration(path):
            return False
        here = module_of(path, self.order.roots) or ""
        if not self._may_name(text, here):
            return False
        try:
            own = within(here, self.order.old_package)
            self.draft.remarks += dynamic.find(
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
            self.draft.unreadable(path, getattr(exc, "raw_line", 1))
            return False
        self.draft.remarks += relabelled.remarks if original is not None else ()
        if added.text != text:
            self.draft.after[path] = added.text
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
        text = self.draft.text(path)
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
            self.draft.after[path] = new
