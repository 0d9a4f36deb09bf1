"""
What is the outcome in one sentence, for somebody who has never seen this tool?
"""

import dataclasses
from collections.abc import Sequence

from wheelwright.report.codes import meaning
from wheelwright.report.model import Cell, Report, Status
from wheelwright.report.ordering import codes, worst_first


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    The worst status of a run, and what follows from it.
    """

    status: Status
    sentence: str


def verdict(report: Report) -> Verdict:
    """
    The outcome of a whole run.
    """
    cells = worst_first(report.cells)
    if not cells:
        return Verdict(status=Status.BROKEN, sentence="Nothing was rehearsed.")
    if report.composed:
        return Verdict(status=cells[0].status, sentence=_of_combinations(cells))
    sentence = _of_one(cells[0]) if len(cells) == 1 else _of_many(cells)
    return Verdict(status=cells[0].status, sentence=sentence)


def _of_one(cell: Cell) -> str:
    new = f"{cell.package} {cell.new}"
    match cell.status:
        case Status.FAILED:
            return f"Do not ship {new} like this. Upgrading from {cell.old}: {_listed(cell)}."
        case Status.REVIEW:
            return f"{new} can follow {cell.old} once a person agrees to this: {_listed(cell)}."
        case Status.BROKEN:
            return (
                f"The upgrade of {cell.package} from {cell.old} to {cell.new} could not be "
                "rehearsed, which says nothing about it."
            )
        case Status.PASSED:
            return f"{new} can follow {cell.old}: nothing that was measured speaks against it."


def _of_many(cells: Sequence[Cell]) -> str:
    failed, broken, review, _ = (
        [cell for cell in cells if cell.status is status]
        for status in (Status.FAILED, Status.BROKEN, Status.REVIEW, Status.PASSED)
    )
    rest = f" {_number(broken)} could not be rehearsed." if broken and failed else ""
    if failed:
        new = _and(list(dict.fromkeys(f"{cell.package} {cell.new}" for cell in failed)))
        many = f"{len(failed)} of {len(cells)} upgrades would go wrong."
        return f"Do not ship {new} like this: {many}{rest}"
    if broken:
        return (
            f"{len(broken)} of {len(cells)} upgrades could not be rehearsed, which says nothing "
            "about them; the others show no error."
        )
    if review:
        them = "it ships" if len(review) == 1 else "they ship"
        return (
            f"All {len(cells)} upgrades ran without an error; a person has to look at "
            f"{len(review)} of them before {them}."
        )
    return f"All {len(cells)} upgrades ran, and nothing that was measured speaks against them."


def _of_combinations(cells: Sequence[Cell]) -> str:
    worst = cells[0].status
    alike = [cell for cell in cells if cell.status is worst]
    count = f"{len(alike)} of {len(cells)} questions about these wheels"
    titles = _and([cell.package for cell in alike])
    match worst:
        case Status.FAILED:
            return f"These wheels do not live together in every way ({count}): {titles}."
        case Status.BROKEN:
            return f"{count} could not be answered, which says nothing about them: {titles}."
        case Status.REVIEW:
            return f"These wheels live together once a person agrees ({count}): {titles}."
        case Status.PASSED:
            asked = f"{len(cells)} question{'s' * (len(cells) > 1)}"
            return f"Nothing speaks against having these wheels together ({asked})."


def _listed(cell: Cell) -> str:
    """
    What the worst findings mean, at most two of them by name.
    """
    said = [_small(meaning(found.code)) for found in codes(cell) if found.severity == _worst(cell)]
    more = len(said) - 2
    if more > 0:
        return f"{', '.join(said[:2])}, and {more} other problem{'s' * (more > 1)}"
    return ", and ".join(said)


def _worst(cell: Cell) -> str:
    return "error" if cell.status is Status.FAILED else "review"


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def _number(cells: Sequence[Cell]) -> str:
    return "One more" if len(cells) == 1 else f"{len(cells)} more"


def _and(words: Sequence[str]) -> str:
    if len(words) > 3:
        return f"{', '.join(words[:3])} and {len(words) - 3} more"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
