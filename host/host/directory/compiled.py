"""
How are the directory's hottest queries asked? Compiled once, where the installed kit can.
"""

try:
    from domain_kit.compiled import Compiled
except ImportError:  # domain-kit 1.0 builds a query each time it is asked

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


__all__ = ["Compiled"]
