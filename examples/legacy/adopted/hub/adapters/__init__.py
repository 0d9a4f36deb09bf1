"""
What the wheels ask of the hub; one file per port.
"""
