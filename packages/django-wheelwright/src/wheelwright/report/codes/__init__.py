"""
Every code of a finding, declared once: reports, `wheelwright explain` and docs/findings.md read it here.
"""

from wheelwright.report.codes.boundary import BOUNDARY
from wheelwright.report.codes.code import Code, Section
from wheelwright.report.codes.comparison import COMPARISON
from wheelwright.report.codes.composition import COMPOSITION
from wheelwright.report.codes.extraction import EXTRACTION
from wheelwright.report.codes.live import LIVE
from wheelwright.report.codes.rehearsal import REHEARSAL

SECTIONS: tuple[Section, ...] = (REHEARSAL, COMPOSITION, COMPARISON, BOUNDARY, LIVE, EXTRACTION)
# A code that several sections share is declared in the first of them.
CODES: dict[str, Code] = {
    code.name: code for section in reversed(SECTIONS) for code in section.codes
}
MEANINGS: dict[str, str] = {name: code.title for name, code in CODES.items()}


def meaning(name: str) -> str:
    """
    The code in plain words; a code that nobody described yet speaks for itself.
    """
    return MEANINGS.get(name, name.replace("-", " ").capitalize())


def sections_of(name: str) -> tuple[Section, ...]:
    """
    The sections that tell of this code.
    """
    return tuple(s for s in SECTIONS if any(code.name == name for code in s.codes))
