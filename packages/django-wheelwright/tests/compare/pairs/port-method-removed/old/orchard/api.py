from typing import Protocol

__all__ = ["Weather", "plant"]


class Weather(Protocol):
    def rain(self, day: int) -> int: ...
    def frost(self) -> bool: ...


def plant(weather: Weather) -> None: ...
