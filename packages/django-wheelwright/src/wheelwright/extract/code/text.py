"""
What is around a text that must stay as it is: byte order mark, line ends, encoding?
"""

import io
import tokenize
from dataclasses import dataclass

BOM = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """
    A file's text with its byte order mark and line ends, and the encoding to write it in again.
    """

    text: str
    encoding: str


def decode(content: bytes, *, python: bool) -> Decoded | None:
    """
    The text of a file; None for one that is no text in the encoding that it names.
    """
    try:
        encoding = _python_encoding(content) if python else "utf-8"
        return Decoded(text=content.decode(encoding), encoding=encoding)
    except (UnicodeDecodeError, LookupError, SyntaxError):
        return None


def encode(text: str, *, python: bool) -> bytes:
    """
    The bytes of a text, in the encoding that its own first lines name.

    Raises:
        UnicodeEncodeError: if that encoding has no such letter.
    """
    if not python:
        return text.encode()
    head = "".join(text.splitlines(keepends=True)[:2]).encode("utf-8", "replace")
    return text.encode(_python_encoding(head))


def _python_encoding(content: bytes) -> str:
    # The mark stays part of the text, so that it is written again.
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return "utf-8" if encoding == "utf-8-sig" else encoding


def newline(text: str) -> str:
    """
    The line end that a text uses most.
    """
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def like(text: str, other: str) -> str:
    """
    The text with the line ends of another.
    """
    return text.replace("\r\n", "\n").replace("\n", newline(other))
