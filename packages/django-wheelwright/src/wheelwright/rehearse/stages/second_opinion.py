"""
Stage: what a static linter says about the very statements that were measured.
"""

import dataclasses
import itertools
from collections.abc import Mapping

from wheelwright.adapters import squawk
from wheelwright.rehearse.facts import transactions
from wheelwright.rehearse.facts.known import Facts
from wheelwright.rehearse.facts.lint import Lint, Remark
from wheelwright.rehearse.workspace import Workspace
from wheelwright.report.model import Migration


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """
    The SQL of one migration, and for each of its lines the number of the statement on it.
    """

    migration: Migration
    text: str
    lines: tuple[int | None, ...]

    def statement_at(self, line: int) -> int | None:
        """
        The statement on a line, else the one before: an unclosed quote is noticed at the end.
        """
        return next((n for n in reversed(self.lines[: line + 1]) if n is not None), None)


def run(workspace: Workspace, facts: Facts) -> Facts:
    """
    Hand squawk the schema statements of every migration that ran; nothing, if it is not installed.
    """
    program = squawk.find()
    if program is None or facts.upgrade is None:
        return facts
    unread: set[tuple[str, int]] = set()
    while True:
        scripts = _scripts(facts.upgrade.migrations, unread)
        texts = {name: script.text for name, script in scripts.items()}
        said: tuple[squawk.Warned, ...] = ()
        if texts:
            said = program.lint(
                texts, folder=workspace.scratch / "lint", server=workspace.databases.version
            )
        # One statement it cannot read silences it about the whole script: ask again without it.
        lost = {
            (warned.script, number)
            for warned in said
            if warned.rule == squawk.UNREADABLE
            and (number := scripts[warned.script].statement_at(warned.line)) is not None
        }
        if not lost:
            break
        unread |= lost
    return dataclasses.replace(
        facts,
        second_opinion=Lint(
            tool=f"squawk {program.version}",
            remarks=tuple(_remarks(scripts, said)),
            unread=len(unread),
        ),
    )


def _scripts(
    migrations: tuple[Migration, ...], unread: set[tuple[str, int]]
) -> Mapping[str, Script]:
    scripts = {}
    for place, migration in enumerate(migrations, 1):
        name = f"{place}.sql"
        script = _script(migration, {number for file, number in unread if file == name})
        if script.text:
            scripts[name] = script
    return scripts


def _script(migration: Migration, unread: set[int]) -> Script:
    """
    The statements in order, each transaction marked; a linter knows nothing of row changes.
    """
    text: list[str] = []
    lines: list[int | None] = []

    def add(sql: str, number: int | None) -> None:
        ended = sql.strip().rstrip(";") + ";\n"
        text.append(ended)
        lines.extend([number] * ended.count("\n"))

    numbered = enumerate(migration.statements)
    for _, group in itertools.groupby(numbered, lambda pair: pair[1].transaction):
        together = [
            (number, statement)
            for number, statement in group
            if number not in unread and not transactions.written_table(statement.sql)
        ]
        marked = bool(together) and (migration.atomic or len(together) > 1)
        if marked:
            add("BEGIN", None)
        for number, statement in together:
            add(statement.sql, number)
        if marked:
            add("COMMIT", None)
    return Script(migration=migration, text="".join(text), lines=tuple(lines))


def _remarks(scripts: Mapping[str, Script], said: tuple[squawk.Warned, ...]) -> list[Remark]:
    found = []
    for warned in said:
        script = scripts[warned.script]
        number = script.statement_at(warned.line)
        if number is not None and warned.rule != squawk.UNREADABLE:
            found.append(
                Remark(
                    rule=warned.rule,
                    message=warned.message,
                    migration=script.migration.label,
                    statement=script.migration.statements[number],
                )
            )
    return found
