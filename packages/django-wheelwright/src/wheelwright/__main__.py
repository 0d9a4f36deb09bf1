"""
`python -m wheelwright`: the command line of the interpreter it is installed in.
"""

from wheelwright.cli import main

main()
