from orchard.basket import Basket

__all__ = ["Basket"]
