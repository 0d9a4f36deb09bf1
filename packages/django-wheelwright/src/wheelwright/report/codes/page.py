"""
Every code as the page docs/findings.md; its head is kept here, too, so that the page has one source.
"""

from wheelwright.report.codes import SECTIONS
from wheelwright.report.codes.code import Section

HEAD = """\
# What a finding says

A finding is one fact about one release. Its code is permanent: reports, allow-lists and changelogs
refer to it. **error**: it must not ship like this (exit 1). **review**: measured, small or perhaps
intended; a person decides. **info**: worth knowing. Whoever accepts a finding names it under
`[[tool.wheelwright.allow]]` with a reason; it is still reported, as info. Every report gives the
object, the migration, the operation, the statement and a safer way.

`wheelwright explain CODE` says the same of one code. This page is written by
`wheelwright explain --markdown`; the words are in `wheelwright/report/codes/`.
"""


def page() -> str:
    """
    The whole page.
    """
    return HEAD + "".join(_section(section) for section in SECTIONS)


def _section(section: Section) -> str:
    commands = ", ".join(f"`{command}`" for command in section.commands)
    lines = ["", f"## {section.title} ({commands})"]
    if section.intro:
        lines += [section.intro, ""]
    lines += [f"| code | it says | {section.weighs} |", "|---|---|---|"]
    lines += [f"| `{code.name}` | {code.says} | {code.weight} |" for code in section.codes]
    return "\n".join(lines) + "\n"
