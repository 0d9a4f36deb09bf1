"""
Pages for employees, HR and finance.
"""
