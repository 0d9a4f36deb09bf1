"""
How do older releases of the wheels answer what the newer ones ask? Each file says which, and goes with them.
"""
