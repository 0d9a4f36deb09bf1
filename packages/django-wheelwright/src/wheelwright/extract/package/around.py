"""
What does the project say about an app that is a package now?
"""

from collections.abc import Mapping

import libcst as cst

from wheelwright.extract.code import imports, labels
from wheelwright.extract.code.modules import is_package, module_of, within
from wheelwright.extract.code.order import Order
from wheelwright.extract.code.project_texts import is_migration
from wheelwright.extract.code.selection import Place, Sources
from wheelwright.extract.code.shim import shown, silent, with_shim_of
from wheelwright.extract.package import ports
from wheelwright.extract.package.back import Back, signature
from wheelwright.extract.package.outside import Import
from wheelwright.extract.package.wanted import Wanted


def texts(wanted: Wanted, api: Mapping[str, Place], back: Back, sources: Sources) -> dict[str, str]:
    """
    Path -> text of the project's files that change.
    """
    homes = {
        Place(module=module, name=name): f"{wanted.package}.api"
        for name, place in api.items()
        for module in _handers_on(place, wanted)
    }
    found = {}
    for path in wanted.texts.paths:
        here = module_of(path, wanted.roots)
        if here is None or is_migration(path) or within(here, wanted.package):
            continue
        text = wanted.texts.read(path)
        if text and wanted.package in text:
            new = _module(wanted, path, here, text, homes, bool(back.ports))
            if new != text:
                found[path] = new
    if back.ports:
        functions = {place: signature(place, sources) for place in back.ports}
        made = ports.files(wanted.package, wanted.adapter, functions)
        found[_adapter_path(wanted)] = made[wanted.adapter]
    if "requirements.txt" in _top_files(wanted):
        lines = (wanted.project.folder / "requirements.txt").read_text(encoding="utf-8")
        if f"./{wanted.out}" not in lines:
            found["requirements.txt"] = lines.rstrip("\n") + f"\n-e ./{wanted.out}\n"
    return found


def named_by_migrations(wanted: Wanted) -> tuple[Import, ...]:
    """
    What old modules hand on of the app because old migrations import it there.
    """
    found = []
    for path in wanted.texts.paths:
        text = (wanted.texts.read(path) if path.endswith(".py") else None) or ""
        where = shown(text)
        for name in silent(text):
            if within(where.get(name, ""), wanted.package):
                place = Place(module=where[name], name=name)
                found.append(Import(path=path, line=0, place=place))
    return tuple(found)


def _handers_on(place: Place, wanted: Wanted) -> set[str]:
    """
    The modules from which a name can be imported: its own, and the packages around it.
    """
    parts = place.module.split(".")
    return (
        {".".join(parts[:n]) for n in range(2, len(parts) + 1)} | {f"{wanted.package}.models"}
        if within(place.module, f"{wanted.package}.models")
        else {place.module}
    )


def _module(
    wanted: Wanted, path: str, here: str, text: str, homes: Mapping[Place, str], has_port: bool
) -> str:
    order = Order(
        old_label="\0",
        old_package=wanted.package,
        new_label="\0",
        new_package=wanted.package,
        new_folder="",
        models=(),
    )
    try:
        new = imports.rewrite(text, homes, here=here, package=is_package(path))
        new = labels.rename_paths(new, labels.Renames(order=order, homes=homes))
    except (cst.ParserSyntaxError, RecursionError):
        return text
    if handed := shown(new):
        # Names that nobody imports are let go: an api is what is used.
        moved = {
            name: homes.get(Place(module=module, name=name), module)
            for name, module in handed.items()
        }
        kept = {
            n: m
            for n, m in moved.items()
            if not within(handed[n], wanted.package) or m != handed[n]
        }
        new = with_shim_of(new, kept)
    if has_port and here == wanted.project.settings:
        new = new.rstrip() + (
            f"\n\n# What the package asks of this project.\n"
            f'{ports.setting_of(wanted.package)} = "{wanted.adapter}.Surroundings"\n'
        )
    return new


def _adapter_path(wanted: Wanted) -> str:
    old = wanted.survey.app(wanted.plan.source)
    folder = old.folder if old else wanted.plan.source
    return f"{folder}/{wanted.package}_adapter.py"


def _top_files(wanted: Wanted) -> frozenset[str]:
    return frozenset(path.name for path in wanted.project.folder.iterdir() if path.is_file())
