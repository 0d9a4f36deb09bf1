"""
How people get in: passwords, a second step, and what happens to who guesses.
"""
