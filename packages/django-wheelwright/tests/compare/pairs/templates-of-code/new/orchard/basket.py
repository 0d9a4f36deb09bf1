def carry(fruit):
    return fruit
