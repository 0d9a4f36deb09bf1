"""
How does a command answer? It says an event with its facts, any number of times.

A command that talks also hears: it waits for what the starter replies to its last event.
"""

from collections.abc import Callable
from typing import Any

type Say = Callable[..., None]
type Hear = Callable[[], Any]
