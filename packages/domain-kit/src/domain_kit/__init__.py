"""
The small contract that every domain may depend on: values, ports, commands, migrations.
"""

__version__ = "1.3.0"
