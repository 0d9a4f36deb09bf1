"""
Which texts does the site say? Read from its templates and modules, without GNU gettext.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
TEMPLATES = ("*.html", "*.txt")


def said() -> Catalog:
    """
    A catalogue without translations: every text with the files that say it.
    """
    found = Catalog(charset="utf-8")
    for path, text in _sources():
        for _line, message, _comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"}
        ):
            found.add(message, locations=[(path, None)], context=context)
    return found


def _sources() -> Iterator[tuple[str, str]]:
    """
    Python, or what reads like it, of each file: templates as Django's own makemessages reads them.
    """
    for path in sorted(ROOT.rglob("*.py")):
        yield str(path.relative_to(ROOT)), path.read_text()
    for pattern in TEMPLATES:
        for path in sorted(ROOT.rglob(pattern)):
            if "templates" in path.parts:
                lines = templatize(path.read_text(), origin=str(path)).splitlines()
                yield str(path.relative_to(ROOT)), "\n".join(line.strip() for line in lines)
