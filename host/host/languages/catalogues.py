"""
What is translated into a language, and how does it get to where Django reads it?
"""

import datetime as dt
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from host.languages.texts import ROOT, said

FOLDER = ROOT / "locale"
WIDTH = 100
EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def written_at(language: str, kind: str) -> Path:
    """
    The file of a language: `po` is for people, `mo` for the machine.
    """
    return FOLDER / language / "LC_MESSAGES" / f"django.{kind}"


def translated(language: str) -> Catalog:
    """
    What people have translated.
    """
    path = written_at(language, "po")
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    found = read_po(io.BytesIO(path.read_bytes()), locale=language)
    # Without dates of their own, so that nothing changes where nothing changed.
    found.creation_date = found.revision_date = EPOCH
    return found


def missing(language: str) -> list[str]:
    """
    The texts of the site that have no translation, or one that is a guess.
    """
    known = translated(language)
    return [
        str(message.id)
        for message in said()
        if message.id and not _is_there(known.get(message.id, message.context))
    ]


def update(language: str) -> None:
    """
    Write down every text of the site, keep the translations there are, and compile them. Nothing is
    guessed: a text that changed is a new one.
    """
    known = translated(language)
    fresh = Catalog(locale=language, charset="utf-8", project="Benefits")
    for message in said():
        if message.id:
            before = known.get(message.id, message.context)
            fresh.add(
                message.id,
                before.string if before else None,
                locations=message.locations,
                context=message.context,
            )
    path = written_at(language, "po")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_as_po(fresh))
    written_at(language, "mo").write_bytes(compiled(language))


def compiled(language: str) -> bytes:
    """
    The machine's file, from what people wrote.
    """
    out = io.BytesIO()
    write_mo(out, translated(language))
    return out.getvalue()


def _as_po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=WIDTH, sort_output=True, omit_header=True)
    header = (
        b'msgid ""\nmsgstr ""\n"Language: %s\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        b'"Plural-Forms: %s\\n"\n\n'
        % (str(catalogue.locale).encode(), catalogue.plural_forms.encode())
    )
    return header + out.getvalue()


def _is_there(message: object) -> bool:
    text = getattr(message, "string", "")
    return all(text) if isinstance(text, tuple) else bool(text)
