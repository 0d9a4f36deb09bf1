from orchard.api import Row


def first(row: Row[int]) -> int:
    return row.first()
