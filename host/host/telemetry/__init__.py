"""
What can be seen from outside: a line for each thing that was asked, and traces if they are wanted.
"""
