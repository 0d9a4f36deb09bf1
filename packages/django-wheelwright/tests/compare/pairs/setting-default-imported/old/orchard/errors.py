class Wormy(Exception):
    pass
