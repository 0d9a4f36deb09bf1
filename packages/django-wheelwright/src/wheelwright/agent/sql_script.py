"""
Which statements does one text of SQL hold?
"""

import re

TOKEN = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$.*?\$\1\$|--[^\n]*|/\*.*?\*/|;|[^'"$;/-]+|.""",
    re.DOTALL,
)
# A backslash may hide a quote, and these hold a `;` that ends nothing.
UNSURE = re.compile(r"\bE'|\bBEGIN\s+ATOMIC\b|\bRULE\b", re.IGNORECASE)
CONTROL = re.compile(
    r"\s*(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|COPY)\b", re.IGNORECASE
)


def split(text: str) -> list[str]:
    """
    The statements in order; the text as it is where splitting it could change what it means.
    """
    parts = [""]
    for token in TOKEN.finditer(text):
        if token[0] == ";":
            parts.append("")
        else:
            parts[-1] += token[0]
    found = [part.strip() for part in parts if _says_something(part)]
    if len(found) < 2 or UNSURE.search(text) or any(map(CONTROL.match, found)):
        return [text]
    return found


def _says_something(part: str) -> bool:
    return bool(re.sub(r"--[^\n]*|/\*.*?\*/", "", part, flags=re.DOTALL).strip())
