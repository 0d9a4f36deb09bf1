"""
One case or more for each finding code: facts small enough to read, from which a rule reports it.
"""

from golden_cases import blocks, company, keeps, runs, together, undone

SECTIONS = (runs, blocks, company, keeps, undone, together)
CASES = {name: case for section in SECTIONS for name, case in section.CASES.items()}
