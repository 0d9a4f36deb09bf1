"""
Whoever loads this has read the migrations: every command of the process begins with them.
"""

from wheelwright.agent.extract import history

history.loader()
