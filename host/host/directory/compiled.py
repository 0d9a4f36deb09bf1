"""
How are the directory's hottest queries asked? Compiled once, where the installed kit can.
"""

try:
    from domain_kit.compiled import Compiled

    _rows = Compiled.row
except (ImportError, AttributeError):  # before domain-kit 1.2 each query is built when it is asked

    class Compiled[M]:  # type: ignore[no-redef]
        """
        The same questions, at the price of building each query anew.
        """

        def __init__(self, make):  # type: ignore[no-untyped-def]
            self._make = make

        def first(self, **values):  # type: ignore[no-untyped-def]
            """
            The first instance found; None if there is none.
            """
            return next(iter(self._make(**values)), None)

        row = first


__all__ = ["Compiled"]
