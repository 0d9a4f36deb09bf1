"""
A long history becomes one first migration, and what either makes is compared.
"""
