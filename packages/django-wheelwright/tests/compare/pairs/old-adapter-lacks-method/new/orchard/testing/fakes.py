class Weather:
    def rain(self) -> int:
        return 1

    def frost(self) -> bool:
        return False
