"""
A static linter's warnings beside what was measured; pure, and without any say in a verdict.
"""
