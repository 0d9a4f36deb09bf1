"""
Which text may a cell of a CSV file hold, so that no spreadsheet takes it for a formula?
"""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """
    The text, with an apostrophe before what would be a formula: names come from people.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
