"""
How does a command answer? It says an event with its facts, any number of times.
"""

from collections.abc import Callable

type Say = Callable[..., None]
