__all__ = ["harvest"]


class harvest:
    pass
