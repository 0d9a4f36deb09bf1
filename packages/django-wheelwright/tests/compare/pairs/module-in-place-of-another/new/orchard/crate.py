class Basket:
    def add(self, fruit):
        return fruit
