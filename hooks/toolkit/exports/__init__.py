"""The processes as open data: one module a format, each from the same records, all made by `files.py`."""
