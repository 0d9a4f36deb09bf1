"""
What do templates and fixtures say about a model that has moved?
"""

import re

from wheelwright.extract.code.labels import ADMIN
from wheelwright.extract.code.order import Order

TEMPLATES = (".html", ".txt", ".xml", ".jinja", ".jinja2", ".j2", ".htm", ".djhtml")
FIXTURES = (".json", ".yaml", ".yml", ".xml", ".jsonl")
CONFIGURATION = (".toml", ".cfg", ".ini", ".conf", ".env", ".yaml", ".yml")


def in_template(text: str, order: Order) -> str:
    """
    A template with the permissions and the admin's pages of moved models under their new label.
    """
    if order.old_label not in text:
        return text
    old, new = re.escape(order.old_label), order.new_label
    for codename in {c for model in order.models for c in model.permissions}:
        text = re.sub(rf"\bperms\.{old}\.{re.escape(codename)}\b", f"perms.{new}.{codename}", text)
        text = re.sub(
            rf"(?<=['\"]){old}\.{re.escape(codename)}(?=['\"])", f"{new}.{codename}", text
        )
    models = "|".join(re.escape(model.name.lower()) for model in order.models)
    return re.sub(rf"(?<=['\"])(\w+):{old}_({models})_({ADMIN})(?=['\"])", rf"\1:{new}_\2_\3", text)


def in_fixture(text: str, order: Order) -> str:
    """
    A fixture with moved models, and content types and permissions named by them, under the new label.
    """
    if order.old_label not in text:
        return text
    old, new = re.escape(order.old_label), order.new_label
    models = "|".join(re.escape(model.name) for model in order.models)
    named = re.compile(
        rf"""((?:"model"|'model'|\bmodel)\s*[:=]\s*["']?){old}\.({models})(?=["'\s,}}>]|$)""",
        re.I | re.M,
    )
    text = named.sub(rf"\1{new}.\2", text)
    # A content type by its natural key: ["legacy", "plan"], alone or behind a codename.
    return re.sub(
        rf"""(["']){old}\1(\s*,\s*)(["'])({models})\3""", rf"\1{new}\1\2\3\4\3", text, flags=re.I
    )


def in_configuration(text: str, homes: dict[str, str]) -> str:
    """
    Dotted paths to what has moved, in a file of settings that is no Python.
    """
    for old, new in sorted(homes.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", new, text)
    return text


def stand_ins(paths: tuple[str, ...], order: Order) -> dict[str, str]:
    """
    Templates that are found by a model's label and have to be found under the new one: each extends the old.
    """
    found = {}
    models = "|".join(re.escape(model.name.lower()) for model in order.models)
    old = re.escape(order.old_label)
    page = re.compile(
        rf"(?P<head>(?:^|.*/)templates/)(?P<name>(?:admin/{old}/(?:{models})/.+)|(?:{old}/(?:{models})_\w+))\.html$"
    )
    for path in paths:
        match = page.match(path)
        if not match:
            continue
        name = match["name"].replace(f"{order.old_label}/", f"{order.new_label}/", 1)
        new = f"{match['head']}{name}.html"
        if new not in paths:
            found[new] = f'{{% extends "{match["name"]}.html" %}}\n'
    return found
