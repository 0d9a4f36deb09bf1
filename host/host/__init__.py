"""
The thin Django shell that wires three domains together.
"""
