"""
What an earlier file knew and this one does not: evidence about released wheels stays true.
"""

import json
import pathlib
from typing import Any

from wheelwright.compatibility import sets
from wheelwright.errors import BadRequest


def keep(earlier: pathlib.Path, written: dict[str, Any]) -> None:
    """
    Add the evidence of an earlier file to `written`; where both rehearsed the same step, the new one stays.

    Raises:
        BadRequest: if the earlier file is none.
    """
    if not earlier.is_file():
        return
    try:
        old = json.loads(earlier.read_text(encoding="utf-8"))["sets"]
        known = {_wheels(each): each for each in written["sets"]}
        for each in old:
            mine = known.setdefault(_wheels(each), {**each, "evidence": []})
            steps = {_step(entry) for entry in mine["evidence"]}
            mine["evidence"] += [entry for entry in each["evidence"] if _step(entry) not in steps]
            mine["verdict"] = sets.verdict(entry["status"] for entry in mine["evidence"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise BadRequest(
            f"{earlier} is not what wheelwright compatibility writes.",
            "Remove it, or write it without --keep.",
        ) from exc
    written["sets"] = [known[wheels] for wheels in sorted(known)]


def _wheels(each: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(each["wheels"].items()))


def _step(entry: dict[str, Any]) -> tuple[object, ...]:
    start = tuple(sorted(entry["from_wheels"].items()))
    versions = (entry["python"], entry["django"], entry["postgresql"])
    return entry["package"], entry["from"], entry["to"], start, versions
