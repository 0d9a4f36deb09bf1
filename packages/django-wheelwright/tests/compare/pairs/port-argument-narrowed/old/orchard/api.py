from typing import Protocol

__all__ = ["Weather", "plant"]


class Weather(Protocol):
    def rain(self, day: int | None) -> int: ...


def plant(weather: Weather) -> None: ...
