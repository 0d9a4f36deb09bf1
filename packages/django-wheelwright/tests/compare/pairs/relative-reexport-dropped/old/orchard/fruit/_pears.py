class Pear:
    pass
