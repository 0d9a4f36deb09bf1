"""
Values to the files of the generated project; every module makes one kind of file.
"""
