"""
Which texts match a regular expression? One alphabet per character, for as short a text as it takes.
"""

import re
import string
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MOST = 60  # characters
PLAIN = string.ascii_uppercase + string.digits + string.ascii_lowercase + "-_"
CLASSES = {
    codes.CATEGORY_DIGIT: string.digits,
    codes.CATEGORY_WORD: string.ascii_lowercase + string.digits,
    codes.CATEGORY_SPACE: " ",
}


def alphabets(pattern: str, *, more: int = 0) -> list[str] | None:
    """
    The characters to choose from at each place, with up to `more` repetitions beyond the least;
    None for a pattern that says more than that.
    """
    try:
        places = _sequence(parser.parse(pattern.replace("[:alpha:]", "a-zA-Z")), more)
    except (re.error, LookupError, RecursionError, OverflowError):
        return None
    text = "".join(place[0] for place in places)
    # An assertion or a back-reference may ask for more than was understood.
    return places if len(places) <= MOST and re.search(pattern, text) else None


def _sequence(parsed: Any, more: int) -> list[str]:
    places: list[str] = []
    for code, detail in parsed:
        places += _places(code, detail, more)
    return places


def _places(code: Any, detail: Any, more: int) -> list[str]:
    if code is codes.LITERAL:
        return [chr(detail)]
    if code is codes.NOT_LITERAL:
        return [PLAIN.replace(chr(detail), "")]
    if code is codes.ANY:
        return [PLAIN]
    if code is codes.IN:
        return [_choices(detail)]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most, inner = detail
        times: int = min(least + more, int(most))
        return _sequence(inner, more) * times
    if code is codes.SUBPATTERN:
        return _sequence(detail[-1], more)
    if code is codes.BRANCH:
        return _sequence(detail[1][0], more)
    if code is codes.AT:
        return []
    raise LookupError(code)


def _choices(items: Any) -> str:
    negated = False
    chosen: list[str] = []
    for code, detail in items:
        if code is codes.NEGATE:
            negated = True
        elif code is codes.LITERAL:
            chosen.append(chr(detail))
        elif code is codes.RANGE:
            chosen += [chr(number) for number in range(detail[0], min(detail[1], 0x7E) + 1)]
        elif code is codes.CATEGORY and detail in CLASSES:
            chosen += CLASSES[detail]
        else:
            raise LookupError(code)
    if negated:
        chosen = [character for character in PLAIN if character not in chosen]
    if not chosen:
        raise LookupError(items)
    return "".join(dict.fromkeys(chosen))
